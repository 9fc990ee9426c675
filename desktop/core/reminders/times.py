"""Times of series that ring, and of single events: those in my charge and those I take part in.

The diary knows all times, also those that differ from their series; which events remind, and how
long before, is asked of the events themselves.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from desktop.core.clock import local_day, local_zone, to_micros
from desktop.core.diary.entry import Entry
from desktop.core.entities import Entity, is_entity
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.reminders.asking import AHEAD, BACK, NEAR, RULE, columns, queries
from desktop.core.reminders.declared import Reminding
from desktop.core.reminders.occasions import Occasion, moment_alarms, morning_of
from desktop.core.reminders.words import minutes_of, with_words

_CALENDAR: Final = "calendar_id"
_ATTENDEE: Final = "attendee"
_EVENT: Final = "event_id"
_DECLINED: Final = "declined"


def read_times(
    reads: Reads, entity: Entity, reminding: Reminding, me: uuid.UUID, now: datetime
) -> Iterator[Occasion]:
    """Yield the times of events that remind `me`."""
    asked = (*columns(entity, reminding), _CALENDAR, entity.status)
    query = ListQuery(entity.key, asked)
    rows: dict[uuid.UUID, Row] = {}
    for own in queries(entity, reminding, me, now):
        page = reads.first_page(replace(own, columns=asked))
        rows |= {row.id: row for row in page.rows}
    rows |= {row.id: row for row in _invited(reads, query, reminding, me, now)}
    if not rows:
        return
    for entry in _that_count(reads, rows, asked.index(_CALENDAR), now):
        if entry.status in reminding.states:
            yield from _occasion(entity, reminding, query, rows[entry.event], entry)


def _that_count(
    reads: Reads, rows: Mapping[uuid.UUID, Row], calendar: int, now: datetime
) -> Iterator[Entry]:
    """Yield the times of events; of those of a series that are over, the last one alone.

    Where the event stands in no calendar that is seen here, it stands in the own one.
    """
    shown = {one for row in rows.values() if isinstance(one := row.values[calendar], uuid.UUID)}
    shown |= {one.id for one in reads.calendars() if one.is_default}
    first, last = local_day(now - BACK), local_day(now + AHEAD)
    over: dict[uuid.UUID, Entry] = {}
    wall = now.astimezone(local_zone()).replace(tzinfo=None)
    for entry in reads.diary(first, last, str(local_zone()), shown):  # by their beginnings
        if entry.event not in rows or entry.only_busy:
            continue
        if entry.start > wall:
            yield entry
        else:
            over[entry.event] = entry
    yield from over.values()


def _invited(
    reads: Reads, query: ListQuery, reminding: Reminding, me: uuid.UUID, now: datetime
) -> Iterator[Row]:
    """Yield the events that somebody else asked me to and that I did not decline."""
    if not is_entity(_ATTENDEE):
        return
    start = f"{_EVENT}.{reminding.field}"
    span = [to_micros(now - BACK - NEAR), to_micros(now + AHEAD)]
    near = Group(
        (
            Condition(start, Op.BETWEEN, [*span]),
            Condition(f"{_EVENT}.{RULE}", Op.FILLED),
        ),
        any_of=True,
    )
    mine = Condition("user_id", Op.EQUALS, str(me))
    told = Condition(f"{_EVENT}.{reminding.minutes}", Op.FILLED)
    coming = Condition("answer", Op.DIFFERS, _DECLINED)
    found = reads.first_page(ListQuery(_ATTENDEE, (_EVENT,), Group((mine, coming, told, near))))
    ids = [row.values[0] for row in found.rows]
    known = [one for one in ids if isinstance(one, uuid.UUID)]
    yield from reads.rows(query, known).rows if known else ()


def _occasion(
    entity: Entity, reminding: Reminding, query: ListQuery, row: Row, entry: Entry
) -> Iterator[Occasion]:
    values: Mapping[str, Any] = dict(zip(query.columns, row.values, strict=True))
    day = entry.start.date() if entry.is_all_day else None
    at = morning_of(day) if day else _moment(entry.start)
    alarms = moment_alarms(at, minutes_of(reminding, values))
    if alarms:
        made = Occasion(entity.key, row.id, reminding.field, at, alarms, entry.original, day)
        yield with_words(made, query, row, title=entry.title, place=entry.place)


def _moment(wall: datetime) -> datetime:
    """Return the moment of a wall time; of one that comes twice the first."""
    return wall.replace(tzinfo=local_zone()).astimezone(UTC)
