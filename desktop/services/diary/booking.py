"""Rooms, cars and equipment are booked once: a second booking of the same time is refused.

Each booking (the attendee of a resource) says when it takes it. Alone the profile compares them by
itself; joined it compares what is known here, and the centre what everybody booked.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from desktop.core.clock import local_day, local_zone
from desktop.core.dates import format_moment
from desktop.core.diary.bookings import booked_minutes, clash, read_minutes
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.models.calendar import Attendee, Calendar, Event
from desktop.services.diary.series_records import read_series
from desktop.store.work import Work

TAKEN: Final = N_("“{room}” is taken at that time: {title}, {when}.")
SOMETHING: Final = N_("another booking")
_NO_LONGER: Final = frozenset({"cancelled"})
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def keep_bookings(work: Work, events: Iterable[uuid.UUID]) -> None:
    """Note when the rooms of events are taken.

    Raises:
        RuleBrokenError: one of them is taken by another event at one of these times.
    """
    wanted = set(events)
    if not wanted:
        return
    query = (
        sa.select(Attendee, Event)
        .join(Event, Event.id == Attendee.event_id)
        .where(Attendee.resource_id.is_not(None), Event.id.in_(wanted))
        .where(Attendee.deleted_at.is_(None), Event.deleted_at.is_(None))
    )
    for booking, event in list(work.session.execute(query)):
        _book(work, booking, event)


def _book(work: Work, booking: Attendee, event: Event) -> None:
    is_off = event.status in _NO_LONGER or booking.answer == "declined"
    mine = [] if is_off else booked_minutes(read_series(work, event), local_day(work.now))
    told = [list(one) for one in mine]
    if booking.booked != told:
        booking.booked = told
    query = (
        sa.select(Attendee.booked, Event.title)
        .join(Event, Event.id == Attendee.event_id)
        .where(Attendee.resource_id == booking.resource_id, Attendee.id != booking.id)
        .where(Attendee.deleted_at.is_(None), Event.deleted_at.is_(None))
    )
    for others, title in work.session.execute(query):
        found = clash(mine, read_minutes(others))
        if found is not None:
            raise RuleBrokenError(_said(work, booking, title, found[0]))


def _said(work: Work, booking: Attendee, title: str | None, minute: int) -> str:
    room = work.session.get(Calendar, booking.resource_id)
    begins = (_EPOCH + timedelta(minutes=minute)).astimezone(local_zone())
    return _(TAKEN).format(
        room=(room.name if room else None) or booking.name or "",
        title=title or _(SOMETHING),
        when=format_moment(begins),
    )
