"""Calls: held with a result, or missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from desktop.core.i18n import N_
from desktop.core.workflow import arrival, transition
from desktop.models.activities import Call
from desktop.services.activities.holding import OUTCOME, Outcome, hold
from desktop.services.commands import command
from desktop.services.moving import move
from desktop.store.work import Work

transition("call", "call.hold", ("planned", "missed"), "held")
transition("call", "call.miss", ("planned",), "missed")
arrival("call", "result", "held")


@command("call.hold", label=N_("Log as held"), form=OUTCOME, on_records=True)
def hold_calls(work: Work, ids: Sequence[str], **said: Unpack[Outcome]) -> None:
    """Log that calls took place."""
    for call in move(work, Call, "call.hold", ids):
        call.called_at = call.called_at or work.now  # one without a time took place now
        hold(work, call, **said)


@command("call.miss", label=N_("Log as missed"), on_records=True)
def miss_calls(work: Work, ids: Sequence[str]) -> None:
    """Log that nobody answered."""
    move(work, Call, "call.miss", ids)
