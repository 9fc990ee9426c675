"""What a repeat rule means before it is kept: in words, by its next times, or why it is refused."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from enum import StrEnum
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.quick_dataclass import dataclass
from desktop.core.recurrence.checking import check_series
from desktop.core.recurrence.occurrences import next_times
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.rules import MOST, AnyRule
from desktop.core.recurrence.saying import say_rule
from desktop.core.recurrence.scopes import aligned
from desktop.core.recurrence.series import Series
from desktop.core.recurrence.simple import SimplePattern, pattern_rule
from desktop.core.recurrence.stamps import When
from desktop.core.recurrence.writing import write_rule

SHOWN: Final = 5  # times that are shown of a rule


class Part(StrEnum):
    """Where in a dialog stands what is wrong."""

    DAYS = "days"  # what the rule repeats by
    INTERVAL = "interval"
    END = "end"


@dataclass(frozen=True, slots=True)
class Preview:
    """A rule as it would be kept, or the `problem` of one that is not, and at which part it lies.

    `start` is when the event then begins: the first time of the rule, which need not be the time
    that the event has now. `times` are the next ones from the day asked for on.
    """

    rule: str
    start: When
    words: str = ""
    times: tuple[When, ...] = ()
    goes_on: bool = False  # there are more times than those
    problem: str = ""
    part: Part = Part.DAYS


def preview_pattern(pattern: SimplePattern, start: When, after: When) -> Preview:
    """Return what a pattern of the dialog means for an event that begins at `start`."""
    is_far = not 1 <= pattern.interval <= MOST
    try:
        pattern_rule(dataclasses.replace(pattern, until=None, count=None))
    except InvalidValueError as error:
        return _refused(start, error, Part.INTERVAL if is_far else Part.DAYS)
    try:
        rule = pattern_rule(pattern)
    except InvalidValueError as error:
        return _refused(start, error, Part.END)
    return _preview(rule, start, after)


def preview_text(text: str, start: When, after: When) -> Preview:
    """Return what a rule means that somebody typed as RFC 5545 or RFC 7529 write it."""
    try:
        rule = parse_rule(text)
    except InvalidValueError as error:
        return _refused(start, error, Part.DAYS)
    return _preview(rule, start, after)


def _preview(rule: AnyRule, start: When, after: When) -> Preview:
    endless = dataclasses.replace(rule, until=None, count=None)
    refused = _check(endless, start, Part.DAYS) or _check(rule, start, Part.END)
    if refused is not None:
        return refused
    series = aligned(_series(rule, start))
    refused = _check(rule, series.start, Part.END)  # its end may lie before the first time
    if refused is not None:
        return refused
    times = next_times(series, max(after, series.start), SHOWN + 1)
    return Preview(
        write_rule(rule),
        series.start,
        say_rule(rule, series.start),
        tuple(times[:SHOWN]),
        goes_on=len(times) > SHOWN,
    )


def _check(rule: AnyRule, start: When, part: Part) -> Preview | None:
    try:
        check_series(_series(rule, start))
    except InvalidValueError as error:
        return _refused(start, error, part)
    return None


def _series(rule: AnyRule, start: When) -> Series:
    # The length of the event matters to none of these questions, but days must last whole ones.
    return Series(start, timedelta(days=1), rule=rule)


def _refused(start: When, error: InvalidValueError, part: Part) -> Preview:
    return Preview("", start, problem=str(error), part=part)
