"""Moments, microseconds and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock as clock_module
from desktop.core.clock import (
    DEFAULT_ZONE,
    FrozenClock,
    SystemClock,
    day_start,
    days_span,
    find_zone,
    from_micros,
    local_day,
    local_zone,
    to_micros,
    use_local_zone,
)


@pytest.fixture
def restored_zone():
    yield
    clock_module._Zone.current = None


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=30))])))
def test_microseconds_keep_every_moment_exactly(moment):
    assert from_micros(to_micros(moment)) == moment


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        to_micros(datetime(2026, 1, 1))  # noqa: DTZ001 - that is what is tested


def test_the_system_clock_says_utc():
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_frozen_clock_moves_only_when_told():
    clock = FrozenClock(datetime(2026, 11, 21, 7, tzinfo=timezone(timedelta(hours=7))))
    assert clock.now() == clock.now() == datetime(2026, 11, 21, tzinfo=UTC)
    clock.advance(timedelta(hours=-1))
    assert clock.now() == datetime(2026, 11, 20, 23, tzinfo=UTC)
    clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    assert clock.now().year == 2027


def test_the_day_is_the_one_in_vietnam_unless_told_otherwise():
    assert local_day(datetime(2026, 11, 21, 17, tzinfo=UTC)) == date(2026, 11, 22)
    assert local_day(datetime(2026, 11, 21, 16, 59, tzinfo=UTC)) == date(2026, 11, 21)
    assert local_day(datetime(2026, 11, 21, 17, tzinfo=UTC), UTC) == date(2026, 11, 21)


def test_a_day_begins_at_midnight_of_the_person():
    assert day_start(date(2026, 11, 21)) == datetime(2026, 11, 20, 17, tzinfo=UTC)


def test_a_span_of_days_holds_its_last_day_whole():
    first, until = days_span(date(2026, 11, 1), date(2026, 11, 30))
    assert local_day(first) == date(2026, 11, 1)
    assert local_day(until - timedelta(microseconds=1)) == date(2026, 11, 30)
    assert local_day(until) == date(2026, 12, 1)


def test_another_zone_may_be_chosen(restored_zone):
    use_local_zone("Europe/Paris")
    assert day_start(date(2026, 7, 1)) == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert local_zone() is find_zone("Europe/Paris")


def test_vietnam_is_known_without_any_zone_data(monkeypatch):
    def no_data(name):
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr("zoneinfo.ZoneInfo", no_data)
    assert day_start(date(2026, 11, 21), find_zone(DEFAULT_ZONE)).hour == 17
    with pytest.raises(ValueError, match="No time zone"):
        find_zone("Europe/Paris")


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc/passwd"])
def test_an_unknown_zone_is_refused(name):
    with pytest.raises(ValueError, match="No time zone"):
        find_zone(name)
