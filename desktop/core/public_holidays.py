"""Public holidays of Vietnam, the days worked in exchange for others, and counting working days.

The government decides each year which days of Tết and of National Day are free and which days are
exchanged; what it decided stands in a table. A year that is not in it is expected as the law says
(Labour Code 45/2019/QH14, articles 111 and 112; 24 November since 2026), and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from desktop.core.i18n import N_
from desktop.core.lunar import LunarDay, from_lunar
from desktop.core.quick_dataclass import dataclass
from desktop.core.resources import resource_path

WEEKEND: Final = frozenset({5, 6})  # Saturday and Sunday; many companies work on Saturdays
NAMES: Final = {
    "new_year": N_("New Year's Day"),
    "tet": N_("Lunar New Year (Tet)"),
    "hung_kings": N_("Hung Kings' Commemoration Day"),
    "reunification": N_("Reunification Day"),
    "labour": N_("Labour Day"),
    "national": N_("National Day"),
    "culture": N_("Vietnam Culture Day"),
}
_WHOLE_WEEK: Final = frozenset(range(7))
_ONE_DAY: Final = timedelta(days=1)
_NATIONAL_SINCE, _CULTURE_SINCE, _HUNG_SINCE = 2021, 2026, 2007
_TET_DAYS: Final = range(-1, 4)  # the eve and four days: what was decided most often
# The day that is free beside 2 September, by its weekday: the one that makes the longer rest.
_BESIDE_NATIONAL: Final = (1, -1, -1, 1, -1, -1, 1)
_MOST_YEARS: Final = 400


class HolidayKind(StrEnum):
    """Why a day is free, or worked though it is not a weekday."""

    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"  # for a holiday on a weekly day off
    SWAPPED = "swapped"  # free, for a make-up day
    MAKEUP = "makeup"  # worked


KIND_LABELS: Final = {
    HolidayKind.HOLIDAY: N_("Public holiday"),
    HolidayKind.IN_LIEU: N_("Day off in lieu"),
    HolidayKind.SWAPPED: N_("Day off by exchange"),
    HolidayKind.MAKEUP: N_("Make-up working day"),
}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that is not as its weekday says; `name` is a key of NAMES, empty for exchanged days."""

    day: date
    name: str
    kind: HolidayKind
    is_expected: bool = False  # by the law, not yet decided


def public_holidays(year: int) -> tuple[Holiday, ...]:
    """Return the holidays and exchanged days of a year, sorted by their days."""
    return _decided().get(year) or _expected(year)


def find_holiday(day: date) -> Holiday | None:
    """Return what a day is beside its weekday; None for an ordinary one."""
    return _by_day(day.year).get(day)


def is_working_day(day: date, weekend: frozenset[int] = WEEKEND) -> bool:
    """Tell whether people work on a day; `weekend` holds the weekdays off, Monday being 0."""
    holiday = find_holiday(day)
    if holiday is not None:
        return holiday.kind is HolidayKind.MAKEUP
    return day.weekday() not in weekend


def add_working_days(day: date, count: int, weekend: frozenset[int] = WEEKEND) -> date:
    """Return the working day that is `count` working days after a day, before it if below zero.

    With 0 it is the day itself, or the next working day.

    Raises:
        OverflowError: the calendar ends before.
        ValueError: there is no working day in a week.
    """
    if weekend >= _WHOLE_WEEK:
        raise ValueError("a week needs a working day")
    step = _ONE_DAY if count >= 0 else -_ONE_DAY
    left = abs(count)
    if left == 0:
        while not is_working_day(day, weekend):
            day += step
    while left:
        day += step
        left -= is_working_day(day, weekend)
    return day


def count_working_days(first: date, last: date, weekend: frozenset[int] = WEEKEND) -> int:
    """Return how many working days lie from `first` to `last`, both included."""
    days = ((first + number * _ONE_DAY) for number in range((last - first).days + 1))
    return sum(is_working_day(day, weekend) for day in days)


@lru_cache(maxsize=_MOST_YEARS)
def _by_day(year: int) -> dict[date, Holiday]:
    return {holiday.day: holiday for holiday in public_holidays(year)}


@lru_cache(maxsize=1)
def _decided() -> dict[int, tuple[Holiday, ...]]:
    text = resource_path("seed_data", "public_holidays.tsv").read_text(encoding="utf-8")
    found: dict[int, list[Holiday]] = {}
    for line in text.splitlines()[1:]:
        day, name, kind = line.split("\t")
        holiday = Holiday(date.fromisoformat(day), name, HolidayKind(kind))
        found.setdefault(holiday.day.year, []).append(holiday)
    return {year: tuple(holidays) for year, holidays in found.items()}


@lru_cache(maxsize=_MOST_YEARS)
def _expected(year: int) -> tuple[Holiday, ...]:
    days = dict(_days_by_law(year))
    free = {day: Holiday(day, name, HolidayKind.HOLIDAY, True) for day, name in days.items()}
    for day, name in sorted(days.items()):
        if day.weekday() in WEEKEND:
            instead = day
            while instead.weekday() in WEEKEND or instead in free:
                instead += _ONE_DAY
            free[instead] = Holiday(instead, name, HolidayKind.IN_LIEU, True)
    return tuple(free[day] for day in sorted(free))


def _days_by_law(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 1), "new_year"
    tet = from_lunar(LunarDay(1, 1, year))
    if tet is not None:
        yield from ((tet + number * _ONE_DAY, "tet") for number in _TET_DAYS)
    hung_kings = from_lunar(LunarDay(10, 3, year))
    if hung_kings is not None and year >= _HUNG_SINCE:
        yield hung_kings, "hung_kings"
    yield date(year, 4, 30), "reunification"
    yield date(year, 5, 1), "labour"
    national = date(year, 9, 2)
    yield national, "national"
    if year >= _NATIONAL_SINCE:
        yield national + _BESIDE_NATIONAL[national.weekday()] * _ONE_DAY, "national"
    if year >= _CULTURE_SINCE:
        yield date(year, 11, 24), "culture"
