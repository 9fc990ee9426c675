"""Loyalty points: what was entered wrong is set right by a counter-entry."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from desktop.core.clock import local_day
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.models.contacts import PointEntry
from desktop.services.commands import command
from desktop.store.work import Work


@command("point_entry.counter", label=N_("Make a counter-entry"), on_records=True, undo=False)
def counter_entries(work: Work, ids: Sequence[str]) -> list[str]:
    """Enter the opposite of entries; return the ids of the new ones.

    Raises:
        RuleBrokenError: one of them has a counter-entry, or is one; none is entered.
    """
    made = []
    for one in [work.session.get_one(PointEntry, uuid.UUID(one)) for one in ids]:
        query = sa.select(PointEntry.id).where(PointEntry.corrects_id == one.id)
        if one.corrects_id is not None or work.session.scalars(query).first() is not None:
            raise RuleBrokenError(_("This entry was set right already."))
        entry = PointEntry(
            account_id=one.account_id,
            entry_type="adjusted",
            points=-one.points,
            reason=one.reason,
            entered_on=local_day(work.now),
            corrects_id=one.id,
        )
        work.session.add(entry)
        work.session.flush()
        made.append(str(entry.id))
    return made
