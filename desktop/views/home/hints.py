"""How near days and moments are written at the right of a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from desktop.core.clock import from_micros, local_day
from desktop.core.dates import format_day, format_time, relative_label
from desktop.core.i18n import _, ngettext
from desktop.views.home.blocks import Hint

_NEAR: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_YEAR: Final = 365  # days
_LONG_AGO: Final = 2 * _YEAR


def moment_text(at: dt.datetime, today: dt.date) -> str:
    """Return "14:30" of today, "Yesterday 14:30", "17/11 14:30", "17/11/2025"."""
    day = local_day(at)
    if day == today:
        return format_time(at)
    if (day - today).days in _NEAR:
        return f"{relative_label(_NEAR[(day - today).days])} {format_time(at)}"
    return f"{_short(day)} {format_time(at)}" if day.year == today.year else format_day(day)


def ago_text(at: dt.datetime, today: dt.date) -> str:
    """Return how many days ago something was, or years if it is long ago."""
    days = max(0, (today - local_day(at)).days)
    if days >= _LONG_AGO:
        years = days // _YEAR
        return ngettext("{count} year", "{count} years", years).format(count=years)
    return ngettext("{count} day", "{count} days", days).format(count=days)


def day_text(day: dt.date, today: dt.date) -> str:
    """Return "Today", "Tomorrow" or "27/11" of a day that is near."""
    near = _NEAR.get((day - today).days)
    return relative_label(near) if near else _short(day)


def never_text(held_since: int) -> str:
    """Return what is said of what happened never, or not since a moment (microseconds; 0: none)."""
    if not held_since:
        return _("never")
    day = format_day(local_day(from_micros(held_since)))
    return _("not since {day}").format(day=day)


def hint_text(form: Hint, value: object, text: str, today: dt.date, never: str = "") -> str:
    """Return what stands at the right of a row: a value, or its text as lists have it.

    `never` is said of what never happened.
    """
    if isinstance(value, dt.datetime):
        write: Callable[[dt.datetime, dt.date], str] | None = {
            Hint.MOMENT: moment_text,
            Hint.AGO: ago_text,
        }.get(form)
        return write(value, today) if write else text
    return (never or _("never")) if value is None and form is Hint.AGO else text


def _short(day: dt.date) -> str:
    return f"{day.day:02d}/{day.month:02d}"
