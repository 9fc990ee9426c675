"""VTIMEZONE parts made of the zones of the IANA database, as RFC 5545 asks of whoever names one."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.core.clock import find_zone
from desktop.core.icalendar.components import Component
from desktop.core.icalendar.properties import Property, make_property, make_text
from desktop.core.icalendar.times import Moment, write_moment, write_offset
from desktop.core.recurrence.writing import WEEKDAYS

EARLIEST: Final = 1970
LAST_YEAR: Final = 2037  # until here the database has changes one by one, then rules
_STEP: Final = timedelta(days=5)  # no zone changes twice within it
_SECOND: Final = timedelta(seconds=1)
_FEWEST: Final = 3  # years that make a rule


class _Change(NamedTuple):
    """At a time by the clocks before it, the offset changes."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


class _Sort(NamedTuple):
    """What changes have in common that one rule of years may tell."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool
    month: int
    weekday: int
    time: tuple[int, int]


@lru_cache(maxsize=512)  # looking for the changes takes milliseconds, and each entry asks
def make_vtimezone(name: str, since: int) -> Component:
    """Return the VTIMEZONE of an IANA zone.

    Args:
        name: the name, which becomes the TZID.
        since: the first year for which it must hold.

    Raises:
        ValueError: there is no such zone.
    """
    zone = find_zone(name)
    first = max(min(since, LAST_YEAR - _FEWEST), EARLIEST)
    start = datetime(first, 1, 1, tzinfo=UTC)
    changes = list(_changes(zone, start))
    made = [_first(zone, start)]
    for sort, group in _sorted(changes).items():
        made += _observances(sort, group)
    return Component("VTIMEZONE", (make_text("TZID", name), *made))


def _changes(zone: tzinfo, start: datetime) -> Iterator[_Change]:
    moment, end = start, datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        later = moment + _STEP
        if _traits(zone, moment) != _traits(zone, later):
            at = _bisected(zone, moment, later)
            before, after, name, is_summer = *_offsets(zone, at), *_names(zone, at)
            yield _Change(at.replace(tzinfo=None) + before, before, after, name, is_summer)
        moment = later


def _bisected(zone: tzinfo, low: datetime, high: datetime) -> datetime:
    """Return the first second (UTC) that has the traits of `high`."""
    traits = _traits(zone, high)
    while high - low > _SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _traits(zone, middle) == traits:
            high = middle
        else:
            low = middle
    return high


def _traits(zone: tzinfo, moment: datetime) -> tuple[timedelta, bool]:
    local = moment.astimezone(zone)
    return local.utcoffset() or timedelta(0), bool(local.dst())


def _offsets(zone: tzinfo, at: datetime) -> tuple[timedelta, timedelta]:
    return _traits(zone, at - _SECOND)[0], _traits(zone, at)[0]


def _names(zone: tzinfo, at: datetime) -> tuple[str, bool]:
    local = at.astimezone(zone)
    return local.tzname() or "", bool(local.dst())


def _sorted(changes: list[_Change]) -> dict[_Sort, list[_Change]]:
    groups: dict[_Sort, list[_Change]] = {}
    for one in changes:
        clock = (one.at.hour, one.at.minute)
        sort = _Sort(*one[1:], one.at.month, one.at.weekday(), clock)
        groups.setdefault(sort, []).append(one)
    return groups


def _first(zone: tzinfo, start: datetime) -> Component:
    offset = _traits(zone, start)[0]
    name, is_summer = _names(zone, start)
    at = datetime(start.year, 1, 1)  # noqa: DTZ001 - the clocks there
    change = _Change(at, offset, offset, name, is_summer)
    return _observance(change, [])


def _observances(sort: _Sort, group: list[_Change]) -> Iterator[Component]:
    """Yield what tells a group of changes: a rule for the years up to the last, days before."""
    tail = _tail(group)
    nth = _nth(tail) if tail else 0
    if nth:
        rule = f"FREQ=YEARLY;BYMONTH={sort.month};BYDAY={nth}{WEEKDAYS[sort.weekday]}"
        yield _observance(tail[0], [make_property("RRULE", rule)])
        group = group[: -len(tail)]
    if group:
        rest = [make_property("RDATE", write_moment(Moment(one.at))) for one in group[1:]]
        yield _observance(group[0], rest)


def _tail(group: list[_Change]) -> list[_Change]:
    """Return the last changes of a group, one in each year up to the last."""
    found: list[_Change] = []
    for one in reversed(group):
        if one.at.year != LAST_YEAR - len(found):
            break
        found.insert(0, one)
    while len(found) >= _FEWEST and not _nth(found):
        found.pop(0)
    return found if len(found) >= _FEWEST else []


def _nth(group: list[_Change]) -> int:
    """Return which weekday of the month all changes are on, from its end below 0; 0 if none."""
    common: set[int] = set()
    for place, one in enumerate(group):
        length = calendar.monthrange(one.at.year, one.at.month)[1]
        nths = {(one.at.day - 1) // 7 + 1, -((length - one.at.day) // 7 + 1)}
        common = nths if not place else common & nths
    return min(common, key=abs, default=0)


def _observance(first: _Change, more: list[Property]) -> Component:
    parts = [
        make_property("DTSTART", write_moment(Moment(first.at))),
        make_property("TZOFFSETFROM", write_offset(first.before)),
        make_property("TZOFFSETTO", write_offset(first.after)),
        make_text("TZNAME", first.name),
    ]
    name = "DAYLIGHT" if first.is_summer else "STANDARD"
    return Component(name, (*parts, *more))
