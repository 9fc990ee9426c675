"""When a Gregorian rule comes: local times as stamps, from any point on.

The work is bounded by the span that is asked for: periods before it are stepped over by arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_
from desktop.core.recurrence.rules import CLOCK_STEPS, Frequency, Rule, refusal
from desktop.core.recurrence.settled import Settled, settle
from desktop.core.recurrence.solar_days import (
    days_of_month,
    days_of_year,
    fits_day,
    month_of,
    year_of,
)
from desktop.core.recurrence.stamps import DAY, LAST

TOO_DENSE: Final = N_("This repeat rule comes too often to be followed. Give it a longer interval.")
MOST_STEPS: Final = 3_000_000  # a second of work; a rule that the program takes needs far less
_SECONDS: Final = {Frequency.HOURLY: 3600, Frequency.MINUTELY: 60, Frequency.SECONDLY: 1}


def solar_stamps(rule: Rule, start: int, low: int, high: int) -> Iterator[int]:
    """Yield when a rule that begins at `start` comes, from `low` to `high` (both included), sorted.

    COUNT and UNTIL are not looked at. What lies before `start` is not yielded, and `start` itself
    only if the rule comes then.

    Raises:
        InvalidValueError: a rule by hours or less would have to be tried too often.
    """
    low, high = max(low, start), min(high, LAST)
    if low > high:
        return
    settled = settle(rule, start)
    for found in _periods(settled, start, low, high):
        for stamp in found:
            if stamp > high:
                return
            if stamp >= low:
                yield stamp


def steps_a_day(rule: Rule, start: int) -> int:
    """Return how often at most a rule that begins at `start` is tried on one day."""
    settled = settle(rule, start)
    if rule.frequency not in CLOCK_STEPS:
        return len(settled.times)
    return _tries(settled) * max(1, len(_inside(settled)))


def _periods(rule: Settled, start: int, low: int, high: int) -> Iterator[Sequence[int]]:
    """Yield what a rule chooses in one period after the other."""
    if rule.frequency in CLOCK_STEPS:
        yield from _clock_days(rule, start, low // DAY, high // DAY)
        return
    for days in _day_lists(rule, start // DAY, low // DAY, high // DAY):
        stamps = [day * DAY + time for day in days for time in rule.times]
        yield _at_positions(stamps, rule.positions) if rule.positions else stamps


def _day_lists(rule: Settled, first: int, low: int, high: int) -> Iterator[Sequence[int]]:
    """Yield the days that a rule chooses in one period after the other."""
    match rule.frequency:
        case Frequency.YEARLY:
            years = _aligned(year_of(first), year_of(low), year_of(high), rule.interval)
            return (days_of_year(rule, year) for year in years)
        case Frequency.MONTHLY:
            months = _aligned(month_of(first), month_of(low), month_of(high), rule.interval)
            return (days_of_month(rule, month // 12, month % 12 + 1) for month in months)
        case Frequency.WEEKLY:
            return _weeks(rule, first, low, high)
        case _:
            days = _aligned(first, low, high, rule.interval)
            return ((day,) for day in days if fits_day(rule, day))


def _aligned(first: int, low: int, high: int, step: int) -> range:
    """Return the periods from `low` to `high` that lie a multiple of `step` after the first."""
    return range(low + (first - low) % step, high + 1, step)


def _weeks(rule: Settled, first: int, low: int, high: int) -> Iterator[Sequence[int]]:
    offsets = sorted((day.weekday - rule.week_start) % 7 for day in rule.weekdays)
    week = first - (first - rule.week_start) % 7
    step = 7 * rule.interval
    for begin in range(week + max(0, low - week) // step * step, high + 1, step):
        days = [begin + offset for offset in offsets]
        if rule.months:
            days = [day for day in days if month_of(day) % 12 + 1 in rule.months]
        yield days


def _at_positions(found: Sequence[int], positions: Iterable[int]) -> list[int]:
    """Return the members at places counted from 1, or from the end by -1 (BYSETPOS)."""
    size = len(found)
    places = {place - 1 if place > 0 else size + place for place in positions}
    return [found[place] for place in sorted(places) if 0 <= place < size]


def _clock_days(rule: Settled, start: int, from_day: int, to_day: int) -> Iterator[Sequence[int]]:
    """Yield day after day what a rule by hours, minutes or seconds chooses."""
    unit = _SECONDS[rule.frequency]
    a_day = DAY // unit
    inside = _inside(rule)
    tries, tried = _tries(rule), 0
    for day in range(from_day, to_day + 1):
        tried += 1
        if fits_day(rule, day):
            tried += tries
            if tried > MOST_STEPS:
                raise too_dense()
            units = _units(rule, day * a_day, start // unit, a_day)
            yield [number * unit + second for number in units for second in inside]


def too_dense() -> InvalidValueError:
    """Return the error of a rule that comes too often."""
    return refusal(TOO_DENSE)


def _units(rule: Settled, midnight: int, first: int, a_day: int) -> Iterator[int]:
    """Yield the hours, minutes or seconds of a day, counted from day 0, that a rule steps on."""
    allowed = _allowed(rule)
    step = rule.interval
    if len(allowed) <= a_day // step:
        yield from (midnight + u for u in allowed if (midnight + u - first) % step == 0)
    elif len(allowed) == a_day:
        yield from _aligned(first, midnight, midnight + a_day - 1, step)
    else:
        known = frozenset(allowed)
        places = _aligned(first, midnight, midnight + a_day - 1, step)
        yield from (u for u in places if u - midnight in known)


def _tries(rule: Settled) -> int:
    a_day = DAY // _SECONDS[rule.frequency]
    return min(len(_allowed(rule)), a_day // rule.interval + 1)


@lru_cache(maxsize=16)
def _allowed(rule: Settled) -> Sequence[int]:
    """Return the hours, minutes or seconds of a day, from 0 on, that the BY parts allow."""
    if rule.frequency is Frequency.SECONDLY and not (rule.hours or rule.minutes or rule.seconds):
        return range(DAY)
    hours = sorted(rule.hours) or range(24)
    if rule.frequency is Frequency.HOURLY:
        return tuple(hours)
    minutes = [60 * hour + minute for hour in hours for minute in sorted(rule.minutes) or range(60)]
    if rule.frequency is Frequency.MINUTELY:
        return tuple(minutes)
    seconds = sorted({min(second, 59) for second in rule.seconds}) or range(60)
    return tuple(60 * minute + second for minute in minutes for second in seconds)


def _inside(rule: Settled) -> tuple[int, ...]:
    """Return the seconds inside an hour or minute at which a rule comes."""
    if rule.frequency is Frequency.SECONDLY:
        found = [0]
    elif rule.frequency is Frequency.MINUTELY:
        found = sorted({min(second, 59) for second in rule.seconds})
    else:
        inner = {60 * m + min(s, 59) for m in rule.minutes for s in rule.seconds}
        found = sorted(inner)
    return tuple(_at_positions(found, rule.positions) if rule.positions else found)
