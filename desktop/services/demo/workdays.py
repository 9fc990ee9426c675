"""The days on which the demo company works, and moments in its office hours."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from typing import Final

from desktop.core.clock import local_zone
from desktop.core.lunar import LunarDay, from_lunar, to_lunar

_SUNDAY: Final = 6
_HOLIDAYS: Final = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
_TET_BEFORE, _TET_AFTER = 3, 6  # days without work around the first of the lunar year
_OPENS: Final = 7 * 3600 + 50 * 60
_OPEN_SECONDS: Final = 9 * 3600 + 30 * 60
_LUNCH: Final = (12 * 3600, 13 * 3600)
_GREETINGS: Final = 22  # days before Tết in which people call to wish a happy new year
_VISITS: Final = 30  # days after it


class Workdays:
    """The working days from `first` to `last`, both included."""

    def __init__(self, first: date, last: date) -> None:
        span = (last - first).days + 1
        days = [first + timedelta(days=number) for number in range(span)]
        self.days = [day for day in days if is_workday(day)]

    def any_between(self, rnd: Random, first: date, last: date, growth: float = 1.0) -> date:
        """Return a working day of a span; with a growth above 1 late ones are likelier."""
        low = min(bisect_left(self.days, first), len(self.days) - 1)
        high = max(bisect_left(self.days, last + timedelta(days=1)), low + 1)
        return self.days[low + int((high - low) * rnd.random() ** (1 / growth))]

    def after(self, day: date, days: int) -> date:
        """Return the first working day at least `days` after a day, or the last of all."""
        place = bisect_left(self.days, day + timedelta(days=days))
        return self.days[min(place, len(self.days) - 1)]


def is_workday(day: date) -> bool:
    """Tell whether the company works: not on Sundays, holidays and around Tết."""
    if day.weekday() == _SUNDAY or (day.month, day.day) in _HOLIDAYS:
        return False
    return not -_TET_BEFORE <= days_from_tet(day) <= _TET_AFTER


@lru_cache(maxsize=4096)
def days_from_tet(day: date) -> int:
    """Return how many days after the first day of the nearer lunar year `day` is, before it < 0.

    Outside the lunar table the number only says that it is far.
    """
    lunar = to_lunar(day)
    if lunar is None:
        return 999
    starts = [from_lunar(LunarDay(1, 1, year)) for year in (lunar.year, lunar.year + 1)]
    distances = [(day - start).days for start in starts if start is not None]
    return min(distances, key=abs, default=999)


def season_of(day: date) -> str:
    """Return "tet" in the weeks before Tết, "after_tet" after it, else ""."""
    distance = days_from_tet(day)
    if -_GREETINGS <= distance < 0:
        return "tet"
    return "after_tet" if 0 <= distance <= _VISITS else ""


def office_moment(rnd: Random, day: date) -> datetime:
    """Return a moment in the office hours of a day."""
    seconds = _OPENS + int(rnd.random() * _OPEN_SECONDS)
    if _LUNCH[0] <= seconds < _LUNCH[1]:
        seconds -= 7200
    return moment_at(day, seconds)


def moment_at(day: date, seconds: int) -> datetime:
    """Return the UTC moment so many seconds after midnight where the person is."""
    midnight = datetime.combine(day, time(), local_zone())
    return (midnight + timedelta(seconds=seconds)).astimezone(UTC)
