"""Records of events and series say the same times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.diary.event_times import (
    EventTimes,
    SeriesSpan,
    VariationTimes,
    mended_series,
    series_of,
    span_of,
    times_of,
)
from desktop.core.errors import InvalidValueError

ZONES = st.sampled_from([None, "Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York"])
FIRST, LAST = datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01")
MOMENTS = st.datetimes(FIRST, LAST).map(
    lambda one: one.replace(microsecond=0, hour=one.hour // 2 + 4)
)


@given(MOMENTS, st.integers(0, 5000), ZONES)
def test_a_local_time_comes_back_from_its_record(start, minutes, zone):
    span = SeriesSpan(start, timedelta(minutes=minutes), zone)
    assert span_of(times_of(span)) == span


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 40), ZONES)
def test_whole_days_are_days_in_every_zone(start, days, zone):
    span = SeriesSpan(start, timedelta(days), None)
    assert span_of(times_of(span, zone or "")) == span


def test_without_a_zone_the_moments_are_those_of_the_company():
    times = times_of(
        SeriesSpan(datetime.fromisoformat("2026-11-23T09:00"), timedelta(hours=1), None)
    )
    assert times.starts_at == datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_an_event_of_days_without_an_end_lasts_its_day():
    times = EventTimes(datetime(2026, 11, 22, 17, tzinfo=UTC), None, True)
    assert span_of(times) == (date(2026, 11, 23), timedelta(1), None)


def test_a_moved_time_keeps_its_own_length_or_takes_that_of_the_series():
    times = times_of(
        SeriesSpan(
            datetime.fromisoformat("2026-11-23T09:00"), timedelta(hours=1), "Asia/Ho_Chi_Minh"
        )
    )
    moved = datetime(2026, 11, 30, 7, tzinfo=UTC)
    longer = VariationTimes("20261130T090000", moved, moved + timedelta(hours=2))
    same = VariationTimes("20261207T090000", moved)
    found = series_of(times, "FREQ=WEEKLY", [longer, same]).variations
    assert [one.duration for one in found] == [timedelta(hours=2), timedelta(hours=1)]
    assert found[0].start == datetime.fromisoformat("2026-11-30T14:00")


@pytest.mark.parametrize("rule", ["FREQ=SOMETIMES", "FREQ=DAILY;COUNT=x", "every day"])
def test_what_is_no_rule_is_refused_and_shown_once_at_least(rule):
    times = EventTimes(datetime(2026, 11, 23, 2, tzinfo=UTC), zone="Mars/Olympus")
    with pytest.raises(InvalidValueError):
        series_of(times._replace(zone=""), rule)
    assert mended_series(times).start == datetime.fromisoformat("2026-11-23T09:00")


def test_an_end_before_the_start_is_refused_and_mended():
    start = datetime(2026, 11, 23, 2, tzinfo=UTC)
    times = EventTimes(start, start - timedelta(hours=1))
    with pytest.raises(InvalidValueError):
        series_of(times)
    assert mended_series(times).duration == timedelta()
