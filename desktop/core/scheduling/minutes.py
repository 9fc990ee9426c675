"""Minutes of a plan: whole minutes of the wall clock of its place, counted from 1970.

A plan says "Monday 8:00", wherever a daylight saving time begins in between; so its arithmetic is
that of the wall clock, and whole numbers are quick to compare, to add and to draw.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

Minute = int  # of the wall clock, since 1970-01-01 00:00

DAY: Final = 24 * 60
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time, as said above
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_MINUTE: Final = timedelta(minutes=1)


def to_minute(local: datetime) -> Minute:
    """Return the minute of a wall time without zone; seconds are cut off.

    Raises:
        ValueError: `local` has a time zone; say first where the plan is.
    """
    if local.tzinfo is not None:
        raise ValueError(f"{local!r} has a time zone")
    return (local - _EPOCH) // _MINUTE


def from_minute(minute: Minute) -> datetime:
    """Return the wall time of a minute, without zone."""
    return _EPOCH + minute * _MINUTE


def first_minute(day: date) -> Minute:
    """Return the minute at which `day` begins."""
    return (day.toordinal() - _EPOCH_DAY) * DAY


def day_of(minute: Minute) -> date:
    """Return the day on which a minute lies."""
    return date.fromordinal(minute // DAY + _EPOCH_DAY)


def last_day(finish: Minute) -> date:
    """Return the last day of what ends at `finish`: midnight belongs to the day before."""
    return day_of(finish - 1)
