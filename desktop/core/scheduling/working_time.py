"""Working time: wall minutes counted as working minutes, and back.

The *index* of a moment is the number of working minutes before it, from a day in the middle. In
indices a working day follows the other without a night, so adding a duration is a sum. The two
ways back form Galois connections, on which forward and backward pass rest:

    index(t) <= w  if and only if  t <= start_of(w)
    index(t) >= w  if and only if  t >= end_of(w)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from itertools import accumulate
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.scheduling.hours import Hours, Spans
from desktop.core.scheduling.minutes import DAY, Minute, day_of, first_minute

TOO_FAR: Final = N_("The plan goes beyond the years {first} to {last}, or has no working days.")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_FIRST_DAY: Final = first_minute(date(FIRST_YEAR, 1, 1)) // DAY
_LAST_DAY: Final = first_minute(date(LAST_YEAR, 12, 31)) // DAY
_CHUNK: Final = 128  # days known at first on each side

_Table = tuple[int, list[int], list[Spans]]  # first day, minutes before each day and the end, spans


class WorkingTime:
    """Counts in the working minutes of `hours`; days are asked of it when they are first needed.

    Any thread may ask: the table of days is replaced as a whole, never changed.
    """

    def __init__(self, hours: Hours, around: date) -> None:
        self.hours = hours
        self._origin = first_minute(around) // DAY
        self._table = self._made(self._origin - _CHUNK, self._origin + _CHUNK)

    def index(self, moment: Minute) -> int:
        """Return how many working minutes lie before `moment`."""
        day, minute = divmod(moment, DAY)
        first, before, spans = self._table
        place = day - first
        if not 0 <= place < len(spans):
            first, before, spans = self._with_day(day)
            place = day - first
        done = before[place]
        for start, end in spans[place]:
            if minute <= start:
                break
            done += min(minute, end) - start
        return done

    def start_of(self, index: int) -> Minute:
        """Return when the working minute of that index begins: the last moment of its index."""
        first, before, spans = self._table
        if not before[0] <= index < before[-1]:
            first, before, spans = self._with_index(index)
        place = bisect_right(before, index) - 1
        left = index - before[place]
        for start, end in spans[place]:
            if left < end - start:
                return (first + place) * DAY + start + left
            left -= end - start
        raise AssertionError("a day holds the minutes that were counted of it")

    def end_of(self, index: int) -> Minute:
        """Return when so many working minutes are done: the first moment of that index."""
        first, before, spans = self._table
        if not before[0] < index <= before[-1]:
            first, before, spans = self._with_index(index)
        place = bisect_left(before, index) - 1
        left = index - before[place]
        for start, end in spans[place]:
            if left <= end - start:
                return (first + place) * DAY + start + left
            left -= end - start
        raise AssertionError("a day holds the minutes that were counted of it")

    def finish(self, start: Minute, duration: int) -> Minute:
        """Return when `duration` working minutes from `start` on are done."""
        return self.end_of(self.index(start) + duration) if duration else start

    def later(self, moment: Minute, lag: int) -> Minute:
        """Return the first moment that lies `lag` working minutes after `moment`, or before it."""
        return self.end_of(self.index(moment) + lag) if lag else moment

    def earlier(self, moment: Minute, lag: int) -> Minute:
        """Return the last moment whose `later` by `lag` is not after `moment`."""
        return self.start_of(self.index(moment) - lag) if lag else moment

    def between(self, start: Minute, finish: Minute) -> int:
        """Return the working minutes from `start` to `finish`, below 0 if that lies before it."""
        return self.index(finish) - self.index(start)

    def of_day(self, day: date) -> int:
        """Return the working minutes of a day."""
        start = first_minute(day)
        return self.between(start, start + DAY)

    def _with_day(self, day: int) -> _Table:
        """Return a table that holds the day of that number since 1970."""
        while day < self._table[0]:
            self._grow(forward=False)
        while day >= self._table[0] + len(self._table[2]):
            self._grow(forward=True)
        return self._table

    def _with_index(self, index: int) -> _Table:
        """Return a table in which working minutes lie on both sides of an index."""
        while index <= self._table[1][0]:
            self._grow(forward=False)
        while index >= self._table[1][-1]:
            self._grow(forward=True)
        return self._table

    def _grow(self, *, forward: bool) -> None:
        first, _before, spans = self._table
        last, more = first + len(spans), len(spans)
        if (last > _LAST_DAY) if forward else (first <= _FIRST_DAY):
            raise InvalidValueError(_(TOO_FAR).format(first=FIRST_YEAR, last=LAST_YEAR))
        if forward:
            last = min(last + more, _LAST_DAY + 1)
        else:
            first = max(first - more, _FIRST_DAY)
        self._table = self._made(first, last)

    def _made(self, first: int, last: int) -> _Table:
        """Return the table of the days from `first` up to `last`; the origin's index is 0."""
        spans = [self.hours.spans(day_of(day * DAY)) for day in range(first, last)]
        minutes = (sum(end - start for start, end in of_day) for of_day in spans)
        before = list(accumulate(minutes, initial=0))
        at_origin = before[self._origin - first]
        return first, [count - at_origin for count in before], spans
