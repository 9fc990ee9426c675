"""How near something is in time, as a reminder says it: "in 10 minutes", "overdue by 1 hour"."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from desktop.core.clock import local_day
from desktop.core.i18n import _, ngettext
from desktop.core.reminders.occasions import Occasion

_MINUTES: Final = 60  # of an hour
_HOURS: Final = 24
_SECONDS: Final = 60


def due_text(occasion: Occasion, now: datetime) -> str:
    """Return how far away the time of an occasion is."""
    if occasion.day is not None:
        return _days_text((occasion.day - local_day(now)).days)
    minutes = round((occasion.at - now).total_seconds() / _SECONDS)
    if minutes == 0:
        return _("now")
    span = span_text(abs(minutes))
    text = _("in {span}") if minutes > 0 else _("overdue by {span}")
    return text.format(span=span)


def is_over(occasion: Occasion, now: datetime) -> bool:
    """Tell whether the time has passed; a day has when it ended."""
    return occasion.day < local_day(now) if occasion.day else occasion.at < now


def span_text(minutes: int) -> str:
    """Return minutes in the largest unit that tells enough: "10 minutes", "3 hours", "2 days"."""
    if minutes < _MINUTES:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    hours = round(minutes / _MINUTES)
    if hours < _HOURS:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    days = round(minutes / _MINUTES / _HOURS)
    return ngettext("{count} day", "{count} days", days).format(count=days)


def _days_text(days: int) -> str:
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    span = ngettext("{count} day", "{count} days", abs(days)).format(count=abs(days))
    return (_("in {span}") if days > 0 else _("{span} ago")).format(span=span)
