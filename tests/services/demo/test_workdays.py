"""The days and hours in which the demo company works."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from desktop.core.clock import local_zone
from desktop.services.demo.workdays import (
    Workdays,
    days_from_tet,
    is_workday,
    office_moment,
    season_of,
)

TET = date(2026, 2, 17)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), True),  # a Saturday
        (date(2026, 11, 22), False),
        (date(2026, 9, 2), False),
        (date(2026, 4, 30), False),
        (TET, False),
        (date(2026, 2, 14), False),
        (date(2026, 2, 13), True),
        (date(2026, 2, 24), True),
    ],
)
def test_it_rests_on_sundays_holidays_and_at_tet(day, works):
    assert is_workday(day) is works


def test_days_are_counted_from_the_nearer_tet():
    assert days_from_tet(TET) == 0
    assert days_from_tet(date(2026, 2, 10)) == -7
    assert days_from_tet(date(2026, 3, 1)) == 12
    assert abs(days_from_tet(date(2150, 1, 1))) > 300


@pytest.mark.parametrize(
    ("day", "season"),
    [(date(2026, 2, 1), "tet"), (date(2026, 3, 1), "after_tet"), (date(2026, 7, 1), "")],
)
def test_the_weeks_around_tet_are_a_season(day, season):
    assert season_of(day) == season


def test_moments_lie_in_office_hours():
    rnd = Random(1)
    for _ in range(500):
        local = office_moment(rnd, TET).astimezone(local_zone())
        assert local.date() == TET
        assert "07:45" <= f"{local:%H:%M}" <= "17:30"
        assert local.hour != 12


def test_a_day_out_of_a_span_lies_in_it():
    days = Workdays(date(2026, 1, 1), date(2026, 12, 31))
    rnd, first, last = Random(1), date(2026, 5, 4), date(2026, 5, 8)
    drawn = {days.any_between(rnd, first, last) for _ in range(200)}
    assert drawn == {day for day in days.days if first <= day <= last}
    assert days.any_between(rnd, last, last) == last


def test_the_day_after_is_a_working_day():
    days = Workdays(date(2026, 1, 1), date(2026, 12, 31))
    assert days.after(date(2026, 11, 21), 1) == date(2026, 11, 23)
    assert days.after(date(2026, 12, 31), 30) == days.days[-1]
