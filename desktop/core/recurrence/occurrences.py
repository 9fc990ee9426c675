"""The times of a series that touch a window: what a diary shows and a table of occurrences holds.

Numbers are microseconds: of UTC where the event has a zone, of the wall clock (as if it were UTC)
where it has none, that is for whole days and floating times. So both kinds can stand in one table
and be asked by range, each with its own pair of bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import islice
from typing import Final, NamedTuple

from desktop.core.clock import days_span, from_micros, local_zone, to_micros
from desktop.core.recurrence.rules import CLOCK_STEPS, AnyRule, Rule
from desktop.core.recurrence.series import (
    Series,
    Variation,
    base_stamps,
    last_stamp,
    zone_of,
)
from desktop.core.recurrence.solar_steps import too_dense
from desktop.core.recurrence.stamps import DAY, LAST, When, to_day, to_moment, to_stamp, to_when

MOST: Final = 40_000  # times of one series in one window
_SECOND: Final = 1_000_000
_EPOCH: Final = to_stamp(date(1970, 1, 1))
_MICROSECOND: Final = timedelta(microseconds=1)
_WIDEST: Final = 2 * DAY  # no zone is farther from another


class Window(NamedTuple):
    """A half-open span of time: as moments of UTC, and as the wall clock of whoever looks."""

    from_moment: int
    to_moment: int
    from_wall: int
    to_wall: int

    def bounds(self, *, is_wall: bool) -> tuple[int, int]:
        """Return the two ends as moments or by the wall clock."""
        if is_wall:
            return self.from_wall, self.to_wall
        return self.from_moment, self.to_moment

    @classmethod
    def of_days(cls, first: date, last: date, zone: tzinfo | None = None) -> Window:
        """Return the window of the days from `first` to `last`, both included, in a zone.

        Without one it is the person's own.
        """
        start, end = days_span(first, last, zone)
        walls = (_wall(to_stamp(first)), _wall(to_stamp(last) + DAY))
        return cls(to_micros(start), to_micros(end), *walls)

    @classmethod
    def between(cls, start: datetime, end: datetime, zone: tzinfo | None = None) -> Window:
        """Return the window between two aware moments, seen from a zone (or the person's own)."""
        where = zone or local_zone()
        walls = [
            _wall(to_stamp(moment.astimezone(where).replace(tzinfo=None)))
            for moment in (start, end)
        ]
        return cls(to_micros(start), to_micros(end), walls[0], walls[1])


class Occurrence(NamedTuple):
    """One time of a series; `start` is local to the zone of the series, or a day."""

    begins_at: int
    ends_at: int  # of whole days: the midnight after the last of them
    original: When  # what its variation is known by
    start: When
    is_wall: bool
    variation: Variation | None

    @property
    def is_all_day(self) -> bool:
        """Whether it is one of whole days."""
        return not isinstance(self.start, datetime)


def occurrences(series: Series, window: Window) -> list[Occurrence]:
    """Return the times of a series that touch a window, in the order in which they begin.

    A moved time is found where it was moved to. A time without length touches the window that it
    lies in. Times that summer time leaves out are kept an hour later, as a wall clock would show;
    of rules by hours or less they are left out, as the next hour follows anyway.

    Raises:
        InvalidValueError: the rule comes too often to be followed.
    """
    varied = {variation.original for variation in series.variations}
    found = [one for one in _by_rule(series, window) if not varied or one.original not in varied]
    for variation in series.variations:
        if not variation.is_cancelled:
            one = varied_occurrence(series, variation)
            if _touches(one, window):
                found.append(one)
    if varied or series.zone is not None:
        found.sort(key=_begins_at)
    return found


def varied_occurrence(series: Series, variation: Variation) -> Occurrence:
    """Return where and how long a variation is."""
    start = variation.original if variation.start is None else variation.start
    duration = series.duration if variation.duration is None else variation.duration
    zone = _zone(series) if isinstance(start, datetime) else None
    begins_at = _begin(to_stamp(start), zone)
    ends_at = begins_at + duration // _MICROSECOND
    return Occurrence(begins_at, ends_at, variation.original, start, zone is None, variation)


def bounds(series: Series) -> tuple[int, int | None]:
    """Return the first begin and the last end of a series; None if it goes on for ever.

    They may be wider than what comes, never narrower: by them a query leaves out what is over.
    """
    zone, length = _zone(series), series.duration // _MICROSECOND
    begin = _begin(series.first, zone)
    last = last_stamp(series)
    end = None if last is None else _begin(max(last, series.first), zone) + length
    for variation in series.variations:
        if not variation.is_cancelled:
            one = varied_occurrence(series, variation)
            begin = min(begin, one.begins_at)
            end = None if end is None else max(end, one.ends_at)
    return begin, end


def next_times(series: Series, after: When, count: int) -> list[When]:
    """Return the next times by the rule, from a local time on, without the cancelled ones."""
    gone = {variation.original for variation in series.variations if variation.is_cancelled}
    times = (to_when(stamp, series.start) for stamp in base_stamps(series, to_stamp(after), LAST))
    return list(islice((time for time in times if time not in gone), count))


def _by_rule(series: Series, window: Window) -> Iterator[Occurrence]:
    """Yield what the rule says, whether or not a variation takes its place."""
    zone, length = _zone(series), series.duration // _MICROSECOND
    low, high = window.bounds(is_wall=zone is None)
    spread = 0 if zone is None else _WIDEST
    first = (low - length) // _SECOND + _EPOCH - spread
    last = high // _SECOND + _EPOCH + spread
    as_when = to_day if series.is_all_day else to_moment
    leaves_gaps = zone is not None and _is_by_clock(series.rule)
    number = 0
    for stamp in base_stamps(series, first, last):
        begins_at = (stamp - _EPOCH) * _SECOND
        start = as_when(stamp)
        if zone is not None and isinstance(start, datetime):  # only moments have a zone
            begins_at -= _offset(zone, start)
        ends_at = begins_at + length
        if begins_at < high and (ends_at > low or begins_at == ends_at == low):
            if leaves_gaps and _is_gap(begins_at, start, zone):
                continue
            number += 1
            if number > MOST:
                raise too_dense()
            yield Occurrence(begins_at, ends_at, start, start, zone is None, None)


def _touches(one: Occurrence, window: Window) -> bool:
    low, high = window.bounds(is_wall=one.is_wall)
    return one.begins_at < high and (one.ends_at > low or one.begins_at == one.ends_at == low)


def _zone(series: Series) -> tzinfo | None:
    return None if series.zone is None else zone_of(series.zone)


def _begin(stamp: int, zone: tzinfo | None) -> int:
    wall = (stamp - _EPOCH) * _SECOND
    return wall if zone is None else wall - _offset(zone, to_moment(stamp))


def _offset(zone: tzinfo, start: datetime) -> int:
    """Return how far a zone is ahead at a wall time, in microseconds.

    Of an hour that comes twice it is that of the first, of one that is left out that before it
    (RFC 5545, 3.3.5): as the fold of a datetime says by itself (PEP 495).
    """
    ahead = zone.utcoffset(start)
    assert ahead is not None
    return (ahead.days * DAY + ahead.seconds) * _SECOND


def _is_by_clock(rule: AnyRule | None) -> bool:
    return isinstance(rule, Rule) and rule.frequency in CLOCK_STEPS


def _is_gap(begins_at: int, start: When, zone: tzinfo | None) -> bool:
    return from_micros(begins_at).astimezone(zone).replace(tzinfo=None) != start


def _wall(stamp: int) -> int:
    return (stamp - _EPOCH) * _SECOND


def _begins_at(one: Occurrence) -> int:
    return one.begins_at
