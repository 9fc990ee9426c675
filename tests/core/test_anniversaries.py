"""Days that come every year, by the sun and by the moon."""

from __future__ import annotations

import csv
from bisect import bisect_right
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.anniversaries import YearlyDay, next_time, yearly_day
from desktop.core.lunar import LunarDay, from_lunar, to_lunar
from desktop.core.resources import resource_path

TODAYS = st.dates(date(1969, 1, 1), date(2097, 12, 31))
SOLAR = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: YearlyDay(d.day, d.month))
LUNAR = st.builds(
    YearlyDay,
    st.integers(1, 30),
    st.integers(1, 12),
    is_lunar=st.just(value=True),
    is_leap=st.booleans(),
)


def golden() -> list[tuple[date, int, int, bool]]:
    """Return first day, year, number and leap flag of each lunar month, as the table has them."""
    with resource_path("seed_data", "lunar_months.tsv").open(encoding="utf-8") as file:
        return [
            (date.fromisoformat(row["first_day"]), int(row["lunar_year"]), int(row["month"]),
             row["leap"] == "1")
            for row in csv.DictReader(file, delimiter="\t")
        ]  # fmt: skip


GOLDEN = golden()
FIRSTS = [row[0] for row in GOLDEN]


@given(TODAYS)
def test_every_day_is_that_of_the_table_and_comes_back(today):
    first, year, month, is_leap = GOLDEN[bisect_right(FIRSTS, today) - 1]
    lunar = LunarDay((today - first).days + 1, month, year, is_leap)
    assert to_lunar(today) == lunar
    assert from_lunar(lunar) == today


@given(SOLAR | LUNAR, TODAYS)
def test_the_next_time_is_not_past_and_within_a_long_year(yearly, today):
    coming = next_time(yearly, today)
    assert coming is not None
    assert timedelta() <= coming - today <= timedelta(days=385)


@given(SOLAR | LUNAR, TODAYS)
def test_it_stays_until_it_has_passed(yearly, today):
    coming = next_time(yearly, today)
    assert coming is not None
    assert next_time(yearly, coming) == coming
    assert next_time(yearly, today + (coming - today) / 2) == coming


@given(LUNAR, TODAYS)
def test_a_lunar_day_is_kept_in_its_month_on_its_day_or_the_last_one(yearly, today):
    coming = next_time(yearly, today)
    assert coming is not None
    lunar = to_lunar(coming)
    assert lunar is not None
    assert lunar.month == yearly.month
    assert not lunar.is_leap or yearly.is_leap
    if lunar.day != yearly.day:
        assert (yearly.day, lunar.day) == (30, 29)
        assert to_lunar(coming + timedelta(days=1)).day == 1


@given(TODAYS)
def test_a_leap_month_is_kept_where_there_is_one(today):
    yearly = YearlyDay(10, 6, is_lunar=True, is_leap=True)
    lunar = to_lunar(next_time(yearly, today))
    has_leap = any((y, m, leap) == (lunar.year, 6, True) for _d, y, m, leap in GOLDEN)
    assert lunar.is_leap == has_leap


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 5), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2027, 2, 28)),
        (date(2028, 1, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_29_february_is_kept_on_the_28th_of_other_years(today, expected):
    assert next_time(YearlyDay(29, 2), today) == expected


@pytest.mark.parametrize(
    ("yearly", "today", "expected"),
    [
        # Day 10 of the third month: the Hung Kings, 26/04/2026 and 16/04/2027.
        (YearlyDay(10, 3, is_lunar=True), date(2026, 1, 1), date(2026, 4, 26)),
        (YearlyDay(10, 3, is_lunar=True), date(2026, 4, 27), date(2027, 4, 16)),
        (YearlyDay(23, 12, is_lunar=True), date(2026, 11, 22), date(2027, 1, 30)),
    ],
)
def test_known_days_of_the_lunar_calendar(yearly, today, expected):
    assert next_time(yearly, today) == expected


def test_the_table_ends_without_an_error():
    assert next_time(YearlyDay(1, 1, is_lunar=True), date(2150, 1, 1)) is None


def test_what_is_not_said_yet_is_no_day():
    assert yearly_day({"day": None, "month": 3}) is None
    assert yearly_day({"day": 1, "month": 3, "calendar": "solar", "is_leap_month": True}) == (
        YearlyDay(1, 3)
    )
