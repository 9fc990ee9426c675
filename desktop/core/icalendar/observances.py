"""The rules of a VTIMEZONE (RFC 5545, 3.6.5): which offset its clocks have at a time."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Final, Self

from desktop.core.errors import InvalidValueError
from desktop.core.icalendar.components import Component
from desktop.core.icalendar.times import parse_moment, parse_offset
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.rules import Frequency, Rule

_LAST_YEAR: Final = 2040  # rules beyond it are those of that year
_MOST: Final = 2000  # of changes that a zone tells; none in the world has more than 300
_EARLIEST: Final = 1900  # Windows begins its rules in 1601


@dataclass(frozen=True, slots=True)
class _Change:
    """From `at` (by the clocks before it) the offset is `after`."""

    at: datetime
    before: timedelta
    after: timedelta


class Observances:
    """The changes of a zone, in their order."""

    def __init__(self, changes: list[_Change]) -> None:
        self._changes = sorted(changes, key=attrgetter("at"))
        # A time that the clocks leave out in spring counts by the offset before (3.3.5).
        self._times = [
            change.at + max(change.after - change.before, timedelta(0)) for change in self._changes
        ]

    @classmethod
    def of(cls, zone: Component) -> Self | None:
        """Return the rules of a VTIMEZONE, None if it has none that are understood."""
        changes: list[_Change] = []
        for part in zone.components:
            changes += _changes(part)
            if len(changes) > _MOST:
                return None
        return cls(changes) if changes else None

    @property
    def last_year(self) -> int:
        """The year of the last change."""
        return self._changes[-1].at.year

    def offset_at(self, local: datetime) -> timedelta:
        """Return the distance from UTC at a time that the clocks show."""
        place = bisect_right(self._times, local)
        return self._changes[place - 1].after if place else self._changes[0].before


def _changes(part: Component) -> list[_Change]:
    before, after = parse_offset(part.text("TZOFFSETFROM")), parse_offset(part.text("TZOFFSETTO"))
    start = parse_moment(part.text("DTSTART"))
    if after is None or start is None:
        return []
    before = after if before is None else before
    times = {start.clock}
    for one in part.all("RDATE"):
        found = (parse_moment(word.partition("/")[0]) for word in one.value.split(",")[:_MOST])
        times |= {moment.clock for moment in found if moment is not None}
    for one in part.all("RRULE")[:2]:
        times |= set(_by_rule(one.value, start.clock, before))
    return [_Change(at, before, after) for at in times]


def _by_rule(text: str, start: datetime, before: timedelta) -> Iterator[datetime]:
    """Yield the times of a rule by years, which is what zones have."""
    try:
        rule = parse_rule(text)
    except InvalidValueError:
        return
    if not isinstance(rule, Rule) or rule.frequency is not Frequency.YEARLY:
        return
    count = 0
    for year in range(max(start.year, _EARLIEST), _LAST_YEAR + 1, rule.interval):
        for day in _days(rule, year, start):
            at = start.replace(year=year, month=day.month, day=day.day)
            if at < start or _is_past(rule, at, before):
                continue
            count += 1
            if rule.count is not None and count > rule.count:
                return
            yield at


def _is_past(rule: Rule, at: datetime, before: timedelta) -> bool:
    """Tell whether the rule ended before a time; its end is said in UTC."""
    until = rule.until
    if until is None:
        return False
    if not isinstance(until, datetime):
        return at.date() > until
    if until.tzinfo is None:
        return at > until
    return (at - before).replace(tzinfo=UTC) > until


def _days(rule: Rule, year: int, start: datetime) -> Iterator[datetime]:
    for month in rule.months or (start.month,):
        length = calendar.monthrange(year, month)[1]
        said = rule.month_days or (() if rule.weekdays else (start.day,))
        wanted = {day if day > 0 else length + 1 + day for day in said}
        for day in range(1, length + 1):
            if wanted and day not in wanted:
                continue
            if not rule.weekdays or _is_weekday(rule, year, month, day, length):
                yield start.replace(year=year, month=month, day=day)


def _is_weekday(rule: Rule, year: int, month: int, day: int, length: int) -> bool:
    weekday = calendar.weekday(year, month, day)
    from_start, from_end = (day - 1) // 7 + 1, -((length - day) // 7 + 1)
    return any(
        one.weekday == weekday and one.nth in (0, from_start, from_end) for one in rule.weekdays
    )
