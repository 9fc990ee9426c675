"""Which days a way to look at a diary shows, and where its arrows lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import i18n
from desktop.core.diary.periods import Period, View, month_title, weeks_on, work_days_from

DAY = date(2026, 11, 25)  # a Wednesday
days = st.dates(date(1970, 1, 1), date(2090, 12, 31))


@pytest.fixture
def vietnamese() -> Iterator[None]:
    i18n.set_language("vi")
    yield
    i18n.set_language("en")


periods = st.builds(Period, st.sampled_from(View), days, st.integers(1, 14))


@given(periods)
def test_the_day_asked_for_is_on_the_screen(period):
    assert period.first <= period.day or period.view is View.WORK_WEEK
    assert period.day <= period.last or period.view is View.WORK_WEEK
    assert period.days == tuple(
        period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)
    )


@given(periods, st.sampled_from([-1, 1]))
def test_a_step_shows_what_was_not_the_middle_before(period, by):
    day = period.step(by)
    assert (day > period.day) == (by > 0)
    stepped = Period(period.view, day, period.count)
    if period.view is not View.MONTH:  # its page shows some days of the months beside it
        assert (stepped.first > period.last) == (by > 0)
        assert (stepped.last < period.first) == (by < 0)


@given(periods)
def test_every_period_has_a_title(period):
    assert str(period.first.year) in period.title() or str(period.last.year) in period.title()


@pytest.mark.parametrize(
    ("view", "first", "last"),
    [
        (View.DAYS, DAY, DAY),
        (View.WORK_WEEK, date(2026, 11, 23), date(2026, 11, 27)),
        (View.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (View.MONTH, date(2026, 10, 26), date(2026, 12, 6)),
        (View.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_what_each_shows(view, first, last):
    period = Period(view, DAY)
    assert (period.first, period.last) == (first, last)


def test_a_work_week_may_end_on_saturday():
    assert Period(View.WORK_WEEK, DAY, work_days=(0, 1, 2, 3, 4, 5)).last == date(2026, 11, 28)


def test_titles_name_what_is_seen(vietnamese):
    assert Period(View.WORK_WEEK, DAY).title() == "23 – 27 tháng 11, 2026"
    assert Period(View.WEEK, date(2026, 12, 1)).title() == "30/11 – 06/12/2026"
    assert Period(View.WEEK, date(2027, 1, 1)).title() == "28/12/2026 – 03/01/2027"
    assert Period(View.DAYS, DAY).title() == "Thứ Tư, 25/11/2026"
    assert Period(View.YEAR, DAY).title() == "Năm 2026 (Bính Ngọ)"
    assert month_title(DAY) == "Tháng 11, 2026"


def test_the_31st_goes_to_the_end_of_a_short_month():
    assert Period(View.MONTH, date(2026, 1, 31)).step(1) == date(2026, 2, 28)


def test_the_calendar_holds_at_its_ends():
    assert Period(View.WEEK, date.max).step(1) == date.max
    assert Period(View.YEAR, date.min).step(-1) == date.min
    assert weeks_on(date.min, -1) == date.min


def test_work_days_that_make_no_sense_are_the_usual_ones():
    assert work_days_from(["x", 9]) == (0, 1, 2, 3, 4)
    assert work_days_from([5, 0, 0]) == (0, 5)
