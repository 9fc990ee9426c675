"""The text of a rule, as RFC 5545 (RRULE) and RFC 7529 (RSCALE, SKIP) write it.

One rule has one text: parts in a fixed order, what is the default left out. So texts can be
compared, and two people who choose the same rule have not changed it differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Final

from desktop.core.recurrence.rules import AnyRule, LunarMonth, LunarRule, NthWeekday, Rule, Until

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# RFC 7529 takes names of CLDR, which knows no Vietnamese calendar, or names with X-.
LUNAR_SCALE: Final = "X-VIETNAMESE"


def write_rule(rule: AnyRule) -> str:
    """Return the text of a rule; `parse_rule` makes the same rule of it."""
    parts = _lunar_parts(rule) if isinstance(rule, LunarRule) else _parts(rule)
    return ";".join(f"{name}={value}" for name, value in parts if value)


def write_when(when: Until) -> str:
    """Return a day as 20261231, a local moment as 20261231T170000, one in UTC with a Z behind."""
    if not isinstance(when, datetime):
        return _padded(when)
    text = _padded(when) + f"T{when.hour:02d}{when.minute:02d}{when.second:02d}"
    return f"{text}Z" if when.tzinfo is not None else text


def _padded(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _parts(rule: Rule) -> Iterator[tuple[str, str]]:
    yield from _head(rule)
    yield "BYMONTH", _numbers(rule.months)
    yield "BYWEEKNO", _numbers(rule.week_numbers)
    yield "BYYEARDAY", _numbers(rule.year_days)
    yield "BYMONTHDAY", _numbers(rule.month_days)
    yield "BYDAY", ",".join(_weekday(day) for day in rule.weekdays)
    yield "BYHOUR", _numbers(rule.hours)
    yield "BYMINUTE", _numbers(rule.minutes)
    yield "BYSECOND", _numbers(rule.seconds)
    yield "BYSETPOS", _numbers(rule.positions)
    yield "WKST", WEEKDAYS[rule.week_start] if rule.week_start else ""


def _lunar_parts(rule: LunarRule) -> Iterator[tuple[str, str]]:
    yield "RSCALE", LUNAR_SCALE
    yield from _head(rule)
    yield "BYMONTH", ",".join(_month(month) for month in rule.months)
    yield "BYMONTHDAY", _numbers(rule.month_days)
    yield "SKIP", rule.skip


def _head(rule: AnyRule) -> Iterator[tuple[str, str]]:
    yield "FREQ", rule.frequency
    yield "INTERVAL", str(rule.interval) if rule.interval > 1 else ""
    yield "COUNT", "" if rule.count is None else str(rule.count)
    yield "UNTIL", "" if rule.until is None else write_when(_in_utc(rule.until))


def _in_utc(until: Until) -> Until:
    if isinstance(until, datetime) and until.tzinfo is not None:
        return until.astimezone(UTC)
    return until


def _numbers(values: Iterable[int]) -> str:
    return ",".join(str(value) for value in values)


def _weekday(day: NthWeekday) -> str:
    return f"{day.nth or ''}{WEEKDAYS[day.weekday]}"


def _month(month: LunarMonth) -> str:
    return f"{month.number}{'L' if month.is_leap else ''}"
