"""Working time: against minutes counted one by one, and at the ends of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.public_holidays import add_working_days, is_working_day
from desktop.core.scheduling.hours import OFFICE_DAY, OFFICE_WEEK, SharedHours, WeekHours
from desktop.core.scheduling.minutes import DAY, first_minute, last_day
from desktop.core.scheduling.public_hours import PublicHours
from desktop.core.scheduling.working_time import WorkingTime
from tests.core.scheduling.office_plans import OFFICE, at, days
from tests.core.scheduling.random_plans import START, TIMES, patient

times = st.sampled_from(TIMES)
moments = st.integers(START - 30 * DAY, START + 60 * DAY)
minutes = st.integers(-100, 200)


@patient
@given(times, moments, minutes)
def test_an_index_and_its_moments_bound_each_other(time, moment, index):
    assert (time.index(moment) <= index) == (moment <= time.start_of(index))
    assert (time.index(moment) >= index) == (moment >= time.end_of(index))


@patient
@given(times, moments, st.integers(0, 3 * DAY))
def test_minutes_between_are_those_that_the_hours_hold(time, moment, span):
    counted = sum(
        max(0, min(moment + span, opens + end) - max(moment, opens + start))
        for day in range(moment // DAY, (moment + span) // DAY + 1)
        for opens in (day * DAY,)
        for start, end in time.hours.spans(last_day(opens + 1))
    )
    assert time.between(moment, moment + span) == counted


@patient
@given(times, moments, minutes, minutes)
def test_later_and_earlier_bound_each_other(time, moment, other, lag):
    other = moment + 7 * other
    assert (time.later(moment, lag) <= other) == (moment <= time.earlier(other, lag))


def test_swapped_days_and_holidays_count_as_they_are_worked():
    hours = WeekHours(OFFICE_WEEK.week, {date(2026, 3, 6): (), date(2026, 3, 7): OFFICE_DAY})
    time = WorkingTime(hours, date(2026, 3, 2))
    assert time.finish(at(5, 8), days(2)) == at(7, 17)
    assert time.of_day(date(2026, 3, 6)) == 0


@pytest.mark.parametrize("year", [2025, 2026, 2031])
def test_public_holidays_are_free_and_make_up_days_worked(year):
    hours = PublicHours(OFFICE_WEEK)
    day = date(year, 1, 1)
    while day.year == year:
        assert hours.spans(day) == (OFFICE_DAY if is_working_day(day) else ())
        day += timedelta(days=1)


def test_a_task_before_tet_goes_on_after_it():
    time = WorkingTime(PublicHours(OFFICE_WEEK), date(2026, 1, 1))
    start = first_minute(date(2026, 2, 12)) + 8 * 60
    for number in range(1, 15):
        last = add_working_days(date(2026, 2, 12), number - 1)
        assert last_day(time.finish(start, days(number))) == last
        assert time.between(start, time.finish(start, days(number))) == days(number)


def test_a_company_that_works_on_a_holiday_says_so_itself():
    worked = WeekHours(OFFICE_WEEK.week, {date(2026, 1, 1): OFFICE_DAY})
    assert PublicHours(worked).spans(date(2026, 1, 1)) == OFFICE_DAY


def test_shared_hours_are_those_of_both():
    mornings = WeekHours((((0, 11 * 60),),) * 7, {})
    shared = SharedHours((OFFICE_WEEK, mornings))
    assert shared.spans(date(2026, 3, 2)) == ((8 * 60, 11 * 60),)
    assert shared.spans(date(2026, 3, 7)) == ()


def test_a_plan_far_away_is_still_exact():
    assert OFFICE.index(first_minute(date(2190, 1, 1))) > days(200 * 160)
    assert OFFICE.index(OFFICE.start_of(-days(10_000))) == -days(10_000)


def test_a_plan_beyond_the_calendar_is_refused_and_not_sought_for_ever():
    with pytest.raises(InvalidValueError, match="1900 to 2199"):
        OFFICE.start_of(days(100_000))

    class Never:
        def spans(self, _day):
            return ()

    with pytest.raises(InvalidValueError, match="no working days"):
        WorkingTime(Never(), date(2026, 3, 2)).end_of(1)


@pytest.mark.parametrize("spans", [((60, 60),), ((0, 90), (60, 120)), ((-1, 5),), ((0, DAY + 1),)])
def test_hours_that_overlap_or_leave_the_day_are_refused(spans):
    with pytest.raises(InvalidValueError):
        WeekHours((spans, *OFFICE_WEEK.week[1:]), {})


def test_a_week_without_hours_is_refused():
    with pytest.raises(InvalidValueError, match="at least one"):
        WeekHours(((),) * 7, {})
