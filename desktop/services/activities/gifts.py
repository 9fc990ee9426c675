"""Gifts and services for customers: given, or cancelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.core.clock import local_day
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.core.workflow import transition
from desktop.models.activities import Gift
from desktop.services.commands import command
from desktop.services.moving import move
from desktop.store.work import Work

transition("gift", "gift.give", ("planned", "cancelled"), "given")
transition("gift", "gift.cancel", ("planned",), "cancelled")

GIVEN_ON = Field("given_on", N_("Given on"), Kind.DATE)


@command("gift.give", label=N_("Log as given"), form=(GIVEN_ON,), on_records=True)
def give_gifts(work: Work, ids: Sequence[str], given_on: str | None = None) -> None:
    """Log that gifts were given, today if no day is said."""
    day = dt.date.fromisoformat(given_on) if given_on else None
    for gift in move(work, Gift, "gift.give", ids):
        gift.given_on = day or gift.given_on or local_day(work.now)


@command("gift.cancel", label=N_("Cancel the gift"), on_records=True)
def cancel_gifts(work: Work, ids: Sequence[str]) -> None:
    """Log that gifts will not be given."""
    move(work, Gift, "gift.cancel", ids)
