"""Calls: held with a result, or missed."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.core.workflow import arrival, transition
from desktop.models.activities import Call
from desktop.services.activities.following import NEXT, plan_next
from desktop.services.commands import command
from desktop.services.moving import move
from desktop.store.work import Work

transition("call", "call.hold", ("planned", "missed"), "held")
transition("call", "call.miss", ("planned",), "missed")
arrival("call", "result", "held")

RESULT = Field("result", N_("Result"), Kind.LONG_TEXT)
MINUTES = Field("minutes", N_("Minutes"), Kind.INTEGER)


@command("call.hold", label=N_("Log as held"), form=(RESULT, MINUTES, NEXT), on_records=True)
def hold_calls(
    work: Work,
    ids: Sequence[str],
    result: str | None = None,
    minutes: int | None = None,
    next_at: int | None = None,
) -> None:
    """Log that calls took place, with their result; a call without a time took place now.

    `next_at` (microseconds) plans another call with the same people.
    """
    for call in move(work, Call, "call.hold", ids):
        call.called_at = call.called_at or work.now
        call.result = result or call.result
        call.duration_minutes = minutes if minutes is not None else call.duration_minutes
        plan_next(work, call, next_at)


@command("call.miss", label=N_("Log as missed"), on_records=True)
def miss_calls(work: Work, ids: Sequence[str]) -> None:
    """Log that nobody answered."""
    move(work, Call, "call.miss", ids)
