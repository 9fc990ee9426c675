"""Entries of other calendars taken into one of ours; known ones are brought up to date."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from desktop.core.diary.exchange import ExchangedEvent, read_event
from desktop.core.errors import InvalidValueError
from desktop.core.icalendar.entries import Entry
from desktop.core.icalendar.items import ItemKind
from desktop.core.ids import new_id
from desktop.core.kinds import kind_of
from desktop.core.recurrence.addressing import parse_key, variation_id
from desktop.models.calendar import Event, EventCategory, EventVariation
from desktop.services.event_exchange.people import take_people
from desktop.store.work import Work


@dataclass
class Taken:
    """What became of entries: the events of those that are here now, and why others are not."""

    new: list[uuid.UUID] = field(default_factory=list)
    changed: list[uuid.UUID] = field(default_factory=list)
    same: list[uuid.UUID] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # a title, and why not

    @property
    def by_entry(self) -> list[uuid.UUID]:
        """All events that the entries are."""
        return [*self.new, *self.changed, *self.same]


Merge = Callable[[Event, ExchangedEvent], ExchangedEvent]


def _theirs(_event: Event, said: ExchangedEvent) -> ExchangedEvent:
    return said


def take_entries(
    work: Work, calendar: uuid.UUID, entries: Sequence[Entry], merge: Merge = _theirs
) -> Taken:
    """Make or change the events of a calendar that entries say; what is not an event is left.

    An event is known by its UID in this calendar. What we have and the entry does not know (the
    customer, the result) stays. `merge` says what an event that is there already becomes.
    """
    taken = Taken()
    known = _known(work, calendar, [one.uid for one in entries])
    for entry in entries:
        if entry.kind is not ItemKind.EVENT:
            continue
        try:
            said = read_event(entry)
        except InvalidValueError as error:
            taken.refused.append((_title(entry), str(error)))
            continue
        if said is None:
            taken.refused.append((_title(entry), ""))
        else:
            _take(work, calendar, said, known, taken, merge)
    work.session.flush()
    return taken


def _take(
    work: Work,
    calendar: uuid.UUID,
    said: ExchangedEvent,
    known: dict[str, Event],
    taken: Taken,
    merge: Merge,
) -> None:
    uid = str(said.values["uid"])
    event = known.get(uid)
    if event is not None and _is_same(event, str(said.values["ical"])):
        taken.same.append(event.id)
        return
    if event is None:
        event = Event(id=new_id(work.clock), calendar_id=calendar)
        work.session.add(event)
        known[uid] = event
        taken.new.append(event.id)
    else:
        event.deleted_at = None
        taken.changed.append(event.id)
        said = merge(event, said)
    for name, value in said.values.items():
        setattr(event, name, value)
    event.category_id = _category(work, said.category) or event.category_id
    work.session.flush()
    _take_variations(work, event, said)
    take_people(work, event, said)


def _take_variations(work: Work, event: Event, said: ExchangedEvent) -> None:
    """Write the varied times; those that the entry does not have any more go into the bin."""
    wanted = {
        variation_id(event.id, parse_key(key)): (key, values)
        for key, values in said.variations.items()
    }
    asked = sa.select(EventVariation).where(EventVariation.event_id == event.id)
    here = {one.id: one for one in work.session.scalars(asked)}
    for one, (key, values) in wanted.items():
        row = here.get(one)
        if row is None:
            row = EventVariation(id=one, event_id=event.id, original=key)
            work.session.add(row)
        row.deleted_at = None
        for name, value in (_NOTHING | dict(values)).items():
            setattr(row, name, value)
    work.session.flush()
    gone = [one for one, row in here.items() if one not in wanted and row.deleted_at is None]
    if gone:
        work.delete("event_variation", gone)


_NOTHING: dict[str, Any] = dict.fromkeys(
    ("is_cancelled", "is_added", "starts_at", "ends_at", "title", "place", "description", "show_as")
)


def _is_same(event: Event, text: str) -> bool:
    """Tell whether an event is there just as an entry says."""
    field = Event.__entity__.field("ical")
    return event.deleted_at is None and event.ical == kind_of(field).normalise(field, text)


def _category(work: Work, name: str) -> uuid.UUID | None:
    """Return the category of a name; one that is not there is made."""
    if not name:
        return None
    asked = sa.select(EventCategory).where(
        sa.func.lower(EventCategory.name) == name.lower(), EventCategory.deleted_at.is_(None)
    )
    found = work.session.scalars(asked).first()
    if found is None:
        found = EventCategory(name=name)
        work.session.add(found)
        work.session.flush()
    return found.id


def _known(work: Work, calendar: uuid.UUID, uids: Iterable[str]) -> dict[str, Event]:
    names = sorted({uid[:255] for uid in uids})
    found: dict[str, Event] = {}
    for first in range(0, len(names), 500):
        asked = sa.select(Event).where(
            Event.calendar_id == calendar, Event.uid.in_(names[first : first + 500])
        )
        found |= {str(one.uid): one for one in work.session.scalars(asked)}
    return found


def _title(entry: Entry) -> str:
    return entry.items[0].summary[:200] or entry.uid
