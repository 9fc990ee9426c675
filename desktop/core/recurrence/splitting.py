"""Cutting a series in two at one of its times, so that every time stands in exactly one half."""

from __future__ import annotations

import dataclasses
from collections import deque
from typing import NamedTuple

from desktop.core.recurrence.lunar_steps import settle_lunar
from desktop.core.recurrence.rules import AnyRule, LunarRule
from desktop.core.recurrence.series import Series, Variation, base_stamps
from desktop.core.recurrence.stamps import LAST, When, to_stamp, to_when


class Halves(NamedTuple):
    """What comes before a time, and what comes from it on; None where nothing is."""

    before: Series | None
    after: Series | None


def split(series: Series, original: When) -> Halves:
    """Cut a series before the time that would have been at `original`.

    The first half ends with the last time before (or after as many times, if it was counted), the
    second goes on with what is left. Variations stay with the time that they vary, wherever they
    were moved to. No time is lost, none comes twice.
    """
    at = to_stamp(original)
    if at <= series.first:
        return Halves(None, series)
    times = enumerate(base_stamps(series, series.first, at - 1), 1)
    passed, last = deque(times, maxlen=1).pop()
    earlier = [one for one in series.variations if to_stamp(one.original) < at]
    later = [one for one in series.variations if to_stamp(one.original) >= at]
    ended = dataclasses.replace(series, rule=_ended(series, passed, last))
    return Halves(ended.with_variations(earlier), _rest(series, at, passed, later))


def _ended(series: Series, passed: int, last: int) -> AnyRule | None:
    if series.rule is None or passed == 1:
        return None
    if series.rule.count is not None:
        return dataclasses.replace(series.rule, count=passed)
    return dataclasses.replace(series.rule, until=to_when(last, series.start))


def _rest(series: Series, at: int, passed: int, later: list[Variation]) -> Series | None:
    start = next(base_stamps(series, at, LAST), None)
    if start is None:
        return _of_added(series, later)
    rule = series.rule
    if isinstance(rule, LunarRule):
        rule = settle_lunar(rule, series.first)
    if rule is not None and rule.count is not None:
        rule = dataclasses.replace(rule, count=rule.count - passed)
    rest = dataclasses.replace(series, start=to_when(start, series.start), rule=rule)
    return rest.with_variations(later)


def _of_added(series: Series, later: list[Variation]) -> Series | None:
    """Return the times that stand behind the end of the rule as a series of their own."""
    kept = [one for one in later if not one.is_cancelled]
    if not kept:
        return None
    first = dataclasses.replace(kept[0], is_added=False)
    rest = dataclasses.replace(series, start=first.original, rule=None)
    return rest.with_variations([first, *kept[1:]])
