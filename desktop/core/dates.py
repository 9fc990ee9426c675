"""Days and moments as people read and type them: the door to the modules on dates.

Days are written dd/MM/yyyy and times HH:mm in both languages of the program: it serves companies in
Vietnam.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from desktop.core.clock import local_zone
from desktop.core.i18n import N_, _
from desktop.core.lunar import LunarDay, format_lunar, to_lunar
from desktop.core.periods import (
    RELATIVE_TOKENS,
    add_months,
    find_relative,
    is_relative,
    relative_label,
    resolve_relative,
)
from desktop.core.typed_days import parse_day
from desktop.core.typed_moments import parse_moment

__all__ = [
    "RELATIVE_TOKENS",
    "LunarDay",
    "add_months",
    "find_relative",
    "format_day",
    "format_day_long",
    "format_lunar",
    "format_moment",
    "format_time",
    "is_relative",
    "parse_day",
    "parse_moment",
    "relative_label",
    "resolve_relative",
    "to_lunar",
    "weekday_name",
]

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_SHORT_WEEKDAYS = (
    N_("Mon"),
    N_("Tue"),
    N_("Wed"),
    N_("Thu"),
    N_("Fri"),
    N_("Sat"),
    N_("Sun"),
)


def format_day(day: date) -> str:
    """Return a day as dd/MM/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_day_long(day: date) -> str:
    """Return a day with its weekday: "Thứ Bảy, 21/11/2026"."""
    return f"{weekday_name(day)}, {format_day(day)}"


def weekday_name(day: date, *, short: bool = False) -> str:
    """Return the weekday in the person's language: "Thứ Bảy", short "T7"."""
    return _((_SHORT_WEEKDAYS if short else _WEEKDAYS)[day.weekday()])


def format_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return the time of day where the person is (or in `zone`) as HH:mm."""
    local = moment.astimezone(zone or local_zone())
    return f"{local.hour:02d}:{local.minute:02d}"


def format_moment(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return a moment as "21/11/2026 14:05" where the person is (or in `zone`)."""
    local = moment.astimezone(zone or local_zone())
    return f"{format_day(local)} {local.hour:02d}:{local.minute:02d}"
