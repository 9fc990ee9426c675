"""Public holidays of Vietnam and counting working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.public_holidays import (
    NAMES,
    HolidayKind,
    add_working_days,
    count_working_days,
    find_holiday,
    is_working_day,
    public_holidays,
)

DAY = timedelta(days=1)
DAYS = st.dates(date(2018, 1, 1), date(2040, 12, 31))


def test_the_year_2026_is_as_it_was_decided():
    free = [one.day for one in public_holidays(2026) if one.kind is not HolidayKind.MAKEUP]
    assert [f"{day:%d/%m}" for day in free] == [
        "01/01", "16/02", "17/02", "18/02", "19/02", "20/02", "26/04", "27/04", "30/04", "01/05",
        "31/08", "01/09", "02/09", "24/11",
    ]  # fmt: skip


def test_a_saturday_is_worked_for_a_monday_that_is_free():
    assert find_holiday(date(2026, 8, 31)).kind is HolidayKind.SWAPPED
    assert find_holiday(date(2026, 8, 22)).kind is HolidayKind.MAKEUP
    assert is_working_day(date(2026, 8, 22))
    assert not is_working_day(date(2026, 8, 31))


def test_a_year_that_was_not_decided_is_expected_as_the_law_says():
    year = public_holidays(2027)
    assert all(one.is_expected for one in year)
    tet = [one.day for one in year if one.name == "tet" and one.kind is HolidayKind.HOLIDAY]
    assert tet == [date(2027, 2, 5) + number * DAY for number in range(5)]
    assert find_holiday(date(2027, 4, 16)).name == "hung_kings"


@pytest.mark.parametrize("year", range(2018, 2041))
def test_every_holiday_on_a_day_off_is_made_good(year):
    holidays = public_holidays(year)
    names = {one.name for one in holidays} - {""}
    assert names <= set(NAMES)
    assert len({one.day for one in holidays}) == len(holidays)
    expected = [one for one in holidays if one.is_expected]
    lost = [o for o in expected if o.kind is HolidayKind.HOLIDAY and o.day.weekday() > 4]
    made_good = [one for one in expected if one.kind is HolidayKind.IN_LIEU]
    assert len(lost) == len(made_good)
    assert all(one.day.weekday() < 5 for one in made_good)


def test_the_seven_days_of_tet_are_no_working_days():
    assert add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert count_working_days(date(2026, 2, 14), date(2026, 2, 22)) == 0


@given(DAYS, st.integers(1, 60))
def test_going_on_and_back_by_working_days_comes_back(day, count):
    start = add_working_days(day, 0)
    later = add_working_days(start, count)
    assert is_working_day(later)
    assert add_working_days(later, -count) == start
    assert count_working_days(start + DAY, later) == count


@given(DAYS)
def test_who_works_on_saturdays_has_more_working_days(day):
    sundays = frozenset({6})
    assert count_working_days(day, day + 13 * DAY, sundays) >= count_working_days(
        day, day + 13 * DAY
    )


def test_a_week_needs_a_working_day():
    with pytest.raises(ValueError, match="working day"):
        add_working_days(date(2026, 1, 5), 1, frozenset(range(7)))
