"""Where entries stand on a page of weeks: chips of a day, bars over several, and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from desktop.core.diary.entry import Entry
from desktop.core.diary.packing import pack_rows
from desktop.core.diary.spans import last_day, stands_in_lanes

WEEK: Final = 7


class Chip(NamedTuple):
    """What an entry takes of a week: weekdays from first to last, both included, Monday being 0."""

    entry: Entry
    week: int
    first: int
    last: int
    row: int
    begins_before: bool  # than this week
    ends_after: bool


class MonthLayout(NamedTuple):
    """The chips that have room, how many have none on each day, and how many there are at all."""

    first: date  # a Monday
    weeks: int
    chips: list[Chip]
    hidden: list[int]
    counts: list[int]

    def place(self, day: date) -> int | None:
        """Return how many days a day lies after the first; None if it is not shown."""
        after = (day - self.first).days
        return after if 0 <= after < self.weeks * WEEK else None

    def day(self, place: int) -> date:
        """Return the day at a place."""
        return self.first + timedelta(days=place)


def lay_out_month(first: date, weeks: int, entries: Iterable[Entry], capacity: int) -> MonthLayout:
    """Place entries on weeks from a Monday on; a day has room for `capacity` rows.

    What lasts into the night stands on the day on which it begins; what lasts a day or longer on
    all of its days. Longer ones stand higher, then earlier ones.
    """
    final = first + timedelta(days=weeks * WEEK - 1)
    waiting: list[list[_Waiting]] = [[] for _week in range(weeks)]
    for entry in entries:
        begins, ends = entry.start.date(), last_day(entry.start, entry.end)
        if begins <= final and ends >= first:
            _put(entry, begins, ends, first, waiting)
    chips: list[Chip] = []
    hidden: list[int] = []
    counts = [0] * (weeks * WEEK)
    for week, found in enumerate(waiting):
        found.sort(key=_order)
        rows = pack_rows([(low, high) for _key, low, high, _entry in found], WEEK, capacity)
        hidden += rows.hidden
        for (_key, low, high, entry), row in zip(found, rows.rows, strict=True):
            for day in range(week * WEEK + low, week * WEEK + high + 1):
                counts[day] += 1
            if row is not None:
                chips.append(_chip(entry, week, (low, high), row, first))
    return MonthLayout(first, weeks, chips, hidden, counts)


_Key = tuple[bool, int, datetime, str]
_Waiting = tuple[_Key, int, int, Entry]


def _put(
    entry: Entry, begins: date, ends: date, first: date, waiting: list[list[_Waiting]]
) -> None:
    """Let an entry wait for a row in each week that it is on."""
    if not stands_in_lanes(entry):
        begins = ends = max(begins, first)
    start = max(0, (begins - first).days)
    end = min(len(waiting) * WEEK - 1, (ends - first).days)
    is_timed = begins == ends and not entry.is_all_day
    key = (is_timed, (begins - ends).days, entry.start, entry.title)
    for week in range(start // WEEK, end // WEEK + 1):
        low, high = max(start - week * WEEK, 0), min(end - week * WEEK, WEEK - 1)
        waiting[week].append((key, low, high, entry))


def _chip(entry: Entry, week: int, days: tuple[int, int], row: int, first: date) -> Chip:
    monday = first + timedelta(days=week * WEEK)
    lies = stands_in_lanes(entry)
    before = lies and entry.start.date() < monday
    after = lies and last_day(entry.start, entry.end) > monday + timedelta(days=WEEK - 1)
    return Chip(entry, week, *days, row, before, after)


def _order(one: _Waiting) -> _Key:
    return one[0]
