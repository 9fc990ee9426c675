"""Days, times and spans of calendars are read as they are meant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.icalendar.times import (
    Moment,
    Span,
    parse_moment,
    parse_offset,
    parse_span,
    write_moment,
    write_offset,
    write_span,
)
from tests.core.icalendar.texts import clock
from tests.core.icalendar.values import moments, spans

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@given(moments)
def test_a_moment_is_read_as_it_was_written(moment):
    assert parse_moment(write_moment(moment), moment.zone) == moment


@given(spans)
def test_a_span_is_read_as_it_was_written(span):
    assert parse_span(write_span(span)) == span


@given(st.timedeltas(min_value=-parse_offset("+2359"), max_value=parse_offset("+2359")))
def test_an_offset_is_read_as_it_was_written(away):
    whole = away - (away % parse_offset("+000001"))
    assert parse_offset(write_offset(whole)) == whole


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20261122", Moment(date(2026, 11, 22))),
        ("2026-11-22T09:30:00", Moment(clock("2026-11-22 09:30:00"))),
        ("20261122T0930", Moment(clock("2026-11-22 09:30:00"))),
        ("20261231T235960Z", Moment(clock("2026-12-31 23:59:59"), "UTC")),
        ("20261122T093000+0700", Moment(clock("2026-11-22 02:30:00"), "UTC")),
        ("20261122t093000z", Moment(clock("2026-11-22 09:30:00"), "UTC")),
    ],
)
def test_the_spellings_of_a_moment(text, moment):
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "20261301",
        "20260230",
        "20261122T250000",
        "00000101",
        "99990101",
        "2026",
        "٢٠٢٦٠١٠١",
    ],
)
def test_what_is_no_moment(text):
    assert parse_moment(text) is None


@pytest.mark.parametrize("text", ["", "P", "PT", "P1", "1D", "P999999999999W", "P40000D", "P1Y"])
def test_what_is_no_span(text):
    assert parse_span(text) is None


def test_a_time_in_the_gap_of_spring_lies_behind_it_and_a_double_one_is_the_first():
    gap = Moment(clock("2026-03-29 02:30:00"), "Europe/Berlin")
    double = Moment(clock("2026-10-25 02:30:00"), "Europe/Berlin")
    assert gap.utc(HANOI) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert double.utc(HANOI) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_is_the_same_day_by_the_calendar_and_an_hour_has_passed():
    evening = Moment(clock("2026-03-28 12:00:00"), "Europe/Berlin")
    assert evening.after(Span(days=1)).local == clock("2026-03-29 12:00:00")
    assert evening.after(Span(seconds=86_400)).local == clock("2026-03-29 13:00:00")


def test_a_day_and_a_time_anywhere_have_no_zone_to_leave():
    assert Moment(date(2026, 1, 1)).within("Asia/Tokyo", HANOI) == Moment(date(2026, 1, 1))
    nowhere = Moment(clock("2026-01-01 09:00:00"))
    assert nowhere.within("Asia/Tokyo", HANOI) == nowhere
    assert nowhere.utc(HANOI) == datetime(2026, 1, 1, 2, tzinfo=UTC)
