"""Days as people type them: "21/11", "hôm nay", "+2t" (weeks), "thứ 6 tuần sau", ISO, Excel.

Day comes before month. "11/21/2026" is refused rather than turned round: in a column of such dates
"11/05/2026" would silently become another day; an import says `month_first` for the whole column.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.core.patterns import Pattern
from desktop.core.periods import add_months
from desktop.core.words import fold

_NUMBERS = Pattern(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}|\d{2}))?")
_YEAR_FIRST = Pattern(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_TIME_BEHIND = Pattern(
    r"(?<=\d)(?:t|\s)\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]m|z|[+-]\d{2}:?\d{2})?$"
)
_IN_WORDS = Pattern(r"(\d{1,2})\s+thang\s+(\d{1,2})(?:\s*,?\s*nam)?(?:[\s/]+(\d{4}))?")
_ENGLISH = Pattern(r"(\d{1,2})[-\s]([a-z]{3,9})\.?(?:[-\s,]+(\d{4}|\d{2}))?")
_AMERICAN = Pattern(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")
_COMPACT = Pattern(r"\d{8}|\d{6}")
_YEAR_AND_MONTH = Pattern(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_SERIAL = Pattern(r"(\d{5})(?:[.,]\d+)?")
_OFFSET = Pattern(r"([+-])\s*(\d{1,4})\s*([a-z]*)")
_IN_TIME = Pattern(r"(?:in )?(\d{1,4})\s*([a-z]+)\s+(nua|toi|sau|truoc|ago|later)")
_WEEKDAY = Pattern(
    r"(?:(?:thu|t)\s*([2-7]|hai|ba|tu|nam|sau|bay)|(cn|chu nhat)|([a-z]{3,9}))"
    r"(?:\s+(tuan sau|tuan toi|tuan nay|tuan truoc))?"
)
_DECORATION = Pattern(
    r"^(?:(?:thu (?:\d|[a-z]+)|chu nhat|t[2-7]|cn|[a-z]+day|mon|tue|wed|thu|fri|sat|sun)\s*,?\s+)?"
    r"(?:ngay\s+)?(?=\d)"
)

_WORDS = {
    "hom nay": 0, "nay": 0, "today": 0, "mai": 1, "ngay mai": 1, "tomorrow": 1,
    "mot": 2, "ngay mot": 2, "ngay kia": 2, "hom qua": -1, "yesterday": -1, "hom kia": -2,
}  # fmt: skip
_STEPS = {
    "tuan sau": "+1t", "tuan toi": "+1t", "tuan truoc": "-1t", "next week": "+1t",
    "thang sau": "+1th", "thang toi": "+1th", "thang truoc": "-1th", "next month": "+1th",
    "nam sau": "+1nam", "nam toi": "+1nam", "nam ngoai": "-1nam",
}  # fmt: skip
_DAYS = frozenset({"", "d", "day", "days", "ng", "ngay", "hom"})
_WEEKS = frozenset({"t", "w", "week", "weeks", "tuan"})
_MONTHS = {
    "th": 1, "m": 1, "month": 1, "months": 1, "thang": 1,
    "y": 12, "year": 12, "years": 12, "nam": 12, "n": 12,
}  # fmt: skip
_WEEKDAYS = {
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
    "hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5,
}  # fmt: skip
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NAMED_WEEKS = {"tuan sau": 1, "tuan toi": 1, "tuan nay": 0, "tuan truoc": -1}
_SHORTEST_NAME = 3
_EXCEL_EPOCH = date(1899, 12, 30)
_EARLIEST_YEAR = 1000
_CENTURY = 100
_FUTURE_YEARS = 20  # two digits of a year reach so far ahead; further ones are past
_SUNDAY = 6


def parse_day(text: str, today: date, *, month_first: bool = False) -> date:
    """Return the day that somebody typed.

    Args:
        text: what was typed or imported.
        today: gives relative days and missing years their meaning.
        month_first: read "05/11/2026" as 11 May, for files from America.

    Raises:
        InvalidValueError: it is no day.
    """
    cleaned = " ".join(fold(unicodedata.normalize("NFKC", text)).split())
    try:
        day = _by_numbers(cleaned, today, month_first) or _by_words(cleaned, today)
    except (ValueError, OverflowError):  # 31 February, beyond the calendar
        day = None
    if day is None or day.year < _EARLIEST_YEAR:
        raise InvalidValueError(_("“{text}” is not a date.").format(text=text.strip()))
    return day


def _by_numbers(text: str, today: date, month_first: bool) -> date | None:
    """Read a date written in figures, with or without the time of a time stamp behind it."""
    text = _DECORATION.sub("", _TIME_BEHIND.sub("", text))
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if month_first else (first, second)
        return date(_year(found[3], today), month, day)
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _IN_WORDS.fullmatch(text):
        return date(_year(found[3], today), int(found[2]), int(found[1]))
    if _COMPACT.fullmatch(text):
        return _compact(text, today)
    if found := _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(days=int(found[1]))
    return None


def _compact(digits: str, today: date) -> date:
    """Read yyyyMMdd, else ddMMyyyy or ddMMyy."""
    if len(digits) == len("yyyyMMdd") and _YEAR_AND_MONTH.match(digits):
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return date(_year(digits[4:], today), int(digits[2:4]), int(digits[:2]))


def _year(digits: str | None, today: date) -> int:
    """Return the year of four digits, of two (the nearest past or near future), or this one."""
    if not digits:
        return today.year
    year = int(digits)
    if len(digits) > len("yy"):
        return year
    year += today.year // _CENTURY * _CENTURY
    return year if year <= today.year + _FUTURE_YEARS else year - _CENTURY


def _by_words(text: str, today: date) -> date | None:
    """Read a word, an offset, a weekday or an English date."""
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    readers: tuple[Callable[[str, date], date | None], ...] = (_offset, _weekday, _english)
    for read in readers:
        if day := read(_STEPS.get(text, text), today):
            return day
    return None


def _offset(text: str, today: date) -> date | None:
    """Read "+3", "-2t", "+1 tháng", "3 ngày nữa", "2 weeks ago"."""
    if found := _OFFSET.fullmatch(text):
        sign, count, unit = found[1], int(found[2]), found[3]
    elif found := _IN_TIME.fullmatch(text):
        sign = "-" if found[3] in {"truoc", "ago"} else "+"
        count, unit = int(found[1]), found[2]
    else:
        return None
    count = -count if sign == "-" else count
    if unit in _DAYS:
        return today + timedelta(days=count)
    if unit in _WEEKS:
        return today + timedelta(weeks=count)
    return add_months(today, count * _MONTHS[unit]) if unit in _MONTHS else None


def _weekday(text: str, today: date) -> date | None:
    """Read a weekday: the next one, today included, or that of the week named behind it."""
    found = _WEEKDAY.fullmatch(text)
    if not found:
        return None
    if found[1]:
        weekday = _WEEKDAYS[found[1]]
    elif found[2]:
        weekday = _SUNDAY
    elif (english := _named(found[3], _ENGLISH_DAYS)) is not None:
        weekday = english
    else:
        return None
    ahead = weekday - today.weekday()
    weeks = _NAMED_WEEKS[found[4]] if found[4] else int(ahead < 0)
    return today + timedelta(days=ahead, weeks=weeks)


def _english(text: str, today: date) -> date | None:
    """Read "21-Nov-2026" and "November 21, 2026"."""
    if found := _ENGLISH.fullmatch(text):
        day, name = found[1], found[2]
    elif found := _AMERICAN.fullmatch(text):
        name, day = found[1], found[2]
    else:
        return None
    month = _named(name, _ENGLISH_MONTHS)
    return None if month is None else date(_year(found[3], today), month + 1, int(day))


def _named(name: str, names: tuple[str, ...]) -> int | None:
    """Return the place of an English name that is written in full or begun ("sat", "sept")."""
    fitting = [i for i, each in enumerate(names) if each.startswith(name)]
    return fitting[0] if len(name) >= _SHORTEST_NAME and len(fitting) == 1 else None
