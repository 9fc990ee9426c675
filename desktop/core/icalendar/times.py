"""Days, times, spans and periods as calendars write them (RFC 5545, 3.3.4 to 3.3.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from desktop.core.clock import find_zone
from desktop.core.patterns import Pattern

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2999  # where the program's calendar ends (`core.periods`)
UTC_NAME: Final = "UTC"
LONGEST_SPAN: Final = timedelta(days=36_525)  # a hundred years; no event is longer
_DAY: Final = timedelta(days=1)
# Also with hyphens, colons and a distance from UTC, which ISO 8601 has and RFC 5545 has not.
_WHEN: Final = Pattern(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"
    r"(?:[T ]([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:(Z)|([+-])([0-9]{2}):?([0-9]{2}))?)?\Z"
)
_SPAN: Final = Pattern(
    r"([+-]?)P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?:([0-9]{1,7})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,9})S)?)?\Z"
)
_OFFSET: Final = Pattern(r"([+-])([0-9]{2})([0-9]{2})([0-9]{2})?\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time of day in a zone.

    Attributes:
        local: a day, or what the clocks show there (without tzinfo).
        zone: the IANA name of the zone, "UTC", or "" of a day and of a time wherever one is.
    """

    local: date
    zone: str = ""

    @property
    def is_day(self) -> bool:
        """Tell whether it is a whole day."""
        return not isinstance(self.local, datetime)

    @property
    def clock(self) -> datetime:
        """What the clocks show; midnight of a day."""
        return self.local if isinstance(self.local, datetime) else _midnight(self.local)

    def utc(self, here: tzinfo) -> datetime:
        """Return the moment in UTC; `here` is the zone of days and of times without one.

        A time that the clocks leave out in spring lies behind the gap, one that comes twice is the
        first of the two (RFC 5545, 3.3.5).
        """
        zone = find_zone(self.zone) if self.zone else here
        return self.clock.replace(tzinfo=zone).astimezone(UTC)

    def within(self, zone: str, here: tzinfo) -> Moment:
        """Return the same moment on the clocks of another zone; a day stays that day."""
        if self.is_day or self.zone == zone or not (zone and self.zone):
            return Moment(self.local, zone if self.zone else "")
        local = self.utc(here).astimezone(find_zone(zone))
        return Moment(local.replace(tzinfo=None, fold=0), zone)

    def after(self, span: Span) -> Moment:
        """Return the moment a span later: days by the calendar, hours by what has passed."""
        if self.is_day:
            return Moment(self.local + timedelta(days=span.whole_days), "")
        moved = self.clock + timedelta(days=span.days)
        if not self.zone or not span.seconds:
            return Moment(moved + timedelta(seconds=span.seconds), self.zone)
        zone = find_zone(self.zone)
        passed = moved.replace(tzinfo=zone).astimezone(UTC) + timedelta(seconds=span.seconds)
        return Moment(passed.astimezone(zone).replace(tzinfo=None, fold=0), self.zone)


@dataclass(frozen=True, slots=True)
class Span:
    """A length in days of the calendar and seconds; both below 0 of what lies before."""

    days: int = 0
    seconds: int = 0

    @property
    def whole_days(self) -> int:
        """How many whole days it has, of what has no hours; at least those it says."""
        return self.days + self.seconds // 86_400

    @property
    def length(self) -> timedelta:
        """The length as if all days had 24 hours."""
        return timedelta(days=self.days, seconds=self.seconds)


def parse_moment(text: str, zone: str = "") -> Moment | None:
    """Return what a DATE or DATE-TIME says, None if it is none.

    Args:
        text: such as 20261122, 20261122T090000 or 20261122T020000Z.
        zone: the zone of a time that names none itself.
    """
    found = _WHEN.match(text.strip().upper())
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return Moment(day)
        # A leap second is the second before it: no clock of a program has one.
        clock = time(int(found[4]), int(found[5]), min(int(found[6] or 0), 59))
    except ValueError:
        return None
    local = datetime.combine(day, clock)
    if found[8]:
        away = timedelta(hours=int(found[9]), minutes=int(found[10]))
        return Moment(local - away if found[8] == "+" else local + away, UTC_NAME)
    return Moment(local, UTC_NAME if found[7] else zone)


def write_moment(moment: Moment) -> str:
    """Return the value of a moment; its zone stands in a parameter, if it is not UTC."""
    local = moment.local
    text = f"{local.year:04d}{local.month:02d}{local.day:02d}"
    if isinstance(local, datetime):
        text += f"T{local.hour:02d}{local.minute:02d}{local.second:02d}"
    return f"{text}Z" if moment.zone == UTC_NAME else text


def parse_span(text: str) -> Span | None:
    """Return what a DURATION says, None if it is none or longer than a century."""
    found = _SPAN.match(text.strip().upper())
    if found is None or not any(found[part] for part in range(2, 7)):
        return None
    weeks, days, hours, minutes, seconds = (int(found[part] or 0) for part in range(2, 7))
    sign = -1 if found[1] == "-" else 1
    span = Span(sign * (weeks * 7 + days), sign * (hours * 3600 + minutes * 60 + seconds))
    return span if abs(span.length) <= LONGEST_SPAN else None


def write_span(span: Span) -> str:
    """Return a DURATION."""
    sign = "-" if span.days < 0 or span.seconds < 0 else ""
    days, seconds = abs(span.days), abs(span.seconds)
    if days and days % 7 == 0 and not seconds:
        return f"{sign}P{days // 7}W"
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [
        f"{hours}H" if hours else "",
        f"{minutes}M" if minutes else "",
        f"{left}S" if left else "",
    ]
    clock = "".join(parts) or ("" if days else "0S")
    return f"{sign}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"


def parse_offset(text: str) -> timedelta | None:
    """Return a distance from UTC such as +0700 (TZOFFSETTO), None if it is none."""
    found = _OFFSET.match(text.strip())
    if found is None:
        return None
    away = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if away >= _DAY:
        return None
    return -away if found[1] == "-" else away


def write_offset(away: timedelta) -> str:
    """Return a distance from UTC as +0700, with seconds where it has some."""
    total = int(abs(away).total_seconds())
    hours, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    text = f"{'-' if away < timedelta(0) else '+'}{hours:02d}{minutes:02d}"
    return f"{text}{seconds:02d}" if seconds else text


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
