"""When a rule of the Vietnamese lunar calendar comes: local times as stamps.

The calendar is known from 1968 to 2099 (`core.lunar`); outside nothing comes.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from desktop.core.lunar import lunar_months
from desktop.core.recurrence.rules import Frequency, LunarMonth, LunarRule, Skip
from desktop.core.recurrence.stamps import DAY

_MONTHS = 12


class _Table(NamedTuple):
    firsts: list[int]  # day number of the first day of each month
    lengths: list[int]
    names: list[tuple[int, int, bool]]  # year, number, leap
    places: dict[tuple[int, int, bool], int]


def lunar_stamps(rule: LunarRule, start: int, low: int, high: int) -> Iterator[int]:
    """Yield when a rule that begins at `start` comes, from `low` to `high` (both included), sorted.

    COUNT and UNTIL are not looked at; times of day are that of the start.
    """
    low, time = max(low, start), start % DAY
    place = _place(start // DAY)
    if place is None or low > high:
        return
    last = -1
    settled = settle_lunar(rule, start)
    for days in _periods(settled, place, low // DAY, high // DAY):
        for day in days:
            stamp = day * DAY + time
            if stamp > high:
                return
            # A day that was moved forward may be the first of the next month's rule too.
            if stamp >= low and stamp > last:
                last = stamp
                yield stamp


def settle_lunar(rule: LunarRule, start: int) -> LunarRule:
    """Return the rule with months and days said, for a first time at the stamp `start`.

    The days of one of its times are not always those of the rule: day 30 may be kept on the 29th.
    """
    place = _place(start // DAY)
    if place is None:
        return rule
    table = _table()
    _year, number, is_leap = table.names[place]
    is_yearly = rule.frequency is Frequency.YEARLY
    return dataclasses.replace(
        rule,
        months=rule.months or ((LunarMonth(number, is_leap),) if is_yearly else ()),
        month_days=rule.month_days or (start // DAY - table.firsts[place] + 1,),
    )


def _periods(rule: LunarRule, place: int, from_day: int, to_day: int) -> Iterator[list[int]]:
    table = _table()
    # A day moved forward belongs to the period before the one that it comes in.
    low = max(place, _place_or_last(from_day) - 1)
    high = _place_or_last(to_day)
    if rule.frequency is Frequency.MONTHLY:
        for month in range(low + (place - low) % rule.interval, high + 1, rule.interval):
            yield _days(rule, [month])
        return
    year = table.names[place][0]
    first_year = max(year, table.names[low][0])
    last_year = table.names[high][0]
    for at in range(first_year + (year - first_year) % rule.interval, last_year + 1, rule.interval):
        yield _days(rule, _months_of_year(rule, at))


def _months_of_year(rule: LunarRule, year: int) -> list[int]:
    """Return the places of a rule's months in a year, leap months as RFC 7529 skips them."""
    places, found = _table().places, set()
    for month in rule.months:
        wanted = (year, month.number, month.is_leap)
        if wanted not in places and month.is_leap:
            wanted = _instead(rule.skip, year, month.number)
        if wanted in places:
            found.add(places[wanted])
    return sorted(found)


def _instead(skip: Skip, year: int, number: int) -> tuple[int, int, bool]:
    """Return the month that is taken in a year without a leap month of that number."""
    if skip is Skip.BACKWARD:
        return year, number, False
    if skip is Skip.FORWARD:
        return (year, number + 1, False) if number < _MONTHS else (year + 1, 1, False)
    return year, 0, False  # none


def _days(rule: LunarRule, months: list[int]) -> list[int]:
    table, found = _table(), set()
    for month in months:
        length = table.lengths[month]
        for day in rule.month_days:
            place = day if day > 0 else length + 1 + day
            if rule.skip is Skip.BACKWARD:
                place = min(max(place, 1), length)
            if 1 <= place <= length or (rule.skip is Skip.FORWARD and place == length + 1):
                found.add(table.firsts[month] + place - 1)
    return sorted(found)


def _place(day: int) -> int | None:
    """Return the place of the month that a day number lies in; None outside the table."""
    table = _table()
    place = bisect_right(table.firsts, day) - 1
    if place < 0 or day - table.firsts[place] >= table.lengths[place]:
        return None
    return place


def _place_or_last(day: int) -> int:
    place = _place(day)
    return len(_table().firsts) - 1 if place is None else place


def is_known_lunar_day(stamp: int) -> bool:
    """Tell whether the lunar calendar reaches to a stamp."""
    return _place(stamp // DAY) is not None


@lru_cache(maxsize=1)
def _table() -> _Table:
    months = lunar_months()
    names = [(month.year, month.number, month.is_leap) for month in months]
    return _Table(
        [month.first.toordinal() - 1 for month in months],
        [month.days for month in months],
        names,
        {name: place for place, name in enumerate(names)},
    )
