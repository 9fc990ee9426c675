"""Our events as entries for other calendars."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Final

import sqlalchemy as sa

from desktop.core.diary.exchange import ExchangedEvent, write_event
from desktop.core.icalendar.entries import Entry
from desktop.models.calendar import Event, EventCategory, EventVariation
from desktop.services.event_exchange.people import people_of
from desktop.store.work import Work

_FIELDS: Final = (
    "title", "starts_at", "ends_at", "is_all_day", "zone", "rule", "place", "join_url", "status",
    "show_as", "is_private", "reminders", "description", "uid", "sequence", "ical",
)  # fmt: skip
_VARIED: Final = (
    "is_cancelled", "is_added", "starts_at", "ends_at", "title", "place", "show_as", "status",
    "description",
)  # fmt: skip
_AT_ONCE: Final = 500
UID: Final = "{id}@lienhe"


def entries_of_events(work: Work, ids: Sequence[uuid.UUID]) -> Iterator[Entry]:
    """Yield the entry of each event that lives, in the order of `ids`."""
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        asked = sa.select(Event).where(Event.id.in_(some), Event.deleted_at.is_(None))
        found = {one.id: one for one in work.session.scalars(asked)}
        for one in some:
            if one in found:
                yield write_event(exchanged(work, found[one]), work.now)


def exchanged(work: Work, event: Event) -> ExchangedEvent:
    """Return what calendars may know of an event."""
    values = {name: getattr(event, name) for name in _FIELDS}
    values["uid"] = event.uid or UID.format(id=event.id)
    asked = sa.select(EventVariation).where(
        EventVariation.event_id == event.id, EventVariation.deleted_at.is_(None)
    )
    varied = {
        row.original: {name: getattr(row, name) for name in _VARIED}
        for row in work.session.scalars(asked)
    }
    category = None
    if event.category_id is not None:
        category = work.session.get(EventCategory, event.category_id)
    organizer, people = people_of(work, event)
    return ExchangedEvent(values, varied, category.name if category else "", organizer, people)


def events_of_calendars(work: Work, calendars: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Return the living events of calendars, by their first time."""
    asked = (
        sa.select(Event.id)
        .where(Event.calendar_id.in_(calendars), Event.deleted_at.is_(None))
        .order_by(Event.starts_at, Event.id)
    )
    return list(work.session.scalars(asked))
