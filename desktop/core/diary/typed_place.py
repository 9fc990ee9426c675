"""A day of a diary as somebody types it: "mai", "+2t", "15/8 âm" of the lunar calendar."""

from __future__ import annotations

from datetime import date

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.core.lunar import LunarDay, from_lunar, to_lunar
from desktop.core.patterns import Pattern
from desktop.core.typed_days import parse_day
from desktop.core.words import fold

_LUNAR = Pattern(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}))?\s*(?:am|al|am lich|lunar)")
_LAST_DAY, _LAST_MONTH = 30, 12


def parse_place(text: str, today: date) -> date:
    """Return the day that is meant.

    A lunar day without a year is the next one that comes.

    Raises:
        InvalidValueError: it is no day.
    """
    found = _LUNAR.fullmatch(fold(text).strip())
    if found is None:
        return parse_day(text, today)
    day, month, year = (int(one) if one else 0 for one in found.groups())
    if not (1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH):
        raise InvalidValueError(_("“{text}” is no lunar day.").format(text=text.strip()[:40]))
    if year:
        return _known(from_lunar(LunarDay(day, month, year)), text)
    now = to_lunar(today)
    years = (now.year, now.year + 1) if now else ()
    coming = (from_lunar(LunarDay(day, month, one)) for one in years)
    return _known(next((one for one in coming if one is not None and one >= today), None), text)


def _known(day: date | None, text: str) -> date:
    if day is None:
        raise InvalidValueError(_("“{text}” is no lunar day.").format(text=text.strip()[:40]))
    return day
