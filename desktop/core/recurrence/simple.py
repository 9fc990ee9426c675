"""The patterns that the repeat dialog offers, made into rules and found again in them.

Whatever else RFC 5545 allows is shown by its summary and kept as it is.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from desktop.core.i18n import N_
from desktop.core.lunar import to_lunar
from desktop.core.quick_dataclass import dataclass
from desktop.core.recurrence.lunar_steps import settle_lunar
from desktop.core.recurrence.rules import (
    AnyRule,
    Frequency,
    LunarMonth,
    LunarRule,
    NthWeekday,
    Rule,
    Skip,
    Until,
)
from desktop.core.recurrence.settled import settle
from desktop.core.recurrence.stamps import OFTEN, When, place_in_month, to_stamp

_WORKDAYS: Final = (0, 1, 2, 3, 4)


class Kind(StrEnum):
    """By what a simple pattern repeats."""

    DAILY = "daily"
    WORKDAYS = "workdays"  # Monday to Friday
    WEEKLY = "weekly"
    MONTHLY_DAY = "monthly_day"
    MONTHLY_WEEKDAY = "monthly_weekday"
    YEARLY_DAY = "yearly_day"
    YEARLY_WEEKDAY = "yearly_weekday"
    LUNAR_MONTHLY = "lunar_monthly"
    LUNAR_YEARLY = "lunar_yearly"


KIND_LABELS: Final = {
    Kind.DAILY: N_("Daily"),
    Kind.WORKDAYS: N_("Every working day (Monday to Friday)"),
    Kind.WEEKLY: N_("Weekly"),
    Kind.MONTHLY_DAY: N_("Monthly on a day"),
    Kind.MONTHLY_WEEKDAY: N_("Monthly on a weekday"),
    Kind.YEARLY_DAY: N_("Yearly on a date"),
    Kind.YEARLY_WEEKDAY: N_("Yearly on a weekday"),
    Kind.LUNAR_MONTHLY: N_("Monthly (lunar)"),
    Kind.LUNAR_YEARLY: N_("Yearly (lunar)"),
}


@dataclass(frozen=True, slots=True)
class SimplePattern:
    """What the fields of the dialog hold; those that its kind does not use keep their default.

    `month_day` and `nth` are -1 for the last one. `skip` says what a lunar pattern does in a month
    of 29 days and a year without its leap month.
    """

    kind: Kind
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int = 1
    nth: int = 1
    month: int = 1
    is_leap: bool = False
    skip: Skip = Skip.BACKWARD
    until: Until | None = None
    count: int | None = None


def pattern_rule(pattern: SimplePattern) -> AnyRule:
    """Return the rule of a pattern.

    Raises:
        InvalidValueError: a number is out of its range, or there are two ends.
    """
    if pattern.kind in (Kind.LUNAR_MONTHLY, Kind.LUNAR_YEARLY):
        return _lunar_rule(pattern)
    interval, count, until = pattern.interval, pattern.count, pattern.until
    each = tuple(NthWeekday(day) for day in sorted(pattern.weekdays))
    counted = tuple(NthWeekday(day, pattern.nth) for day in sorted(pattern.weekdays))
    months, days = (pattern.month,), (pattern.month_day,)
    rule = Rule(Frequency.WEEKLY, interval, count, until, weekdays=each)
    match pattern.kind:
        case Kind.DAILY:
            rule = Rule(Frequency.DAILY, interval, count, until)
        case Kind.MONTHLY_DAY:
            rule = Rule(Frequency.MONTHLY, interval, count, until, month_days=days)
        case Kind.MONTHLY_WEEKDAY:
            rule = Rule(Frequency.MONTHLY, interval, count, until, weekdays=counted)
        case Kind.YEARLY_DAY:
            rule = Rule(Frequency.YEARLY, interval, count, until, months=months, month_days=days)
        case Kind.YEARLY_WEEKDAY:
            rule = Rule(Frequency.YEARLY, interval, count, until, months=months, weekdays=counted)
    return rule


def find_pattern(rule: AnyRule, start: When) -> SimplePattern | None:
    """Return the pattern that a rule of an event is; None if the dialog has no fields for it."""
    for candidate in _candidates(rule, start):
        found = dataclasses.replace(
            candidate, interval=rule.interval, until=rule.until, count=rule.count
        )
        if _normal(pattern_rule(found), start) == _normal(rule, start):
            return found
    return None


def patterns_of_start(start: When) -> list[SimplePattern]:
    """Return the patterns that fit an event at once, for a menu: daily, weekly and so on."""
    day = start.date() if isinstance(start, datetime) else start
    nth, is_last = place_in_month(day)
    weekday = (day.weekday(),)
    found = [SimplePattern(Kind.DAILY)]
    if day.weekday() in _WORKDAYS:
        found.append(SimplePattern(Kind.WORKDAYS, weekdays=_WORKDAYS))
    found.append(SimplePattern(Kind.WEEKLY, weekdays=weekday))
    found.append(SimplePattern(Kind.MONTHLY_DAY, month_day=day.day))
    if nth <= OFTEN:
        found.append(SimplePattern(Kind.MONTHLY_WEEKDAY, weekdays=weekday, nth=nth))
    if is_last:
        found.append(SimplePattern(Kind.MONTHLY_WEEKDAY, weekdays=weekday, nth=-1))
    found.append(SimplePattern(Kind.YEARLY_DAY, month_day=day.day, month=day.month))
    return found + _lunar_patterns(day)


def _lunar_patterns(day: date) -> list[SimplePattern]:
    lunar = to_lunar(day)
    if lunar is None:
        return []
    return [
        SimplePattern(Kind.LUNAR_MONTHLY, month_day=lunar.day),
        SimplePattern(
            Kind.LUNAR_YEARLY, month_day=lunar.day, month=lunar.month, is_leap=lunar.is_leap
        ),
    ]


def _lunar_rule(pattern: SimplePattern) -> LunarRule:
    is_yearly = pattern.kind is Kind.LUNAR_YEARLY
    return LunarRule(
        Frequency.YEARLY if is_yearly else Frequency.MONTHLY,
        pattern.interval,
        pattern.count,
        pattern.until,
        (LunarMonth(pattern.month, pattern.is_leap),) if is_yearly else (),
        (pattern.month_day,),
        pattern.skip,
    )


def _normal(rule: AnyRule, start: When) -> tuple[object, ...]:
    """Return what is the same of two rules that come at the same times, as far as it matters."""
    if isinstance(rule, LunarRule):
        settled = settle_lunar(rule, to_stamp(start))
        return settled.frequency, settled.months, settled.month_days, settled.skip
    is_week_cut = rule.frequency is Frequency.WEEKLY and rule.interval > 1
    plain = dataclasses.replace(rule, count=None, until=None)
    plain = plain if is_week_cut else dataclasses.replace(plain, week_start=0)
    if rule.frequency is Frequency.DAILY and rule.interval == 1:
        each_workday = tuple(NthWeekday(day) for day in _WORKDAYS)
        if rule.weekdays == each_workday:
            plain = dataclasses.replace(plain, frequency=Frequency.WEEKLY)
    return settle(plain, to_stamp(start))


def _candidates(rule: AnyRule, start: When) -> list[SimplePattern]:
    """Return the patterns that a rule may be, judged by its first members alone."""
    if isinstance(rule, LunarRule):
        return _lunar_candidates(settle_lunar(rule, to_stamp(start)))
    settled = settle(rule, to_stamp(start))
    weekdays = tuple(day.weekday for day in settled.weekdays)
    nth = settled.weekdays[0].nth if settled.weekdays else 0
    month = settled.months[0] if settled.months else 1
    month_day = settled.month_days[0] if settled.month_days else 1
    offered: dict[Frequency, list[SimplePattern]] = {
        Frequency.DAILY: [SimplePattern(Kind.DAILY)],
        Frequency.WEEKLY: [SimplePattern(Kind.WEEKLY, weekdays=weekdays)],
        Frequency.MONTHLY: [
            SimplePattern(Kind.MONTHLY_DAY, month_day=month_day),
            SimplePattern(Kind.MONTHLY_WEEKDAY, weekdays=weekdays[:1], nth=nth),
        ],
        Frequency.YEARLY: [
            SimplePattern(Kind.YEARLY_DAY, month_day=month_day, month=month),
            SimplePattern(Kind.YEARLY_WEEKDAY, weekdays=weekdays[:1], nth=nth, month=month),
        ],
    }
    workdays = [SimplePattern(Kind.WORKDAYS, weekdays=_WORKDAYS)] if rule.interval == 1 else []
    return workdays + offered.get(rule.frequency, [])


def _lunar_candidates(rule: LunarRule) -> list[SimplePattern]:
    if not rule.month_days:
        return []
    month_day, skip = rule.month_days[0], rule.skip
    if rule.frequency is Frequency.MONTHLY:
        return [SimplePattern(Kind.LUNAR_MONTHLY, month_day=month_day, skip=skip)]
    month = rule.months[0] if rule.months else LunarMonth(1)
    return [
        SimplePattern(
            Kind.LUNAR_YEARLY,
            month_day=month_day,
            month=month.number,
            is_leap=month.is_leap,
            skip=skip,
        )
    ]
