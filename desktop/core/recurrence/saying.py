"""A rule in words, as people say it: "Every week on Monday and Wednesday, until 31/12/2026"."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from desktop.core.clock import local_day
from desktop.core.dates import format_day
from desktop.core.i18n import N_, _, ngettext
from desktop.core.recurrence.rules import AnyRule, LunarRule
from desktop.core.recurrence.saying_any import say_any, say_any_lunar
from desktop.core.recurrence.saying_parts import join, month_name, nth_weekday, weekday
from desktop.core.recurrence.simple import Kind, SimplePattern, find_pattern
from desktop.core.recurrence.stamps import When

_EACH: Final = {  # with an interval of one, and of more
    Kind.DAILY: (N_("every day"), N_("every {n} days")),
    Kind.WORKDAYS: (N_("every working day, Monday to Friday"), ""),
    Kind.WEEKLY: (N_("every week on {days}"), N_("every {n} weeks on {days}")),
    Kind.MONTHLY_DAY: (N_("on day {day} of every month"), N_("on day {day} of every {n} months")),
    Kind.MONTHLY_WEEKDAY: (
        N_("on the {days} of every month"),
        N_("on the {days} of every {n} months"),
    ),
    Kind.YEARLY_DAY: (N_("every year on {day} {month}"), N_("every {n} years on {day} {month}")),
    Kind.YEARLY_WEEKDAY: (
        N_("every year on the {days} of {month}"),
        N_("every {n} years on the {days} of {month}"),
    ),
    Kind.LUNAR_MONTHLY: (
        N_("on day {day} of every lunar month"),
        N_("on day {day} of every {n} lunar months"),
    ),
    Kind.LUNAR_YEARLY: (
        N_("every year on day {day} of lunar month {number}"),
        N_("every {n} years on day {day} of lunar month {number}"),
    ),
}
_LAST_DAY: Final = {
    Kind.MONTHLY_DAY: (
        N_("on the last day of every month"),
        N_("on the last day of every {n} months"),
    ),
    Kind.YEARLY_DAY: (
        N_("every year on the last day of {month}"),
        N_("every {n} years on the last day of {month}"),
    ),
    Kind.LUNAR_MONTHLY: (
        N_("on the last day of every lunar month"),
        N_("on the last day of every {n} lunar months"),
    ),
    Kind.LUNAR_YEARLY: (
        N_("every year on the last day of lunar month {number}"),
        N_("every {n} years on the last day of lunar month {number}"),
    ),
}
_LEAP: Final = (
    N_("every year on day {day} of leap lunar month {number}"),
    N_("every {n} years on day {day} of leap lunar month {number}"),
)


def say_rule(rule: AnyRule, start: When) -> str:
    """Return a rule of an event that begins at `start` as a sentence without a full stop."""
    pattern = find_pattern(rule, start)
    if pattern is not None and pattern.month_day >= -1:
        text = _say_pattern(pattern)
    elif isinstance(rule, LunarRule):
        text = say_any_lunar(rule)
    else:
        text = say_any(rule)
    text += _end(rule)
    return text[:1].upper() + text[1:]


def _say_pattern(pattern: SimplePattern) -> str:
    texts = _EACH[pattern.kind]
    if pattern.month_day == -1:
        texts = _LAST_DAY.get(pattern.kind, texts)
    elif pattern.is_leap:
        texts = _LEAP
    counted = pattern.kind in (Kind.MONTHLY_WEEKDAY, Kind.YEARLY_WEEKDAY)
    names = [nth_weekday(pattern.nth, day) if counted else weekday(day) for day in pattern.weekdays]
    return _(texts[pattern.interval > 1]).format(
        n=pattern.interval,
        days=join(names),
        day=pattern.month_day,
        month=month_name(pattern.month),
        number=pattern.month,
    )


def _end(rule: AnyRule) -> str:
    if rule.count is not None:
        times = ngettext("{count} time", "{count} times", rule.count)
        return ", " + times.format(count=rule.count)
    if rule.until is None:
        return ""
    return ", " + _("until {day}").format(day=format_day(_last_day(rule.until)))


def _last_day(until: date | datetime) -> date:
    if not isinstance(until, datetime):
        return until
    return local_day(until) if until.tzinfo is not None else until.date()
