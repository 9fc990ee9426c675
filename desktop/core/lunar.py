"""The Vietnamese lunar calendar, 1968 to 2099, looked up in a table of its months.

The table was computed from astronomy at UTC+7; the Chinese calendar differs in some years.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.core.resources import resource_path

_STEMS = ("Canh", "Tân", "Nhâm", "Quý", "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ")
_BRANCHES = (
    "Thân", "Dậu", "Tuất", "Hợi", "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi",
)  # fmt: skip
_LONGEST_MONTH = 30


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar; a leap month follows the ordinary one of its number."""

    day: int
    month: int
    year: int
    is_leap: bool = False

    @property
    def year_name(self) -> str:
        """The can-chi name of the year: "Bính Ngọ" of 2026."""
        return year_name(self.year)


def year_name(year: int) -> str:
    """Return the can-chi name of a lunar year."""
    return f"{_STEMS[year % len(_STEMS)]} {_BRANCHES[year % len(_BRANCHES)]}"


def to_lunar(day: date) -> LunarDay | None:
    """Return the lunar day of a Gregorian one; None outside the table."""
    firsts, months = _table()
    place = bisect_right(firsts, day) - 1
    passed = (day - firsts[place]).days
    if place < 0 or passed >= _LONGEST_MONTH:
        return None
    year, month, is_leap = months[place]
    return LunarDay(passed + 1, month, year, is_leap)


def from_lunar(lunar: LunarDay) -> date | None:
    """Return the Gregorian day on which a lunar one is kept; None outside the table.

    Day 30 of a month of 29 days is kept on its last day, a day of a leap month that the year does
    not have in the ordinary month: so anniversaries come every year.
    """
    firsts, months = _table()
    place = _month_places().get((lunar.year, lunar.month, lunar.is_leap))
    if place is None:
        place = _month_places().get((lunar.year, lunar.month, False))
    if place is None or not 1 <= lunar.day <= _LONGEST_MONTH:
        return None
    day = firsts[place] + timedelta(days=lunar.day - 1)
    is_past_month = place + 1 < len(months) and day >= firsts[place + 1]
    return firsts[place + 1] - timedelta(days=1) if is_past_month else day


def format_lunar(lunar: LunarDay) -> str:
    """Return a lunar day in words: "ngày 13 tháng 10 năm Bính Ngọ"."""
    text = (
        _("day {day} of leap lunar month {month}, year {year}")
        if lunar.is_leap
        else _("day {day} of lunar month {month}, year {year}")
    )
    return text.format(day=lunar.day, month=lunar.month, year=lunar.year_name)


@dataclass(frozen=True, slots=True)
class LunarMonthSpan:
    """A month of the lunar calendar: where it begins and how many days it has (29 or 30)."""

    first: date
    days: int
    year: int
    number: int
    is_leap: bool


def lunar_months() -> tuple[LunarMonthSpan, ...]:
    """Return all known months in their order; the last, whose end is not known, is left out."""
    firsts, months = _table()
    return tuple(
        LunarMonthSpan(first, (after - first).days, *month)
        for first, after, month in zip(firsts, firsts[1:], months, strict=False)
    )


@lru_cache(maxsize=1)
def _table() -> tuple[list[date], list[tuple[int, int, bool]]]:
    """Return the first day of each month, and its year, number and leap flag."""
    lines = resource_path("seed_data", "lunar_months.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    return (
        [date.fromisoformat(row[0]) for row in rows],
        [(int(row[1]), int(row[2]), row[3] == "1") for row in rows],
    )


@lru_cache(maxsize=1)
def _month_places() -> dict[tuple[int, int, bool], int]:
    return {month: i for i, month in enumerate(_table()[1])}
