"""Repeat rules as values: those of RFC 5545 (RRULE), and ours of the Vietnamese lunar calendar.

A rule that stands here is one that the RFC allows; whether it ever comes, and not too often, is
asked of it together with its first time (`recurrence.checking`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass

RULE_FIELD: Final = "recurrence"  # what an `InvalidValueError` of a rule names
ONE_END: Final = N_("A repeat rule ends on a day or after a number of times, not both.")
BAD_VALUE: Final = N_("{part}={value} has no sense in a repeat rule.")
BAD_PLACE: Final = N_("{part} cannot stand in a repeat rule with FREQ={frequency}.")
NEEDS_OTHER: Final = N_("BYSETPOS needs another BY… part that it chooses from.")
MOST: Final = 100_000  # of INTERVAL and COUNT: three hundred years of days


class Frequency(StrEnum):
    """What a rule steps by."""

    SECONDLY = "SECONDLY"
    MINUTELY = "MINUTELY"
    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


CLOCK_STEPS: Final = frozenset({Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY})


class Skip(StrEnum):
    """What becomes of a day that a month or year does not have (RFC 7529, SKIP)."""

    OMIT = "OMIT"
    BACKWARD = "BACKWARD"  # the last one before it
    FORWARD = "FORWARD"  # the first one after it


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A weekday (Monday 0), each one or the nth of its month or year; from the end if below 0."""

    weekday: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """A month of the lunar year; a leap month follows the ordinary one of its number."""

    number: int
    is_leap: bool = False


# An end: a day (of the event's own place, included), a local moment, or a moment in UTC.
Until = date | datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the Gregorian calendar, RFC 5545 section 3.3.10.

    Raises:
        InvalidValueError: the RFC forbids the combination, or a number is out of its range.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: Until | None = None
    seconds: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    weekdays: tuple[NthWeekday, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    week_numbers: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def __post_init__(self) -> None:
        check_end(self.interval, self.count, self.until)
        _check_ranges(self)
        _check_places(self)


@dataclass(frozen=True, slots=True)
class LunarRule:
    """A rule of the Vietnamese lunar calendar: by years or by months, each leap month being one.

    Days below 0 count from the end of the month (-1: its last). `skip` decides of a leap month
    that the year lacks first, then of a day 30 in a month of 29 (RFC 7529 section 4.1).

    Raises:
        InvalidValueError: a number is out of its range, or months are given to a monthly rule.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: Until | None = None
    months: tuple[LunarMonth, ...] = ()
    month_days: tuple[int, ...] = ()
    skip: Skip = Skip.BACKWARD

    def __post_init__(self) -> None:
        check_end(self.interval, self.count, self.until)
        if self.frequency not in (Frequency.YEARLY, Frequency.MONTHLY):
            raise refusal(BAD_VALUE, part="FREQ", value=self.frequency)
        if self.months and self.frequency is Frequency.MONTHLY:
            raise refusal(BAD_PLACE, part="BYMONTH", frequency=self.frequency)
        if self.skip is Skip.FORWARD and self.interval > 1:
            # What is moved into the next period would have to be counted with the one before.
            raise refusal(BAD_VALUE, part="SKIP", value=self.skip)
        _check_range("BYMONTH", [month.number for month in self.months], 12)
        _check_range("BYMONTHDAY", self.month_days, 30, may_be_negative=True)


AnyRule = Rule | LunarRule


def refusal(sentence: str, **values: object) -> InvalidValueError:
    """Return the error that says why a rule cannot be used."""
    return InvalidValueError(_(sentence).format(**values), field=RULE_FIELD)


def check_end(interval: int, count: int | None, until: Until | None) -> None:
    """Refuse two ends, and steps or counts below 1 or beyond three hundred years of days.

    Raises:
        InvalidValueError: as said.
    """
    if count is not None and until is not None:
        raise refusal(ONE_END)
    for part, value in (("INTERVAL", interval), ("COUNT", 1 if count is None else count)):
        if not 1 <= value <= MOST:
            raise refusal(BAD_VALUE, part=part, value=value)


def _check_range(
    part: str, values: Iterable[int], most: int, *, least: int = 1, may_be_negative: bool = False
) -> None:
    for value in values:
        size = abs(value) if may_be_negative else value
        if not least <= size <= most:
            raise refusal(BAD_VALUE, part=part, value=value)


def _check_ranges(rule: Rule) -> None:
    _check_range("BYSECOND", rule.seconds, 60, least=0)  # 60 is a leap second
    _check_range("BYMINUTE", rule.minutes, 59, least=0)
    _check_range("BYHOUR", rule.hours, 23, least=0)
    _check_range("BYDAY", [day.weekday for day in rule.weekdays], 6, least=0)
    _check_range("BYDAY", [day.nth for day in rule.weekdays], 53, least=0, may_be_negative=True)
    _check_range("BYMONTHDAY", rule.month_days, 31, may_be_negative=True)
    _check_range("BYYEARDAY", rule.year_days, 366, may_be_negative=True)
    _check_range("BYWEEKNO", rule.week_numbers, 53, may_be_negative=True)
    _check_range("BYMONTH", rule.months, 12)
    _check_range("BYSETPOS", rule.positions, 366, may_be_negative=True)
    _check_range("WKST", [rule.week_start], 6, least=0)


def _check_places(rule: Rule) -> None:
    """Refuse what the table and the notes of section 3.3.10 do not allow."""
    frequency = rule.frequency
    has_nth = any(day.nth for day in rule.weekdays)
    is_long = frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    if has_nth and (not is_long or rule.week_numbers):
        raise refusal(BAD_PLACE, part="BYDAY (1MO)", frequency=frequency)
    if rule.month_days and frequency is Frequency.WEEKLY:
        raise refusal(BAD_PLACE, part="BYMONTHDAY", frequency=frequency)
    if rule.year_days and frequency not in (Frequency.YEARLY, *CLOCK_STEPS):
        raise refusal(BAD_PLACE, part="BYYEARDAY", frequency=frequency)
    if rule.week_numbers and frequency is not Frequency.YEARLY:
        raise refusal(BAD_PLACE, part="BYWEEKNO", frequency=frequency)
    if rule.positions and not has_by_part(rule):
        raise refusal(NEEDS_OTHER)


def has_by_part(rule: Rule) -> bool:
    """Tell whether a rule has a BY part beside BYSETPOS."""
    clock = rule.seconds or rule.minutes or rule.hours
    days = rule.weekdays or rule.month_days or rule.year_days
    return bool(clock or days or rule.week_numbers or rule.months)
