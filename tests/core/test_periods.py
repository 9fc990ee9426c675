"""Periods relative to today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.periods import (
    RELATIVE_TOKENS,
    add_months,
    find_relative,
    is_relative,
    relative_label,
    resolve_relative,
)

TODAY = date(2026, 11, 21)  # a Saturday
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("token", "first", "last"),
    [
        ("today", "2026-11-21", "2026-11-21"),
        ("yesterday", "2026-11-20", "2026-11-20"),
        ("tomorrow", "2026-11-22", "2026-11-22"),
        ("this_week", "2026-11-16", "2026-11-22"),
        ("last_week", "2026-11-09", "2026-11-15"),
        ("next_week", "2026-11-23", "2026-11-29"),
        ("this_month", "2026-11-01", "2026-11-30"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("next_month", "2026-12-01", "2026-12-31"),
        ("this_quarter", "2026-10-01", "2026-12-31"),
        ("last_quarter", "2026-07-01", "2026-09-30"),
        ("next_quarter", "2027-01-01", "2027-03-31"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("last_7_days", "2026-11-15", "2026-11-21"),
        ("last_30_days", "2026-10-23", "2026-11-21"),
        ("last_90_days", "2026-08-24", "2026-11-21"),
        ("next_7_days", "2026-11-21", "2026-11-27"),
        ("next_30_days", "2026-11-21", "2026-12-20"),
        ("last_1_days", "2026-11-21", "2026-11-21"),
        ("next_400_days", "2026-11-21", "2027-12-25"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(token, first, last):
    expected = (date.fromisoformat(first), date.fromisoformat(last))
    assert resolve_relative(token, TODAY) == expected


@pytest.mark.parametrize("token", ["", "this_decade", "last_0_days", "last_x_days", "last_-1_days"])
def test_an_unknown_period_is_refused(token):
    assert not is_relative(token)
    with pytest.raises(ValueError, match="no period"):
        resolve_relative(token, TODAY)
    with pytest.raises(ValueError, match="no period"):
        relative_label(token)


@given(days, st.sampled_from(["week", "month", "quarter", "year"]))
def test_last_this_and_next_follow_each_other_without_a_gap(today, unit):
    last, this, following = (
        resolve_relative(f"{which}_{unit}", today) for which in ("last", "this", "next")
    )
    assert this[0] <= today <= this[1]
    assert last[1] + timedelta(days=1) == this[0]
    assert this[1] + timedelta(days=1) == following[0]


@given(days)
def test_weeks_begin_on_monday(today):
    first, last = resolve_relative("this_week", today)
    assert (first.weekday(), last.weekday()) == (0, 6)


@given(days, st.integers(min_value=1, max_value=9999))
def test_counted_periods_have_so_many_days_and_hold_today(today, count):
    for way in ("last", "next"):
        first, last = resolve_relative(f"{way}_{count}_days", today)
        assert first <= today <= last
        assert (last - first).days == count - 1


@given(days, st.integers(min_value=-1200, max_value=1200))
def test_months_are_added_to_the_same_day_or_the_last_one(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("hôm nay", "today"),
        ("Tháng này", "this_month"),
        ("tuần trước", "last_week"),
        ("năm ngoái", "last_year"),
        ("30 ngày qua", "last_30_days"),
        ("7 ngày tới", "next_7_days"),
        ("last 30 days", "last_30_days"),
        ("next 5 days", "next_5_days"),
        ("this_week", "this_week"),
        ("This week", "this_week"),
        ("0 ngày qua", None),
        ("", None),
        ("khi nào đó", None),
    ],
)
def test_periods_are_found_in_both_languages(text, token):
    assert find_relative(text) == token


def test_what_a_period_is_called_finds_it_again():
    for token in RELATIVE_TOKENS:
        assert find_relative(relative_label(token)) == token
