"""Spans of time as people type them: "15p", "15", "1h30", "1 giờ 30 phút", "1.5h", in minutes."""

from __future__ import annotations

import unicodedata

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.core.patterns import Pattern
from desktop.core.words import fold

_MINUTES = Pattern(r"(\d{1,4})\s*(?:p|ph|phut|m|min|minutes?)?\.?")
_HOURS = Pattern(
    r"(\d{1,2})(?:[.,](\d{1,2}))?\s*(?:h|g|gio|tieng|hours?)\s*"
    r"(?:(?:(\d{1,2})\s*(?:p|ph|phut|m|min|minutes?)?)|(ruoi))?"
)
_HOUR = 60
_LONGEST = 7 * 24 * _HOUR


def parse_minutes(text: str) -> int | None:
    """Return the minutes that somebody typed; None of nothing.

    Raises:
        InvalidValueError: it is no span of time, or longer than a week.
    """
    cleaned = " ".join(fold(unicodedata.normalize("NFKC", text)).split())
    if not cleaned:
        return None
    minutes = _minutes(cleaned)
    if minutes is None or minutes > _LONGEST:
        raise InvalidValueError(_("“{text}” is not a length of time.").format(text=text.strip()))
    return minutes


def _minutes(cleaned: str) -> int | None:
    if found := _MINUTES.fullmatch(cleaned):
        return int(found[1])
    if found := _HOURS.fullmatch(cleaned):
        part = round(float(f"0.{found[2]}") * _HOUR) if found[2] else 0
        more = _HOUR // 2 if found[4] else int(found[3] or 0)
        return int(found[1]) * _HOUR + part + more
    return None
