"""Calendars: which of a person's own ones new events go into."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from desktop.core.i18n import N_
from desktop.models.calendar import Calendar
from desktop.services.commands import command
from desktop.store.work import Work


@command("calendar.make_default", label=N_("New appointments go here"))
def make_default(work: Work, ids: Sequence[str]) -> None:
    """Let new events go into the first of `ids`, and into no other calendar of its owner."""
    chosen = work.session.get_one(Calendar, uuid.UUID(ids[0]))
    own = sa.select(Calendar).where(
        Calendar.owner_id == chosen.owner_id,
        Calendar.calendar_type == chosen.calendar_type,
        Calendar.deleted_at.is_(None),
    )
    for one in work.session.scalars(own):
        one.is_default = one.id == chosen.id
