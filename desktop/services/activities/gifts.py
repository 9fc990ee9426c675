"""Gifts and services for customers: given, or cancelled."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from desktop.core.clock import local_day
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
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


@command(
    "gift.number",
    label=N_("Issue a care slip number"),
    on_records=True,
    undo=False,
    offered=("status", "given"),
)
def number_gifts(work: Work, ids: Sequence[str]) -> None:
    """Give the slips of gifts that were handed over their numbers, which have no gaps.

    In a company the server gives them, at the next connection; until then they say so.

    Raises:
        RuleBrokenError: one of them was not given yet.
    """
    gifts = [work.session.get_one(Gift, uuid.UUID(one)) for one in ids]
    if any(gift.status != "given" for gift in gifts):
        raise RuleBrokenError(_("Only what was given gets the number of a slip."))
    bare = [gift for gift in gifts if gift.slip_no is None]
    field = Gift.__entity__.field("slip_no")
    if work.is_joined:
        codes = [_("waiting for a number")] * len(bare)
        told: dict[str, Json] = {"t": "gift", "series": "gift.slip_no"}
        work.carry("number", told | {"ids": [str(gift.id) for gift in bare]})
    else:
        codes = work.take_codes("gift", field, len(bare)) if bare else []
    for gift, code in zip(bare, codes, strict=True):
        gift.slip_no = code


@command("gift.cancel", label=N_("Cancel the gift"), on_records=True)
def cancel_gifts(work: Work, ids: Sequence[str]) -> None:
    """Log that gifts will not be given."""
    move(work, Gift, "gift.cancel", ids)
