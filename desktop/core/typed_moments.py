"""Moments as people type them: "mai 9h", "21/11 14:30", "thứ 6 3h chiều", "+2h", ISO 8601."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from desktop.core.clock import local_zone
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.core.patterns import Pattern
from desktop.core.typed_days import parse_day
from desktop.core.words import fold

_TIME = Pattern(
    r"(?:^|\s|,|luc\s)(?:luc\s+)?(?P<hour>\d{1,2})"
    r"(?:\s*(?:h|g|gio)\s*(?:(?P<minute>\d{1,2})(?!\d|\s*(?:thang|[-/.]\s*\d))\s*(?:p|ph|phut)?|(?P<half>ruoi))?"
    r"|:(?P<minutes>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<part>sang|trua|chieu|toi|dem|am|pm)?(?=$|\s|,)"
)
_FROM_NOW = Pattern(
    r"(?:\+\s*|sau\s+)?(\d{1,4})\s*(h|gio|tieng|hours?|ph|phut|minutes?|min)\s*(nua)?"
)
_ISO = Pattern(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}", re.IGNORECASE)
_SERIAL = Pattern(r"(\d{5})[.,](\d+)")
_MINUTE_UNITS = frozenset({"ph", "phut", "min", "minute", "minutes"})
_NOON = 12
_AFTERNOON = {"chieu": 12, "toi": 12, "pm": 12, "trua": 10}  # hours before these are 12 later
_EVENING = 5  # "4h đêm" is before dawn, "10h đêm" before midnight
_DAY_SECONDS = 86_400


def parse_moment(
    text: str, now: datetime, zone: tzinfo | None = None, *, month_first: bool = False
) -> datetime:
    """Return the UTC moment that somebody typed.

    Args:
        text: a day, a time, or both in either order; without a day today, without a time midnight.
        now: an aware datetime.
        zone: where the person is; None takes the zone of the settings.
        month_first: see `typed_days.parse_day`.

    Raises:
        InvalidValueError: it is no moment.
    """
    zone = zone or local_zone()
    cleaned = " ".join(fold(unicodedata.normalize("NFKC", text)).split())
    try:
        moment = _exact(cleaned, text, now, zone) or _day_and_time(
            cleaned, now.astimezone(zone).date(), zone, month_first
        )
        return moment.astimezone(UTC)
    except (InvalidValueError, ValueError, OverflowError):
        raise InvalidValueError(
            _("“{text}” is not a date and time.").format(text=text.strip())
        ) from None


def _exact(cleaned: str, text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Read what needs no day: a span from now, ISO 8601, a number of Excel."""
    if (found := _FROM_NOW.fullmatch(cleaned)) and (cleaned[0] in "+s" or found[3]):
        count = int(found[1])
        return now + (
            timedelta(minutes=count) if found[2] in _MINUTE_UNITS else timedelta(hours=count)
        )
    if _ISO.match(cleaned):
        moment = datetime.fromisoformat(text.strip())
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    if found := _SERIAL.fullmatch(cleaned):
        day = parse_day(found[1], now.date())
        seconds = round(float(f"0.{found[2]}") * _DAY_SECONDS)
        return datetime.combine(day, time(), zone) + timedelta(seconds=seconds)
    return None


def _day_and_time(cleaned: str, today: date, zone: tzinfo, month_first: bool) -> datetime:
    """Find the time in the text; what remains is the day."""
    for found in _TIME.finditer(cleaned):
        if not (found["part"] or re.search(r"[hg:]", found.group())):
            continue  # a bare number belongs to the day
        rest = f"{cleaned[: found.start()]} {cleaned[found.end() :]}".strip(" ,")
        day = parse_day(rest, today, month_first=month_first) if rest else today
        return datetime.combine(day, _time_of(found), zone)
    return datetime.combine(parse_day(cleaned, today, month_first=month_first), time(), zone)


def _time_of(found: re.Match[str]) -> time:
    hour, part = int(found["hour"]), found["part"]
    minute = 30 if found["half"] else int(found["minute"] or found["minutes"] or 0)
    if part in {"sang", "am"}:
        hour %= _NOON
    elif hour < _AFTERNOON.get(part, 0):
        hour += _NOON
    elif part == "dem":
        hour = hour % _NOON + (_NOON if _EVENING < hour < _NOON else 0)
    return time(hour, minute, int(found["second"] or 0))
