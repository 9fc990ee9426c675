"""Moving a whole series: its rule is turned so that each time moves as the one that was dragged.

"Every Monday" dragged to a Tuesday is "every Tuesday"; "the last Friday" dragged to a Thursday is
the Thursday's place in its month. A rule that has no such turning is not guessed at.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from typing import Final

from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.core.lunar import lunar_months, to_lunar
from desktop.core.recurrence.lunar_steps import settle_lunar
from desktop.core.recurrence.rules import (
    CLOCK_STEPS,
    AnyRule,
    Frequency,
    LunarMonth,
    LunarRule,
    NthWeekday,
    Rule,
)
from desktop.core.recurrence.stamps import OFTEN, WEEK, When, month_length, place_in_month, to_stamp

CANNOT_MOVE: Final = N_(
    "This repeat rule cannot be moved to another day or time by dragging. Change the rule instead."
)


def moved_rule(rule: AnyRule, first: When, before: When, after: When) -> AnyRule:
    """Return the rule of a series that begins at `first`, of which one time goes elsewhere.

    Raises:
        RuleBrokenError: the rule names days or hours of which it is unclear where they should go.
    """
    by = timedelta(seconds=to_stamp(after) - to_stamp(before))
    old, new = _day(before), _day(after)
    if not by:
        return rule
    if isinstance(rule, LunarRule):
        turned: AnyRule = rule if old == new else _lunar(settle_lunar(rule, to_stamp(first)), new)
    else:
        turned = _solar(rule, old, new, by)
    if turned.until is None:
        return turned
    is_moment = isinstance(turned.until, datetime)
    return dataclasses.replace(turned, until=turned.until + (by if is_moment else new - old))


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _solar(rule: Rule, old: date, new: date, by: timedelta) -> Rule:
    is_other_time = by % timedelta(days=1) != timedelta()
    if is_other_time and (rule.hours or rule.minutes or rule.seconds):
        raise _cannot_move()
    if old == new:
        return rule
    if rule.positions or rule.year_days or rule.week_numbers:
        raise _cannot_move()
    match rule.frequency:
        case Frequency.WEEKLY if not rule.months:
            return _weekly(rule, (new - old).days)
        case Frequency.MONTHLY if not rule.months:
            return _monthly(rule, new)
        case Frequency.YEARLY:
            return _yearly(rule, new)
        case Frequency.DAILY | Frequency.HOURLY | Frequency.MINUTELY | Frequency.SECONDLY:
            return _by_days(rule, (new - old).days)
        case _:
            raise _cannot_move()


def _by_days(rule: Rule, days: int) -> Rule:
    is_turned = bool(rule.weekdays) and days % WEEK
    if (
        is_turned
        or rule.months
        or rule.month_days
        or (rule.hours and rule.frequency in CLOCK_STEPS)
    ):
        raise _cannot_move()
    return rule


def _weekly(rule: Rule, days: int) -> Rule:
    weekdays = {NthWeekday((day.weekday + days) % WEEK) for day in rule.weekdays}
    # With every second week it matters which days belong to one week: the week turns along.
    turn = days if rule.interval > 1 else 0
    return dataclasses.replace(
        rule,
        weekdays=tuple(sorted(weekdays, key=_weekday)),
        week_start=(rule.week_start + turn) % WEEK,
    )


def _weekday(day: NthWeekday) -> int:
    return day.weekday


def _monthly(rule: Rule, new: date) -> Rule:
    if rule.weekdays and rule.month_days:
        raise _cannot_move()
    if rule.weekdays:
        return dataclasses.replace(rule, weekdays=(_place_in_month(rule, new),))
    if len(rule.month_days) > 1:
        raise _cannot_move()
    return dataclasses.replace(rule, month_days=_month_day(rule, new))


def _yearly(rule: Rule, new: date) -> Rule:
    if len(rule.months) > 1 or (rule.weekdays and (rule.month_days or not rule.months)):
        raise _cannot_move()
    if not rule.weekdays and rule.month_days and not rule.months:
        raise _cannot_move()
    turned = _monthly(rule, new)
    return dataclasses.replace(turned, months=(new.month,) if rule.months else ())


def _month_day(rule: Rule, new: date) -> tuple[int, ...]:
    if not rule.month_days:
        return ()
    if rule.month_days == (-1,) and new.day == month_length(new.year, new.month):
        return (-1,)
    return (new.day,)


def _place_in_month(rule: Rule, new: date) -> NthWeekday:
    if len(rule.weekdays) != 1 or not rule.weekdays[0].nth:
        raise _cannot_move()
    nth, is_last = place_in_month(new)
    counts_back = rule.weekdays[0].nth < 0 or nth > OFTEN
    return NthWeekday(new.weekday(), -1 if is_last and counts_back else nth)


def _lunar(rule: LunarRule, new: date) -> LunarRule:
    day = to_lunar(new)
    if day is None or len(rule.month_days) != 1 or len(rule.months) > 1:
        raise _cannot_move()
    is_last = any(
        month.days == day.day
        and (month.year, month.number, month.is_leap) == (day.year, day.month, day.is_leap)
        for month in lunar_months()
    )
    month_day = -1 if is_last and rule.month_days == (-1,) else day.day
    months = (LunarMonth(day.month, day.is_leap),) if rule.months else ()
    return dataclasses.replace(rule, months=months, month_days=(month_day,))


def _cannot_move() -> RuleBrokenError:
    return RuleBrokenError(_(CANNOT_MOVE))
