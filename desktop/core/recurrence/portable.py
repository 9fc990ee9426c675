"""What of a series other programs understand, for iCalendar files and CalDAV."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from desktop.core.periods import add_months
from desktop.core.recurrence.rules import AnyRule, Until
from desktop.core.recurrence.series import Series, base_stamps, zone_of
from desktop.core.recurrence.stamps import When, to_stamp, to_when

YEARS_WRITTEN = 10  # of a lunar rule, before and after today


def portable_rule(series: Series) -> AnyRule | None:
    """Return the rule with its end as RFC 5545 wants it beside the kind of start.

    That is a day for an event of days, a local moment for a floating one, else a moment in UTC.
    """
    rule = series.rule
    if rule is None or rule.until is None:
        return rule
    return dataclasses.replace(rule, until=_until(series, rule.until))


def materialised(series: Series, today: date) -> list[When]:
    """Return the times of ten years before and after a day, without the first.

    A lunar rule is written as these (RDATE) beside a property of our own, as RSCALE=CHINESE of
    RFC 7529 is another calendar and few programs know it.
    """
    low = to_stamp(add_months(today, -12 * YEARS_WRITTEN))
    high = to_stamp(add_months(today, 12 * YEARS_WRITTEN))
    found = base_stamps(series, max(low, series.first + 1), high)
    return [to_when(stamp, series.start) for stamp in found]


def _until(series: Series, until: Until) -> Until:
    if series.is_all_day:
        return until.date() if isinstance(until, datetime) else until
    if not isinstance(until, datetime):
        until = datetime(until.year, until.month, until.day, 23, 59, 59)  # noqa: DTZ001 - local
    if series.zone is None:
        return until.replace(tzinfo=None)
    if until.tzinfo is None:
        return until.replace(tzinfo=zone_of(series.zone)).astimezone(UTC)
    return until.astimezone(UTC)
