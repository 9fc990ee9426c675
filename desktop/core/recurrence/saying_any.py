"""Rules for which the dialog has no fields, in words: each part of the rule is a piece of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.i18n import N_, _
from desktop.core.recurrence.rules import Frequency, LunarMonth, LunarRule, Rule
from desktop.core.recurrence.saying_parts import join, join_numbers, month_name, nth_weekday

_HEADS: Final = {
    Frequency.SECONDLY: (N_("every second"), N_("every {n} seconds")),
    Frequency.MINUTELY: (N_("every minute"), N_("every {n} minutes")),
    Frequency.HOURLY: (N_("every hour"), N_("every {n} hours")),
    Frequency.DAILY: (N_("every day"), N_("every {n} days")),
    Frequency.WEEKLY: (N_("every week"), N_("every {n} weeks")),
    Frequency.MONTHLY: (N_("every month"), N_("every {n} months")),
    Frequency.YEARLY: (N_("every year"), N_("every {n} years")),
}
_LUNAR_HEADS: Final = {
    Frequency.MONTHLY: (N_("every lunar month"), N_("every {n} lunar months")),
    Frequency.YEARLY: (N_("every lunar year"), N_("every {n} lunar years")),
}
_MOST_TIMES: Final = 6  # times of day that are written out


def say_any(rule: Rule) -> str:
    """Return the words of a Gregorian rule without its end."""
    head = _(_HEADS[rule.frequency][rule.interval > 1]).format(n=rule.interval)
    return ", ".join([head, *_days(rule), *_times(rule), *_positions(rule)])


def say_any_lunar(rule: LunarRule) -> str:
    """Return the words of a lunar rule without its end."""
    head = _(_LUNAR_HEADS[rule.frequency][rule.interval > 1]).format(n=rule.interval)
    pieces = [head]
    if rule.months:
        names = join([_lunar_month(month) for month in rule.months])
        pieces.append(_("in {months}").format(months=names))
    if rule.month_days:
        pieces.append(_("on day {days} of the month").format(days=join_numbers(rule.month_days)))
    return ", ".join(pieces)


def _lunar_month(month: LunarMonth) -> str:
    text = _("leap lunar month {number}") if month.is_leap else _("lunar month {number}")
    return text.format(number=month.number)


def _days(rule: Rule) -> Iterator[str]:
    if rule.months:
        names = join([month_name(month) for month in rule.months])
        yield _("in {months}").format(months=names)
    if rule.week_numbers:
        yield _("in week {weeks} of the year").format(weeks=join_numbers(rule.week_numbers))
    if rule.year_days:
        yield _("on day {days} of the year").format(days=join_numbers(rule.year_days))
    if rule.month_days:
        yield _("on day {days} of the month").format(days=join_numbers(rule.month_days))
    if rule.weekdays:
        names = join([nth_weekday(day.nth, day.weekday) for day in rule.weekdays])
        yield _("on {days}").format(days=names)


def _times(rule: Rule) -> Iterator[str]:
    count = len(rule.hours) * max(1, len(rule.minutes))
    if 0 < count <= _MOST_TIMES and not rule.seconds and rule.frequency is not Frequency.MINUTELY:
        times = [f"{hour:02d}:{minute:02d}" for hour in rule.hours for minute in rule.minutes or ()]
        hours = [_("{hour} o'clock").format(hour=hour) for hour in rule.hours]
        yield _("at {times}").format(times=join(times or hours))
        return
    for text, values in (
        (_("in hour {values}"), rule.hours),
        (_("at minute {values}"), rule.minutes),
        (_("at second {values}"), rule.seconds),
    ):
        if values:
            yield text.format(values=join([str(value) for value in values]))


def _positions(rule: Rule) -> Iterator[str]:
    if rule.positions:
        yield _("of these only the {places}").format(places=join_numbers(rule.positions))
