"""When a rule comes, against an implementation by others (dateutil) and the examples of the RFC.

Where dateutil departs from the RFC the drawn rules leave the case out, and an example stands here:
BYWEEKNO without BYDAY, plain and counted weekdays in one BYDAY, BYSETPOS in the first week.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.core.recurrence.series import base_stamps, last_stamp, rule_stamps
from desktop.core.recurrence.stamps import to_moment, to_stamp
from tests.core.recurrence.drawn_rules import SPANS, STARTS, a_series, at, by_dateutil, rule_texts

LONG = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
SHORT = ("HOURLY", "MINUTELY", "SECONDLY")


def times(series, first, last):
    return [to_moment(stamp) for stamp in base_stamps(series, to_stamp(first), to_stamp(last))]


def comes_between(series, first, last):
    """Tell whether a rule comes at all: dateutil looks for one that never does until year 9999."""
    return next(rule_stamps(series, to_stamp(first) + 1, to_stamp(last)), None) is not None


@settings(max_examples=200, deadline=None)
@given(rule_texts(LONG), STARTS, SPANS, SPANS)
def test_a_rule_comes_when_dateutil_says(text, start, ahead, span):
    first = start + ahead - timedelta(days=30)
    last = first + span
    series = a_series(text, start)
    assume(comes_between(series, last, last + timedelta(days=3000)))
    assert times(series, first, last) == by_dateutil(text, start, first, last)


@settings(max_examples=80, deadline=None)
@given(rule_texts(SHORT), STARTS, st.integers(0, 100), st.integers(0, 300))
def test_a_rule_by_the_clock_comes_when_dateutil_says(text, start, ahead, span):
    unit = timedelta(seconds={"H": 3600, "M": 60, "S": 1}[text.removeprefix("FREQ=")[0]])
    first = start + ahead * unit
    last = first + span * unit
    series = a_series(text, start)
    assume(comes_between(series, last, last + 2000 * unit))
    assert times(series, first, last) == by_dateutil(text, start, first, last)


@settings(max_examples=80, deadline=None)
@given(rule_texts(LONG), STARTS, st.integers(1, 40))
def test_a_counted_rule_ends_with_the_time_that_was_counted(text, start, count):
    endless = times(a_series(text, start), start, start + timedelta(days=3000))
    assume(len(endless) >= count)
    counted = a_series(f"{text};COUNT={count}", start)
    assert times(counted, start, at("2999-01-01T00:00")) == endless[:count]
    assert to_moment(last_stamp(counted)) == endless[count - 1]


@settings(max_examples=200, deadline=None)
@given(rule_texts(LONG), STARTS, st.lists(st.integers(0, 1500), min_size=3, max_size=3))
def test_two_windows_side_by_side_hold_what_one_window_over_both_holds(text, start, days):
    series = a_series(text, start)
    low, middle, high = (start + timedelta(days=day - 100) for day in sorted(days))
    second = timedelta(seconds=1)
    halves = times(series, low, middle - second) + times(series, middle, high)
    assert halves == times(series, low, high)
