"""The lunar calendar of Vietnam."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.lunar import LunarDay, format_lunar, from_lunar, to_lunar, year_name


@pytest.mark.parametrize(
    "iso",
    [
        "1968-01-29",
        "1985-01-21",
        "2000-02-05",
        "2007-02-17",
        "2020-01-25",
        "2025-01-29",
        "2026-02-17",
        "2030-02-02",
        "2053-02-18",
    ],
)
def test_tet_is_the_first_day_of_the_lunar_year(iso):
    day = date.fromisoformat(iso)
    assert to_lunar(day) == LunarDay(1, 1, day.year)
    assert from_lunar(LunarDay(1, 1, day.year)) == day


@pytest.mark.parametrize(
    ("year", "month"), [(2017, 6), (2020, 4), (2023, 2), (2025, 6), (2033, 11), (2050, 3)]
)
def test_leap_months_are_known(year, month):
    assert from_lunar(LunarDay(1, month, year, is_leap=True)) != from_lunar(
        LunarDay(1, month, year)
    )


def test_an_anniversary_in_a_leap_month_is_kept_in_the_ordinary_one():
    assert from_lunar(LunarDay(5, 6, 2026, is_leap=True)) == from_lunar(LunarDay(5, 6, 2026))


def test_day_30_of_a_short_month_is_kept_on_its_last_day():
    short = [month for month in range(1, 13) if _length(2026, month) == 29]
    assert short
    for month in short:
        day = from_lunar(LunarDay(30, month, 2026))
        assert to_lunar(day) == LunarDay(29, month, 2026)


def _length(year, month):
    following = LunarDay(1, month + 1, year) if month < 12 else LunarDay(1, 1, year + 1)
    return (from_lunar(following) - from_lunar(LunarDay(1, month, year))).days


@given(st.dates(min_value=date(1968, 1, 29), max_value=date(2099, 11, 30)))
def test_every_day_comes_back_from_the_lunar_calendar(day):
    assert from_lunar(to_lunar(day)) == day


@pytest.mark.parametrize("iso", ["1968-01-28", "1900-01-01", "2100-02-01"])
def test_days_outside_the_table_have_no_lunar_day(iso):
    assert to_lunar(date.fromisoformat(iso)) is None


def test_lunar_days_that_cannot_be_are_nowhere():
    assert from_lunar(LunarDay(31, 1, 2026)) is None
    assert from_lunar(LunarDay(1, 13, 2026)) is None
    assert from_lunar(LunarDay(1, 1, 2200)) is None


def test_years_have_their_can_chi_name():
    names = {1984: "Giáp Tý", 2000: "Canh Thìn", 2024: "Giáp Thìn", 2026: "Bính Ngọ"}
    assert {year: year_name(year) for year in names} == names
    assert to_lunar(date(2026, 11, 21)).year_name == "Bính Ngọ"


def test_a_lunar_day_is_written_with_the_name_of_its_year():
    assert format_lunar(LunarDay(13, 10, 2026)) == "day 13 of lunar month 10, year Bính Ngọ"
    assert "leap" in format_lunar(LunarDay(1, 6, 2025, is_leap=True))
