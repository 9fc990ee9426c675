"""A diary as the screens show it: the times of a span of days, in the wall time of a zone."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from desktop.core.clock import find_zone, from_micros
from desktop.core.diary.entry import Entry
from desktop.core.recurrence.addressing import variation_key
from desktop.core.recurrence.occurrences import Window
from desktop.core.recurrence.stamps import to_day, to_moment
from desktop.store.conditions import Scope
from desktop.store.diary import details
from desktop.store.diary.busy import busy_entries
from desktop.store.diary.calendars import OWN, RESOURCE, KnownCalendar, chosen, read_calendars
from desktop.store.diary.found import Found, events_with, in_calendars, of_events
from desktop.store.diary.people import me
from desktop.store.engine import Connection

_TICK: Final = timedelta(microseconds=1)
_UNKNOWN: Final = 0


class _Place(NamedTuple):
    """Where a time stands: in which calendar, in whose diary."""

    calendar: KnownCalendar | None
    person: uuid.UUID | None


class Diary:
    """One question about some days, asked by one person."""

    def __init__(
        self, connection: Connection, scope: Scope, first: date, last: date, zone: str
    ) -> None:
        self._connection = connection
        self._scope = scope
        self._zone = find_zone(zone)
        self._window = Window.of_days(first, last, self._zone)
        self._me = me(connection, scope.member)
        self._calendars = read_calendars(connection, scope)

    def entries(self, wanted: Collection[uuid.UUID] | None) -> tuple[Entry, ...]:
        """Return what stands in calendars (or all that are seen), in the order of beginnings.

        A user among `wanted` means that person's diary: what of it may be seen, else when they are
        busy. What one takes part in stands in the own calendar.
        """
        placed = list(self._placed(wanted))
        told = self._told(placed)
        others = () if wanted is None else self._people(wanted)
        rooms = [one.info.id for one in chosen(self._calendars, wanted) if self._is_room(one)]
        if others or rooms:
            told += busy_entries(
                self._connection, {*others, *rooms}, self._window, self._zone, told
            )
        return tuple(sorted(told, key=_order))

    def days(self, wanted: Collection[uuid.UUID] | None) -> Mapping[date, int]:
        """Return on how many entries each day has; those without any are left out."""
        counted: Counter[date] = Counter()
        for one, _place in self._placed(wanted):
            start, end = self._walls(one)
            day, last = start.date(), max(start, end - _TICK).date()
            while day <= last:
                counted[day] += 1
                day += timedelta(1)
        return counted

    def _placed(self, wanted: Collection[uuid.UUID] | None) -> Iterator[tuple[Found, _Place]]:
        """Yield each time once in the calendars, and once for each person, with where it stands."""
        seen: set[tuple[int, int]] = set()
        shown = chosen(self._calendars, wanted)
        mine = next((one for one in shown if one.info.is_default), None)
        if mine is not None:
            attended = events_with(self._connection, "user_id", self._me)
            found = of_events(self._connection, self._window, attended)
            unknown = in_calendars(self._connection, self._window, [_UNKNOWN])
            yield from _fresh(seen, [*found, *unknown], _Place(mine, self._me))
        yield from self._in(shown, seen)
        if wanted is not None:
            for person in self._people(wanted):
                yield from self._of_person(person)

    def _in(
        self, shown: Iterable[KnownCalendar], seen: set[tuple[int, int]]
    ) -> Iterator[tuple[Found, _Place]]:
        by_rid = {one.rid: one for one in shown}
        for one in in_calendars(self._connection, self._window, by_rid):
            calendar = by_rid[one.calendar]
            person = calendar.info.owner if calendar.info.calendar_type == OWN else None
            yield from _fresh(seen, [one], _Place(calendar, person))
        for room in filter(self._is_room, by_rid.values()):
            booked = events_with(self._connection, "resource_id", room.info.id)
            found = of_events(self._connection, self._window, booked)
            yield from ((one, _Place(room, None)) for one in found)

    def _of_person(self, person: uuid.UUID) -> Iterator[tuple[Found, _Place]]:
        """Yield what is seen of one person's diary."""
        seen: set[tuple[int, int]] = set()
        own = [
            one
            for one in self._calendars
            if one.info.owner == person and one.info.calendar_type == OWN
        ]
        yield from self._in(own, seen)
        events = events_with(self._connection, "user_id", person)
        found = of_events(self._connection, self._window, events)
        yield from _fresh(seen, found, _Place(next(iter(own), None), person))

    def _people(self, wanted: Collection[uuid.UUID]) -> list[uuid.UUID]:
        known = {one.info.id for one in self._calendars}
        return [one for one in wanted if one not in known]

    @staticmethod
    def _is_room(one: KnownCalendar) -> bool:
        return one.info.calendar_type == RESOURCE

    def _told(self, placed: list[tuple[Found, _Place]]) -> list[Entry]:
        events = {one.event for one, _place in placed}
        known = details.read_details(self._connection, self._scope, events)
        ids = [detail.id for detail in known.values()]
        guests = details.read_guests(self._connection, ids)
        varied_ids = {
            known[one.event].id for one, _place in placed if one.is_varied and one.event in known
        }
        varied = details.read_varied(self._connection, varied_ids) if varied_ids else {}
        found = []
        for one, place in placed:
            detail = known.get(one.event)
            if detail is not None:
                key = _key(one, detail)
                differs = varied.get((detail.id, key)) if one.is_varied else None
                found.append(self._entry(one, place, detail, key, differs, guests.get(detail.id)))
        return found

    def _entry(
        self,
        one: Found,
        place: _Place,
        detail: details.Detail,
        key: str,
        differs: details.Varied | None,
        guests: details.Guests | None,
    ) -> Entry:
        start, end = self._walls(one)
        calendar = None if place.calendar is None else place.calendar.info
        answers = {} if guests is None else guests.answers
        is_known = not detail.is_private or self._me in {
            detail.owner,
            place.person,
            *answers,
        }
        own_colour = (differs.colour if differs else "") or detail.colour
        return Entry(
            detail.id,
            key if detail.is_recurring or one.is_varied else "",
            ((differs.title if differs else "") or detail.title) if is_known else "",
            start,
            end,
            detail.is_all_day,
            None if calendar is None else calendar.id,
            own_colour or ("" if calendar is None else calendar.colour),
            (differs.status if differs else "") or detail.status,
            (differs.show_as if differs else "") or detail.show_as,
            detail.is_private,
            detail.is_recurring,
            bool(one.is_varied),
            detail.may_edit and is_known,
            ((differs.place if differs else "") or detail.place) if is_known else "",
            ", ".join(guests.names) if guests is not None and is_known else "",
            detail.customer if is_known else None,
            place.person,
            not is_known,
            answers.get(place.person or self._me, ""),
            detail.is_broken,
        )

    def _walls(self, one: Found) -> tuple[datetime, datetime]:
        if one.is_wall:
            return wall_of(one.begins_at), wall_of(one.ends_at)
        return local_of(one.begins_at, self._zone), local_of(one.ends_at, self._zone)


def wall_of(micros: int) -> datetime:
    """Return the wall time of microseconds of the wall clock."""
    return from_micros(micros).replace(tzinfo=None)


def local_of(micros: int, zone: tzinfo) -> datetime:
    """Return the wall time of a moment in a zone."""
    return from_micros(micros).astimezone(zone).replace(tzinfo=None)


def _key(one: Found, detail: details.Detail) -> str:
    as_when = to_day if detail.is_all_day else to_moment
    return variation_key(as_when(one.original))


def _fresh(
    seen: set[tuple[int, int]], found: Iterable[Found], place: _Place
) -> Iterator[tuple[Found, _Place]]:
    for one in found:
        mark = (one.event, one.original)
        if mark not in seen:
            seen.add(mark)
            yield one, place


def _order(entry: Entry) -> tuple[object, ...]:
    return entry.start, not entry.is_all_day, entry.end, entry.title, entry.event.bytes
