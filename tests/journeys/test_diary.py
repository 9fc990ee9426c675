"""A week in the diary: entered and moved by hand, a series by keys, taken back, looked at."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock, from_micros, local_day, local_zone
from desktop.services.commands import LocalCommands
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from tests.journeys.stored import asked

EVENTS = "SELECT title, starts_at FROM event WHERE deleted_at IS NULL ORDER BY title"
TUESDAY, THURSDAY = 1, 3
VISIT = "Gặp chị Hà"
STAND_UP = "Giao ban"


def stored(profile: Path) -> list[str]:
    """Return the events of a profile with their weekdays and times."""
    found = asked(profile, EVENTS)
    zone = local_zone()
    return [f"{from_micros(at).astimezone(zone):%a %H:%M} {title}" for title, at in found]


@pytest.fixture
def week(profile, start):
    """The program with its diary open on this week."""
    program = start(profile)
    program.until_ready()
    program.run("module.calendar")
    program.until(lambda: program.ask("diary") is not None, "the diary")
    program.press("Ctrl+Alt+3")
    program.until(lambda: program.ask("diary_day", column=6), "a week")
    return program


def shows(program, *entries: str) -> None:
    program.until(lambda: program.ask("diary") == list(entries), f"{entries} in the diary")


def test_a_meeting_is_entered_moved_copied_and_taken_back_by_hand(week, profile):
    week.ask("diary_drag", start=(TUESDAY, 13), end=(TUESDAY, 14.5))
    week.type(VISIT)
    week.press("Return")
    shows(week, f"Tue 13:00 {VISIT}")
    week.until(lambda: stored(profile) == [f"Tue 13:00 {VISIT}"], "the meeting in the store")
    week.ask("diary_drag", start=(TUESDAY, 13.5), end=(THURSDAY, 9.5))
    shows(week, f"Thu 09:00 {VISIT}")
    week.until(lambda: stored(profile) == [f"Thu 09:00 {VISIT}"], "the meeting moved")
    week.ask("diary_drag", start=(THURSDAY, 9.5), end=(TUESDAY, 15.5), copies=True)
    shows(week, f"Tue 15:00 {VISIT}", f"Thu 09:00 {VISIT}")
    week.press("Ctrl+Z")
    shows(week, f"Thu 09:00 {VISIT}")
    week.press("Ctrl+Z")
    shows(week, f"Tue 13:00 {VISIT}")
    week.press("Ctrl+Z")
    shows(week)
    assert stored(profile) == []
    assert week.ask("told") == []


@pytest.fixture
def series(profile):
    """Five mornings of this week, as another program left them."""
    declare()
    today = local_day(SystemClock().now())
    monday = today - dt.timedelta(days=today.weekday())
    with closing(open_profile(profile, SystemClock(), Role.WORKER)) as store:
        commands = LocalCommands(store, store.owner())
        values = {"title": STAND_UP, "rule": "FREQ=DAILY;COUNT=5"}
        start, end = f"{monday}T08:00", f"{monday}T08:30"
        told = {"values": values, "start": start, "end": end, "zone": "Asia/Ho_Chi_Minh"}
        commands.run("event.enter", told)
    return [f"{day} 08:00 {STAND_UP}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")]


def test_times_of_a_series_are_deleted_by_keys_as_far_as_one_says(series, week):
    shows(week, *series)
    week.ask("diary_click", at=(TUESDAY, 8))
    week.press("Delete")
    week.sees("Chỉ lần này")
    week.press("Escape")
    week.sees_no_more("Chỉ lần này")
    shows(week, *series)
    week.press("Delete")
    week.sees("Chỉ lần này")
    week.press("Return")
    shows(week, series[0], *series[2:])
    week.press("Ctrl+Z")
    shows(week, *series)
    week.ask("diary_click", at=(THURSDAY, 8))
    week.press("Delete")
    week.sees("Lần này và các lần sau")
    week.press("2", "Return")
    shows(week, *series[:3])
    week.press("Ctrl+Z")
    shows(week, *series)
    assert week.ask("told") == []


def test_the_keyboard_reaches_every_view_and_day(series, week):
    shows(week, *series)
    week.press("Ctrl+Alt+4")
    week.until(lambda: week.ask("diary_day", column=0) is None, "no hours any more")
    week.press("Ctrl+Alt+5")
    week.sees(STAND_UP)
    week.press("Ctrl+G")
    week.sees("âm lịch")
    week.press("Ctrl+A")
    week.type("1/1/2028 âm")
    week.sees("26/01/2028")
    week.press("Return")
    week.sees("26/01 – 24/02/2028")
    week.press("Ctrl+T", "Alt+3")
    week.until(lambda: week.ask("diary_day", column=2), "three days")
    week.press("F1")
    week.sees("Lịch cho xem lịch hẹn của mình")
    assert week.ask("told") == []


def test_a_click_shows_a_card_and_a_double_click_the_form(series, week):
    shows(week, *series)
    week.ask("diary_click", at=(TUESDAY, 8))
    week.sees("Toàn bộ bản ghi")
    week.press("Escape")
    week.sees_no_more("Toàn bộ bản ghi")
    week.ask("diary_click", at=(THURSDAY, 10), double=True)
    week.sees("Lặp lại")
    assert week.ask("told") == []
