"""When a backup is due, by the clock on the wall."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from desktop.agent.schedule import is_backup_due, last_time

HANOI, BERLIN = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from((HANOI, BERLIN))
TIMES = st.times().map(lambda one: f"{one:%H:%M}")
MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1)).map(  # noqa: DTZ001 - the next line tells the zone
    lambda one: one.replace(tzinfo=dt.UTC)
)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def test_no_copy_at_all_is_due_at_once():
    assert is_backup_due("12:30", None, at(22, 3), HANOI)


def test_one_copy_a_day_is_enough():
    assert not is_backup_due("12:30", at(22, 12, 31), at(22, 23), HANOI)
    assert not is_backup_due("12:30", at(22, 12, 31), at(23, 12, 29), HANOI)
    assert is_backup_due("12:30", at(22, 12, 31), at(23, 12, 30), HANOI)


def test_a_machine_that_was_off_at_that_time_makes_it_when_it_is_on():
    assert is_backup_due("12:30", at(20, 12, 31), at(22, 8), HANOI)


def test_a_copy_that_somebody_asked_for_in_the_morning_does_not_do_for_noon():
    assert is_backup_due("12:30", at(22, 9), at(22, 12, 30), HANOI)


@given(clock=TIMES, now=MOMENTS, zone=ZONES)
@example(clock="02:30", now=dt.datetime(2026, 3, 29, 5, tzinfo=dt.UTC), zone=BERLIN)
def test_the_last_time_is_within_a_day_and_shows_what_was_asked_for(clock, now, zone):
    found = last_time(clock, now, zone)
    assert found <= now < found + dt.timedelta(hours=25)
    assert f"{found:%H:%M}" == clock
