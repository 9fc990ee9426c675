"""The days of a month, of a year, or of a list that a Gregorian rule chooses (RFC 5545, 3.3.10).

BY parts of days all narrow the choice, but plain and counted weekdays (MO,1TU) are a choice of
either. The rules that come here are settled (`recurrence.settled`): each says its days itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop.core.recurrence.settled import Settled
from desktop.core.recurrence.stamps import LAST_YEAR, day_number, month_length

_WEEK = 7


def days_of_month(rule: Settled, year: int, month: int) -> list[int]:
    """Return the day numbers that a rule chooses in a month, sorted."""
    if rule.months and month not in rule.months:
        return []
    first, length = day_number(year, month), month_length(year, month)
    if not rule.month_days:
        return _weekdays_between(rule, first, length)
    found = {day if day > 0 else length + 1 + day for day in rule.month_days}
    days = sorted(first + day - 1 for day in found if 1 <= day <= length)
    return [day for day in days if _fits_weekday(rule, day, first, length)]


def days_of_year(rule: Settled, year: int) -> list[int]:
    """Return the day numbers that a rule chooses in a year, sorted."""
    counts_in_year = any(day.nth for day in rule.weekdays) and not rule.months
    if rule.week_numbers or rule.year_days or (rule.month_days and counts_in_year):
        return list(_days_by_looking(rule, year))
    if rule.months or rule.month_days:
        months = rule.months or range(1, 13)
        return [day for month in months for day in days_of_month(rule, year, month)]
    first = day_number(year, 1)
    return _weekdays_between(rule, first, _year_length(year))


def fits_day(rule: Settled, number: int) -> bool:
    """Tell whether a rule by days, hours or less allows a day."""
    if rule.weekdays and all(day.weekday != number % _WEEK for day in rule.weekdays):
        return False
    if not (rule.months or rule.month_days or rule.year_days):
        return True
    return _fits_date(rule, date.fromordinal(number + 1))


def _fits_date(rule: Settled, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        length = month_length(day.year, day.month)
        if not {day.day, day.day - length - 1} & set(rule.month_days):
            return False
    if not rule.year_days:
        return True
    place = day.toordinal() - day_number(day.year, 1)
    return bool({place, place - _year_length(day.year) - 1} & set(rule.year_days))


def _days_by_looking(rule: Settled, year: int) -> Iterator[int]:
    """Look at every day of a year: for what few rules have, weeks and days of the year."""
    for number in range(day_number(year, 1), day_number(year, 1) + _year_length(year)):
        day = date.fromordinal(number + 1)
        if rule.months:
            first, length = day_number(year, day.month), month_length(year, day.month)
        else:
            first, length = day_number(year, 1), _year_length(year)
        if (
            _fits_date(rule, day)
            and _fits_week(rule, number)
            and _fits_weekday(rule, number, first, length)
        ):
            yield number


def _fits_week(rule: Settled, number: int) -> bool:
    """Tell whether a day lies in a week of BYWEEKNO: that of the year with four of its days."""
    if not rule.week_numbers:
        return True
    middle = number - (number - rule.week_start) % _WEEK + 3
    if middle < 0:
        return False
    year = date.fromordinal(middle + 1).year
    week = (middle - day_number(year, 1)) // _WEEK + 1
    weeks = _weeks_of(year, rule.week_start)
    return not {week, week - weeks - 1}.isdisjoint(rule.week_numbers)


def _weeks_of(year: int, week_start: int) -> int:
    """Return how many weeks a year has: 28 December lies always in the last."""
    number = day_number(year, 12, 28)
    middle = number - (number - week_start) % _WEEK + 3
    return (middle - day_number(year, 1)) // _WEEK + 1


def _weekdays_between(rule: Settled, first: int, length: int) -> list[int]:
    """Return the days among `length` days from `first` on that are a weekday of the rule."""
    found: set[int] = set()
    for day in rule.weekdays:
        days = range(first + (day.weekday - first) % _WEEK, first + length, _WEEK)
        if day.nth == 0:
            found.update(days)
        elif abs(day.nth) <= len(days):
            found.add(days[day.nth - 1 if day.nth > 0 else day.nth])
    return sorted(found)


def _fits_weekday(rule: Settled, number: int, first: int, length: int) -> bool:
    if not rule.weekdays:
        return True
    nth = (number - first) // _WEEK + 1
    nth_from_end = -((first + length - 1 - number) // _WEEK + 1)
    return any(
        day.weekday == number % _WEEK and day.nth in (0, nth, nth_from_end) for day in rule.weekdays
    )


def _year_length(year: int) -> int:
    return 337 + month_length(year, 2)


def month_of(number: int) -> int:
    """Return the months since the year 0 of a day number."""
    day = date.fromordinal(number + 1)
    return day.year * 12 + day.month - 1


def year_of(number: int) -> int:
    """Return the year of a day number, at most the last of the calendar."""
    return min(date.fromordinal(number + 1).year, LAST_YEAR)
