"""Periods relative to today, as filters keep them: "this_month", "last_30_days".

Weeks begin on Monday. "last_7_days" ends today and "next_7_days" begins today, so both hold today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from desktop.core.i18n import N_, _
from desktop.core.patterns import Pattern
from desktop.core.words import fold

Span = tuple[date, date]  # first and last day, both included

_ONE_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_QUARTER_MONTHS = 3
_YEAR_MONTHS = 12
_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)  # of the past and of the future
_FEBRUARY, _LONG_MONTH = 2, 31
_LONG_MONTHS = frozenset({1, 3, 5, 7, 8, 10, 12})
_COUNTED = Pattern(r"(last|next)_([1-9]\d{0,3})_days")


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later (earlier if negative), or the month's last day.

    Raises:
        OverflowError: the calendar ends before.
    """
    count = day.year * _YEAR_MONTHS + day.month - 1 + months
    year, month = count // _YEAR_MONTHS, count % _YEAR_MONTHS + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day} is outside the calendar")
    return date(year, month, min(day.day, _month_length(year, month)))


def _month_length(year: int, month: int) -> int:
    if month != _FEBRUARY:
        return _LONG_MONTH if month in _LONG_MONTHS else _LONG_MONTH - 1
    return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28


def week_of(day: date) -> Span:
    """Return Monday and Sunday of the day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + 6 * _ONE_DAY


def months_of(day: date, months: int) -> Span:
    """Return the block of 1, 3 or 12 months that `day` lies in."""
    first = day.replace(day=1, month=(day.month - 1) // months * months + 1)
    last = first.month + months - 1
    return first, date(first.year, last, _month_length(first.year, last))


def _day(offset: int) -> Callable[[date], Span]:
    return lambda today: (today + offset * _ONE_DAY, today + offset * _ONE_DAY)


def _week(offset: int) -> Callable[[date], Span]:
    return lambda today: week_of(today + offset * _WEEK)


def _months(size: int, offset: int) -> Callable[[date], Span]:
    return lambda today: months_of(add_months(today.replace(day=1), size * offset), size)


_PERIODS: Final[dict[str, tuple[str, Callable[[date], Span]]]] = {
    "today": (N_("Today"), _day(0)),
    "yesterday": (N_("Yesterday"), _day(-1)),
    "tomorrow": (N_("Tomorrow"), _day(1)),
    "this_week": (N_("This week"), _week(0)),
    "last_week": (N_("Last week"), _week(-1)),
    "next_week": (N_("Next week"), _week(1)),
    "this_month": (N_("This month"), _months(1, 0)),
    "last_month": (N_("Last month"), _months(1, -1)),
    "next_month": (N_("Next month"), _months(1, 1)),
    "this_quarter": (N_("This quarter"), _months(_QUARTER_MONTHS, 0)),
    "last_quarter": (N_("Last quarter"), _months(_QUARTER_MONTHS, -1)),
    "next_quarter": (N_("Next quarter"), _months(_QUARTER_MONTHS, 1)),
    "this_year": (N_("This year"), _months(_YEAR_MONTHS, 0)),
    "last_year": (N_("Last year"), _months(_YEAR_MONTHS, -1)),
    "next_year": (N_("Next year"), _months(_YEAR_MONTHS, 1)),
    "past": (N_("Before today"), lambda today: (_FIRST, today - _ONE_DAY)),
    "future": (N_("After today"), lambda today: (today + _ONE_DAY, _LAST)),
}
_COUNTED_CHOICES = ("last_7_days", "last_30_days", "last_90_days", "next_7_days", "next_30_days")
RELATIVE_TOKENS: Final = (*_PERIODS, *_COUNTED_CHOICES)  # what a filter offers, in this order

_PHRASES = {
    "hom nay": "today", "hom qua": "yesterday", "mai": "tomorrow", "ngay mai": "tomorrow",
    "tuan nay": "this_week", "tuan truoc": "last_week", "tuan qua": "last_week",
    "tuan sau": "next_week", "tuan toi": "next_week",
    "thang nay": "this_month", "thang truoc": "last_month", "thang qua": "last_month",
    "thang sau": "next_month", "thang toi": "next_month",
    "quy nay": "this_quarter", "quy truoc": "last_quarter", "quy sau": "next_quarter",
    "quy toi": "next_quarter", "nam nay": "this_year", "nam truoc": "last_year",
    "nam ngoai": "last_year", "nam qua": "last_year", "nam sau": "next_year",
    "nam toi": "next_year", "truoc hom nay": "past", "before today": "past",
    "sau hom nay": "future", "after today": "future",
}  # fmt: skip
_COUNTED_PHRASE = Pattern(
    r"(?:(?P<count>\d+) ngay (?P<way>qua|gan day|gan nhat|truoc|vua qua|toi|sau|tiep theo|nua)"
    r"|(?P<english>last|past|next) (?P<number>\d+) days)"
)
_PAST = frozenset({"qua", "gan day", "gan nhat", "truoc", "vua qua", "last", "past"})


def resolve_relative(token: str, today: date) -> Span:
    """Return the first and last day that a period covers when today is `today`.

    Raises:
        ValueError: no such period.
        OverflowError: it reaches outside the calendar.
    """
    if token in _PERIODS:
        return _PERIODS[token][1](today)
    if found := _COUNTED.fullmatch(token):
        others = (int(found[2]) - 1) * _ONE_DAY
        return (today - others, today) if found[1] == "last" else (today, today + others)
    raise ValueError(f"There is no period {token!r}")


def is_relative(token: str) -> bool:
    """Return whether `token` names a period that `resolve_relative` knows."""
    return token in _PERIODS or _COUNTED.fullmatch(token) is not None


def relative_label(token: str) -> str:
    """Return what the period is called in the person's language.

    Raises:
        ValueError: no such period.
    """
    if token in _PERIODS:
        return _(_PERIODS[token][0])
    found = _COUNTED.fullmatch(token)
    if not found:
        raise ValueError(f"There is no period {token!r}")
    text = _("Last {count} days") if found[1] == "last" else _("Next {count} days")
    return text.format(count=found[2])


def find_relative(text: str) -> str | None:
    """Return the period that somebody typed ("30 ngày qua", "tháng này", "this_week"), or None."""
    words = " ".join(fold(text).replace("_", " ").split())
    if words in _PHRASES:
        return _PHRASES[words]
    if (token := words.replace(" ", "_")) and is_relative(token):
        return token
    found = _COUNTED_PHRASE.fullmatch(words)
    if not found:
        return None
    way = "last" if (found["way"] or found["english"]) in _PAST else "next"
    token = f"{way}_{int(found['count'] or found['number'])}_days"
    return token if is_relative(token) else None
