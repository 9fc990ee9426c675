"""Gifts and services for customers: given, or cancelled."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from desktop.core.clock import local_day
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.core.workflow import next_state, transition
from desktop.models.activities import Gift
from desktop.services.commands import command
from desktop.store.work import Work

transition("gift", "gift.give", ("planned", "cancelled"), "given")
transition("gift", "gift.cancel", ("planned",), "cancelled")

GIVEN_ON = Field("given_on", N_("Given on"), Kind.DATE)


@command("gift.give", label=N_("Log as given"), form=(GIVEN_ON,), on_records=True)
def give_gifts(work: Work, ids: Sequence[str], given_on: str | None = None) -> None:
    """Log that gifts were given, today if no day is said."""
    day = dt.date.fromisoformat(given_on) if given_on else None
    for gift in _move(work, "gift.give", ids):
        gift.given_on = day or gift.given_on or local_day(work.now)


@command("gift.cancel", label=N_("Cancel the gift"), on_records=True)
def cancel_gifts(work: Work, ids: Sequence[str]) -> None:
    """Log that gifts will not be given."""
    _move(work, "gift.cancel", ids)


def _move(work: Work, command_key: str, ids: Sequence[str]) -> list[Gift]:
    gifts = [work.session.get_one(Gift, uuid.UUID(one)) for one in ids]
    for gift in gifts:
        gift.status = next_state(command_key, gift.status)
    return gifts
