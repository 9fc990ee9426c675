"""Time: the clock that is passed around, microseconds for the database, days where the person is.

Moments are aware datetimes in UTC; a day is a `date` in the person's time zone.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Protocol

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ONE_DAY = timedelta(days=1)
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)


class Clock(Protocol):
    """Says what time it is; tests pass one that stands still."""

    def now(self) -> datetime:
        """Return the moment as an aware UTC datetime."""


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the moment as an aware UTC datetime."""
        return from_micros(time.time_ns() // 1000)


class FrozenClock:
    """A clock that moves only when it is told to, backwards too."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self._moment

    def set(self, moment: datetime) -> None:
        """Go to `moment`, an aware datetime."""
        self._moment = moment.astimezone(UTC)

    def advance(self, span: timedelta) -> None:
        """Go on by `span`, or back by a negative one."""
        self._moment += span


def to_micros(moment: datetime) -> int:
    """Return microseconds since 1970 of an aware datetime, exactly.

    Raises:
        ValueError: `moment` has no time zone, so it says no moment.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the UTC datetime of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)


class _Zone:
    """The person's time zone, chosen once at start from the settings."""

    current: tzinfo | None = None


def find_zone(name: str) -> tzinfo:
    """Return the time zone of an IANA name.

    Raises:
        ValueError: there is no such zone.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # 3 ms that a start need not wait for

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        if name == DEFAULT_ZONE:  # no zone data on this computer; Vietnam has had +7 since 1975
            return timezone(timedelta(hours=7), DEFAULT_ZONE)
        raise ValueError(f"No time zone is called {name!r}") from error


def use_local_zone(name: str) -> None:
    """Take `name` (IANA) as the person's time zone from now on.

    Raises:
        ValueError: there is no such zone.
    """
    _Zone.current = find_zone(name)


def local_zone() -> tzinfo:
    """Return the person's time zone."""
    if _Zone.current is None:
        _Zone.current = find_zone(DEFAULT_ZONE)
    return _Zone.current


def local_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """Return the day that `moment` falls on where the person is (or in `zone`)."""
    return moment.astimezone(zone or local_zone()).date()


def day_start(day: date, zone: tzinfo | None = None) -> datetime:
    """Return the UTC moment at which `day` begins where the person is (or in `zone`)."""
    return datetime(day.year, day.month, day.day, tzinfo=zone or local_zone()).astimezone(UTC)


def days_span(first: date, last: date, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
    """Return the half-open span of UTC moments from the start of `first` to the end of `last`.

    It ends with the calendar where `last` is its last day.
    """
    end = LAST_MOMENT if last == date.max else day_start(last + _ONE_DAY, zone)
    return day_start(first, zone), end
