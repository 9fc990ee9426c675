"""Where the keys lead the cursor, and what is said there."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import i18n
from desktop.core.diary.day_facts import OwnDay, facts_of
from desktop.core.diary.saying import describe, say_entry, say_span
from desktop.core.diary.spans import Span, whole_days
from desktop.core.diary.steps import Hours, Step, step_in_hours, step_in_month
from desktop.core.pages import Ref
from tests.core.diary.making import at, days, moment

HOURS = Hours(slot=30, work_start=480, work_end=1050, page=300)


def slot(hour, day=23):
    start = moment(day, hour)
    return Span(start, start + timedelta(minutes=30))


def day(number, month=11):
    return whole_days(date(2026, month, number), date(2026, month, number))


@pytest.mark.parametrize(
    ("start", "step", "far", "end"),
    [
        (slot(9), Step.DOWN, False, slot(9.5)),
        (slot(9), Step.UP, False, slot(8.5)),
        (slot(9), Step.RIGHT, False, slot(9, 24)),
        (slot(9), Step.LEFT, False, slot(9, 22)),
        (slot(9), Step.HOME, False, slot(8)),
        (slot(9), Step.END, False, slot(17)),
        (slot(9), Step.HOME, True, slot(0)),
        (slot(9), Step.END, True, slot(23.5)),
        (slot(9), Step.PAGE_DOWN, False, slot(14)),
        (slot(23.5), Step.DOWN, False, slot(23.5)),
        (slot(0), Step.UP, False, day(23)),
        (slot(2), Step.PAGE_UP, False, slot(0)),
        (day(23), Step.DOWN, False, slot(8)),
        (day(23), Step.UP, False, day(23)),
        (day(23), Step.RIGHT, False, day(24)),
    ],
)
def test_a_key_leads_to_a_slot(start, step, far, end):
    assert step_in_hours(start, step, HOURS, far=far) == end


@given(st.sampled_from(Step), st.integers(0, 47), st.booleans(), st.sampled_from([15, 30, 60]))
def test_a_slot_stays_within_its_day(step, half, far, length):
    hours = replace(HOURS, slot=length)
    found = step_in_hours(slot(half / 2), step, hours, far=far)
    assert found.first_day == found.last_day
    assert found.is_all_day or found.end - found.start in {
        timedelta(minutes=length),
        timedelta(minutes=30),  # sideways it keeps its length
    }


def test_between_people_a_key_leads_to_the_next_person():
    people = [uuid.uuid4(), uuid.uuid4()]
    hours = replace(HOURS, people=people)
    mine = replace(slot(9), person=people[0])
    beside = step_in_hours(mine, Step.RIGHT, hours)
    assert beside == replace(mine, person=people[1])
    assert step_in_hours(beside, Step.RIGHT, hours) == beside


@pytest.mark.parametrize(
    ("step", "far", "end"),
    [
        (Step.LEFT, False, day(24)),
        (Step.DOWN, False, day(2, 12)),
        (Step.UP, False, day(18)),
        (Step.HOME, False, day(23)),
        (Step.END, False, day(29)),
        (Step.HOME, True, day(1)),
        (Step.END, True, day(30)),
    ],
)
def test_a_key_leads_to_a_day_of_a_month(step, far, end):
    assert step_in_month(day(25), step, weeks=5, far=far) == end


def test_a_day_says_its_lunar_date_and_its_holiday():
    found = facts_of(date(2026, 2, 17))
    assert (found.lunar, found.holiday) == ("1/1", "Lunar New Year (Tet)")
    assert found.is_off
    assert found.is_holiday
    assert found.is_lunar_landmark


def test_a_leap_month_is_called_one():
    assert facts_of(date(2025, 7, 25)).lunar == "1/6 leap"


def test_a_swapped_saturday_is_worked_and_its_monday_is_free():
    saturday, monday = facts_of(date(2026, 8, 22)), facts_of(date(2026, 8, 31))
    assert saturday.is_made_up
    assert not saturday.is_off
    assert monday.is_off
    assert monday.holiday == "Day off by exchange"


def test_what_the_company_decides_goes_first():
    own = {date(2026, 11, 25): OwnDay("Trip"), date(2026, 11, 28): OwnDay("Stock", is_working=True)}
    trip, stock = (
        facts_of(date(2026, 11, 25), own_days=own),
        facts_of(date(2026, 11, 28), own_days=own),
    )
    assert (trip.is_off, trip.holiday) == (True, "Trip")
    assert (stock.is_off, stock.is_made_up) == (False, True)


def test_a_day_outside_of_the_lunar_table_has_no_lunar_date():
    assert facts_of(date(1900, 1, 1)).lunar == ""


def test_an_entry_says_everything_that_its_colours_show():
    entry = at(
        9,
        place="Room 2",
        people="Lan, Ha",
        customer=Ref("account", uuid.uuid4(), "ABC"),
        is_private=True,
        is_recurring=True,
        show_as="tentative",
        answer="needs_action",
    )
    assert say_entry(entry) == (
        "Meeting, Monday 23/11/2026, 09:00–10:00, Room 2, Lan, Ha, ABC, tentative, private, "
        "repeats, answer: not answered yet"
    )
    assert describe(days(23, 2)).splitlines() == ["Fair", "All day, 23/11/2026–24/11/2026"]


def test_of_a_foreign_time_only_that_it_is_taken_is_said():
    assert "secret" not in describe(replace(at(9, title="secret"), only_busy=True))


def test_vietnamese_is_spoken_too():
    i18n.set_language("vi")
    try:
        assert say_span(day(24)) == "Thứ Ba 24/11/2026, Cả ngày"
        assert facts_of(date(2025, 7, 25)).lunar == "1/6 nhuận"
    finally:
        i18n.set_language("en")
