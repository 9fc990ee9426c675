"""A Gregorian rule together with its first time: what it leaves unsaid is said.

"Monthly" of an event on the 15th is "monthly on day 15". RFC 5545: missing BY parts are taken from
DTSTART.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.core.recurrence.rules import CLOCK_STEPS, Frequency, NthWeekday, Rule, has_by_part
from desktop.core.recurrence.stamps import DAY, to_moment

KEPT: Final = 16_384  # a diary of ten thousand series


class Settled(NamedTuple):
    """A rule that says all its days and times; `times` are seconds since midnight."""

    frequency: Frequency
    interval: int
    week_start: int
    months: tuple[int, ...]
    week_numbers: tuple[int, ...]
    year_days: tuple[int, ...]
    month_days: tuple[int, ...]
    weekdays: tuple[NthWeekday, ...]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    seconds: tuple[int, ...]
    positions: tuple[int, ...]
    times: tuple[int, ...]


@lru_cache(maxsize=KEPT)
def settle(rule: Rule, start: int) -> Settled:
    """Return the rule with all its days and times of day, for a first time at the stamp `start`."""
    first = to_moment(start)
    frequency = rule.frequency
    months, month_days, weekdays = _days(rule, start)
    hours = rule.hours or (() if frequency in CLOCK_STEPS else (first.hour,))
    is_fine = frequency in (Frequency.MINUTELY, Frequency.SECONDLY)
    minutes = rule.minutes or (() if is_fine else (first.minute,))
    seconds = rule.seconds or (() if frequency is Frequency.SECONDLY else (first.second,))
    return Settled(
        frequency,
        rule.interval,
        rule.week_start,
        months,
        rule.week_numbers,
        rule.year_days,
        month_days,
        weekdays,
        hours,
        minutes,
        seconds,
        rule.positions,
        _times(hours, minutes, seconds),
    )


_Days = tuple[tuple[int, ...], tuple[int, ...], tuple[NthWeekday, ...]]


def _days(rule: Rule, start: int) -> _Days:
    """Return months, days of the month and weekdays."""
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if weekdays or month_days or rule.year_days:
        return months, month_days, weekdays
    first = to_moment(start)
    match rule.frequency:
        case Frequency.YEARLY if not rule.week_numbers:
            return months or (first.month,), (first.day,), weekdays
        case Frequency.MONTHLY:
            return months, (first.day,), weekdays
        case Frequency.YEARLY | Frequency.WEEKLY:
            return months, month_days, (NthWeekday(start // DAY % 7),)
        case _:
            return months, month_days, weekdays


def _times(
    hours: tuple[int, ...], minutes: tuple[int, ...], seconds: tuple[int, ...]
) -> tuple[int, ...]:
    # A leap second (BYSECOND=60) is the second before it: no clock of a program has one.
    if len(hours) == len(minutes) == len(seconds) == 1:
        return (hours[0] * 3600 + minutes[0] * 60 + min(seconds[0], 59),)
    found = {
        hour * 3600 + minute * 60 + min(second, 59)
        for hour in hours
        for minute in minutes
        for second in seconds
    }
    return tuple(sorted(found))


def without_times(rule: Rule) -> Rule:
    """Return the rule for an event of whole days, of which RFC 5545 ignores hours and less."""
    if not (rule.hours or rule.minutes or rule.seconds):
        return rule
    bare = dataclasses.replace(rule, hours=(), minutes=(), seconds=(), positions=())
    return dataclasses.replace(bare, positions=rule.positions) if has_by_part(bare) else bare
