"""Local times as whole numbers, in which rules are computed: no zone, no objects, no leap.

A stamp is the number of seconds since midnight of 0001-01-01 as clocks on the wall count them; a
day number is the number of days since then, so day 0 is a Monday.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

DAY: Final = 86_400
LAST_YEAR: Final = 2999  # where the program's calendar ends (`core.periods`)
WEEK: Final = 7  # days
OFTEN: Final = 4  # times that a weekday comes in every month: few months have a fifth
_FEBRUARY: Final = 2
_SHORT_MONTHS: Final = frozenset({4, 6, 9, 11})
_ZERO: Final = datetime(1, 1, 1)  # noqa: DTZ001 - wall clock

When = date | datetime  # a day, or a local moment without zone


def to_stamp(when: When) -> int:
    """Return the stamp of a local moment, or of the midnight with which a day begins."""
    stamp = (when.toordinal() - 1) * DAY
    if isinstance(when, datetime):
        return stamp + when.hour * 3600 + when.minute * 60 + when.second
    return stamp


def to_moment(stamp: int) -> datetime:
    """Return the local moment of a stamp."""
    return _ZERO + timedelta(0, stamp)


def to_day(stamp: int) -> date:
    """Return the day that a stamp lies in."""
    return date.fromordinal(stamp // DAY + 1)


def to_when(stamp: int, like: When) -> When:
    """Return a stamp as a day or a local moment, whichever `like` is."""
    return to_moment(stamp) if isinstance(like, datetime) else to_day(stamp)


def day_number(year: int, month: int, day: int = 1) -> int:
    """Return the number of a day."""
    return date(year, month, day).toordinal() - 1


def month_length(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month != _FEBRUARY:
        return 30 if month in _SHORT_MONTHS else 31
    return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28


def place_in_month(day: date) -> tuple[int, bool]:
    """Return the how-manieth of its weekday in the month a day is, and whether it is the last."""
    is_last = day.day + WEEK > month_length(day.year, day.month)
    return (day.day - 1) // WEEK + 1, is_last


LAST: Final = (day_number(LAST_YEAR, 12, 31) + 1) * DAY - 1
