"""Days as people type them. Today is Saturday, 21 November 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.dates import format_day, format_day_long, parse_day
from desktop.core.errors import InvalidValueError

TODAY = date(2026, 11, 21)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("21/11/2026", "2026-11-21"),
        ("1/2", "2026-02-01"),
        ("01-02-2026", "2026-02-01"),
        ("1.2.2026", "2026-02-01"),
        (" 1 / 2 / 2026 ", "2026-02-01"),
        ("1/2/85", "1985-02-01"),
        ("1/2/30", "2030-02-01"),
        ("2026-11-21", "2026-11-21"),
        ("2026/1/5", "2026-01-05"),
        ("2026-11-21 00:00:00", "2026-11-21"),
        ("2026-11-21T10:00:00Z", "2026-11-21"),
        ("21/11/2026 08:30", "2026-11-21"),
        ("20261121", "2026-11-21"),
        ("21112026", "2026-11-21"),
        ("211126", "2026-11-21"),
        ("46347", "2026-11-21"),
        ("46347.5", "2026-11-21"),
        ("21 tháng 11 năm 2026", "2026-11-21"),
        ("ngày 21 tháng 11", "2026-11-21"),
        ("Thứ Bảy, 21/11/2026", "2026-11-21"),
        ("T7 21/11", "2026-11-21"),
        ("21-Nov-2026", "2026-11-21"),
        ("November 21, 2026", "2026-11-21"),
        ("29/2/2028", "2028-02-29"),
    ],
)
def test_dates_are_read_with_the_day_first(text, iso):
    assert parse_day(text, TODAY) == date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("hôm nay", "2026-11-21"),
        ("hom nay", "2026-11-21"),
        ("Mai", "2026-11-22"),
        ("ngày kia", "2026-11-23"),
        ("hôm qua", "2026-11-20"),
        ("tomorrow", "2026-11-22"),
        ("+3", "2026-11-24"),
        ("-1", "2026-11-20"),
        ("+3t", "2026-12-12"),
        ("+2th", "2027-01-21"),
        ("-1 năm", "2025-11-21"),
        ("+2 tuần", "2026-12-05"),
        ("3 ngày nữa", "2026-11-24"),
        ("2 tuần trước", "2026-11-07"),
        ("in 2 weeks later", "2026-12-05"),
        ("tuần sau", "2026-11-28"),
        ("tháng sau", "2026-12-21"),
        ("thứ 6", "2026-11-27"),
        ("T7", "2026-11-21"),
        ("chủ nhật", "2026-11-22"),
        ("CN tuần này", "2026-11-22"),
        ("thứ hai tuần sau", "2026-11-23"),
        ("thứ tư tuần này", "2026-11-18"),
        ("monday", "2026-11-23"),
    ],
)
def test_days_are_read_from_where_today_is(text, iso):
    assert parse_day(text, TODAY) == date.fromisoformat(iso)


def test_a_month_later_than_its_last_day_is_the_last_day():
    assert parse_day("+1th", date(2026, 1, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "31/2/2026",
        "32/1",
        "1/1/0026",
        "5/5/5",
        "+9999 năm",
        "99999999",
        "11/21/2026",
        "thứ 8",
        "nov",
        "١٣٣",
    ],
)
def test_what_is_no_day_is_refused_with_what_was_typed(text):
    with pytest.raises(InvalidValueError, match="is not a date") as refused:
        parse_day(text, TODAY)
    assert text in str(refused.value)


def test_a_file_from_america_may_have_the_month_first():
    assert parse_day("11/21/2026", TODAY, month_first=True) == TODAY
    assert parse_day("11/05/2026", TODAY, month_first=True) == date(2026, 11, 5)
    assert parse_day("2026-11-05", TODAY, month_first=True) == date(2026, 11, 5)


@given(days)
def test_every_day_shown_is_read_back(day):
    assert parse_day(format_day(day), TODAY) == day
    assert parse_day(format_day_long(day), TODAY) == day
    assert parse_day(day.isoformat(), TODAY) == day


@given(days.filter(lambda day: day.year < 2099))
def test_every_day_number_of_excel_is_read(day):
    serial = (day - date(1899, 12, 30)).days
    if serial >= 10_000:
        assert parse_day(str(serial), TODAY) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_refused_with_a_sentence(text):
    try:
        parse_day(text, TODAY)
    except InvalidValueError:
        return
