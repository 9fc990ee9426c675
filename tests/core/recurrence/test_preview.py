"""What is told of a repeat rule before it is kept: its words, its next times, why it is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.recurrence.preview import SHOWN, Part, preview_pattern, preview_text
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.simple import Kind, SimplePattern, patterns_of_start
from tests.core.recurrence.drawn_rules import at

TUESDAY = at("2026-11-24T09:00")


def test_the_next_five_times_are_shown_and_that_there_are_more():
    shown = preview_pattern(SimplePattern(Kind.WEEKLY, weekdays=(1,)), TUESDAY, TUESDAY)
    assert [time.day for time in shown.times] == [24, 1, 8, 15, 22]
    assert shown.goes_on


def test_of_an_old_series_those_from_now_on_are_shown():
    now = at("2027-03-01T12:00")
    shown = preview_pattern(SimplePattern(Kind.WEEKLY, weekdays=(1,)), TUESDAY, now)
    assert shown.times[0] == at("2027-03-02T09:00")


def test_an_event_begins_at_the_first_time_of_its_rule():
    shown = preview_text("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", TUESDAY, TUESDAY)
    assert shown.start == at("2026-11-25T09:00")
    assert shown.times == tuple(at(f"2026-{day}T09:00") for day in ("11-25", "11-30", "12-02"))
    assert not shown.goes_on


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        (SimplePattern(Kind.DAILY, interval=0), Part.INTERVAL),
        (SimplePattern(Kind.DAILY, until=date(2026, 11, 1)), Part.END),
        (SimplePattern(Kind.DAILY, count=0), Part.END),
        (SimplePattern(Kind.DAILY, count=3, until=date(2027, 1, 1)), Part.END),
        (SimplePattern(Kind.YEARLY_DAY, month=2, month_day=30), Part.DAYS),
        (SimplePattern(Kind.MONTHLY_DAY, month_day=31, until=date(2026, 11, 30)), Part.END),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(pattern, part):
    shown = preview_pattern(pattern, TUESDAY, TUESDAY)
    assert shown.problem
    assert shown.part is part
    assert not shown.rule


@pytest.mark.parametrize("text", ["", "each Monday", "FREQ=SECONDLY", "FREQ=DAILY;BYFOO=1", "=;="])
def test_a_typed_rule_that_is_none_is_refused_in_words(text):
    assert preview_text(text, TUESDAY, TUESDAY).problem


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.data())
def test_every_pattern_offered_is_shown_with_times_of_its_rule(day, data):
    pattern = data.draw(st.sampled_from(patterns_of_start(day)))
    shown = preview_pattern(pattern, day, day)
    assert not shown.problem
    assert parse_rule(shown.rule)
    assert shown.start == day == shown.times[0]
    assert len(shown.times) <= SHOWN
    assert list(shown.times) == sorted(set(shown.times))
