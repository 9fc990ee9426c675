"""Rules of the lunar calendar, against the look-up of single days in `core.lunar`."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.lunar import LunarDay, from_lunar, lunar_months, to_lunar
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.series import Series, base_stamps, rule_stamps
from desktop.core.recurrence.stamps import to_day, to_stamp

DAYS = st.dates(date(1970, 1, 1), date(2060, 1, 1))
DAY = timedelta(days=1)


def by_rule(text, start, last):
    series = Series(start, DAY, None, parse_rule(f"RSCALE=X-VIETNAMESE;{text}"))
    return [to_day(stamp) for stamp in rule_stamps(series, to_stamp(start), to_stamp(last))]


def days_between(start, last):
    return [start + n * DAY for n in range((last - start).days + 1)]


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 12), st.integers(1, 30), st.booleans())
def test_a_yearly_day_is_kept_each_year_as_the_look_up_says(start, month, day, is_leap):
    last = start + timedelta(days=9000)
    text = f"FREQ=YEARLY;BYMONTH={month}{'L' * is_leap};BYMONTHDAY={day};SKIP=BACKWARD"
    years = range(to_lunar(start).year, to_lunar(last).year + 1)
    kept = [from_lunar(LunarDay(day, month, year, is_leap)) for year in years]
    assert by_rule(text, start, last) == [one for one in kept if start <= one <= last]


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 30))
def test_a_monthly_day_comes_in_every_month_that_has_it(start, day):
    last = start + timedelta(days=2000)
    exact = [one for one in days_between(start, last) if to_lunar(one).day == day]
    assert by_rule(f"FREQ=MONTHLY;BYMONTHDAY={day};SKIP=OMIT", start, last) == exact


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_the_last_day_of_a_month_is_the_one_before_the_next_first(start):
    last = start + timedelta(days=1000)
    ends = [one for one in days_between(start, last) if to_lunar(one + DAY).day == 1]
    assert by_rule("FREQ=MONTHLY;BYMONTHDAY=-1;SKIP=OMIT", start, last) == ends
    assert by_rule("FREQ=MONTHLY;BYMONTHDAY=30;SKIP=BACKWARD", start, last) == ends


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_day_30_moved_forward_is_the_first_of_the_next_month(start):
    last = start + timedelta(days=1000)
    found = by_rule("FREQ=MONTHLY;BYMONTHDAY=30;SKIP=FORWARD", start, last)
    long = {one for one in days_between(start, last) if to_lunar(one).day == 30}
    assert long <= set(found)
    assert {to_lunar(one).day for one in set(found) - long} <= {1}


@pytest.mark.parametrize(
    ("skip", "expected"),
    [("OMIT", []), ("BACKWARD", [date(2026, 7, 28)]), ("FORWARD", [date(2026, 8, 27)])],
)
def test_what_becomes_of_a_leap_month_is_chosen(skip, expected):
    text = f"FREQ=YEARLY;BYMONTH=6L;BYMONTHDAY=15;SKIP={skip}"
    assert by_rule(text, date(2026, 3, 1), date(2026, 12, 31)) == expected


def test_an_anniversary_of_an_ordinary_month_is_not_doubled_by_the_leap_one():
    found = by_rule(
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15;SKIP=BACKWARD", date(2025, 1, 1), date(2025, 12, 31)
    )
    assert [to_lunar(one) for one in found] == [LunarDay(15, 6, 2025)]


def test_the_eve_of_the_new_year_is_the_last_day_of_month_12():
    found = by_rule("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", date(2024, 1, 1), date(2031, 3, 1))
    assert [one + DAY for one in found] == [
        from_lunar(LunarDay(1, 1, year)) for year in range(2024, 2032)
    ]


def test_every_second_month_counts_leap_months():
    found = by_rule("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", date(2025, 6, 25), date(2025, 12, 31))
    assert [(to_lunar(one).month, to_lunar(one).is_leap) for one in found] == [
        (6, False),
        (7, False),
        (9, False),
        (11, False),
    ]


def test_a_lunar_rule_ends_with_the_table():
    series = Series(date(2098, 1, 1), DAY, None, parse_rule("RSCALE=X-VIETNAMESE;FREQ=MONTHLY"))
    last = [
        to_day(stamp) for stamp in base_stamps(series, series.first, to_stamp(date(2200, 1, 1)))
    ][-1]
    assert last < lunar_months()[-1].first + timedelta(days=30)
