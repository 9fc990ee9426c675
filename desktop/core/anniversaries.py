"""Days that come every year, by the sun or by the Vietnamese lunar calendar: when they come next.

Rules for days that a year does not have: those of RFC 7529 (recurrence in other calendars) with
SKIP=BACKWARD, which are also how families keep them:

* 29 February of a year without one is kept on 28 February, as the filter of birthdays does.
* Day 30 of a lunar month that has 29 days this year is kept on its last day.
* A day of a leap month is kept in the leap month if the year has it, otherwise in the ordinary
  month of that number; a day of an ordinary month is kept in the ordinary one (`core.lunar`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.lunar import LunarDay, from_lunar, to_lunar
from desktop.core.quick_dataclass import dataclass

SOLAR, LUNAR = "solar", "lunar"
NO_SUCH_DAY: Final = N_("No year has a day {day}/{month}.")
NO_SUCH_LUNAR_DAY: Final = N_("No lunar year has a day {day}/{month}.")
NOTICE_DAYS: Final = 30
_MONTHS: Final = 12
_LONGEST_LUNAR_MONTH: Final = 30
_LONGEST: Final = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_LONG_MONTH: Final = 31


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day of every year, by one of the two calendars."""

    day: int
    month: int
    is_lunar: bool = False
    is_leap: bool = False  # in the leap month of that number


def yearly_day(values: Mapping[str, object]) -> YearlyDay | None:
    """Return the day that a record's calendar, day, month and is_leap_month say.

    None while day or month are missing, which their fields refuse by themselves.

    Raises:
        InvalidValueError: no year of the calendar has such a day.
    """
    day, month = values.get("day"), values.get("month")
    if not isinstance(day, int) or not isinstance(month, int):
        return None
    is_lunar = values.get("calendar") == LUNAR
    longest = _LONGEST_LUNAR_MONTH if is_lunar else _LONGEST.get(month, _LONG_MONTH)
    if not 1 <= month <= _MONTHS or not 1 <= day <= longest:
        sentence = _(NO_SUCH_LUNAR_DAY if is_lunar else NO_SUCH_DAY)
        raise InvalidValueError(sentence.format(day=day, month=month), field="day")
    return YearlyDay(day, month, is_lunar, is_lunar and bool(values.get("is_leap_month")))


def next_time(yearly: YearlyDay, today: date) -> date | None:
    """Return the first day from `today` on; None where the lunar table ends before (2099)."""
    if yearly.is_lunar:
        return _next_lunar(yearly, today)
    return next(
        day
        for year in (today.year, today.year + 1)
        if (day := in_solar_year(yearly, year)) >= today
    )


def notice_from(day: date | None, days: int | None) -> date | None:
    """Return the day from which on an anniversary is told of, `days` before it.

    Without a number it is told of 30 days before; a number below zero is none.
    """
    if day is None:
        return None
    notice = NOTICE_DAYS if days is None else max(0, days)
    return date.fromordinal(max(1, day.toordinal() - notice))


def in_solar_year(yearly: YearlyDay, year: int) -> date:
    """Return the day in a Gregorian year."""
    try:
        return date(year, yearly.month, yearly.day)
    except ValueError:  # 29 February
        return date(year, 2, 28)


def _next_lunar(yearly: YearlyDay, today: date) -> date | None:
    now = to_lunar(today)
    if now is None:
        return None
    for year in (now.year, now.year + 1):
        day = from_lunar(LunarDay(yearly.day, yearly.month, year, yearly.is_leap))
        if day is not None and day >= today:
            return day
    return None
