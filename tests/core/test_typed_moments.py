"""Moments as people type them. It is Saturday, 21 November 2026, 14:30 in Vietnam."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.dates import format_moment, format_time, parse_moment
from desktop.core.errors import InvalidValueError

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mai 9h", "22/11/2026 09:00"),
        ("9h mai", "22/11/2026 09:00"),
        ("lúc 9h mai", "22/11/2026 09:00"),
        ("9h", "21/11/2026 09:00"),
        ("9h30", "21/11/2026 09:30"),
        ("9 giờ 30 phút sáng mai", "22/11/2026 09:30"),
        ("9h rưỡi", "21/11/2026 09:30"),
        ("21/11 14:30", "21/11/2026 14:30"),
        ("14:30 21/11/2026", "21/11/2026 14:30"),
        ("8h 21 tháng 11", "21/11/2026 08:00"),
        ("8h 1/12", "01/12/2026 08:00"),
        ("11/12/2026, 9h", "11/12/2026 09:00"),
        ("thứ 6 3h chiều", "27/11/2026 15:00"),
        ("thứ 2 tuần sau 9h", "23/11/2026 09:00"),
        ("7h tối 25/12", "25/12/2026 19:00"),
        ("12h trưa", "21/11/2026 12:00"),
        ("1h trưa", "21/11/2026 13:00"),
        ("1h đêm", "21/11/2026 01:00"),
        ("10h đêm", "21/11/2026 22:00"),
        ("12h đêm", "21/11/2026 00:00"),
        ("9:30 pm", "21/11/2026 21:30"),
        ("+2h", "21/11/2026 16:30"),
        ("30 phút nữa", "21/11/2026 15:00"),
        ("sau 2 tiếng", "21/11/2026 16:30"),
        ("mai", "22/11/2026 00:00"),
        ("46347.5", "21/11/2026 12:00"),
        ("2026-11-21T07:00:00Z", "21/11/2026 14:00"),
        ("2026-11-21T07:00:00+07:00", "21/11/2026 07:00"),
        ("2026-11-21 07:00:00", "21/11/2026 07:00"),
    ],
)
def test_moments_are_read_where_the_person_is(text, shown):
    moment = parse_moment(text, NOW)
    assert format_moment(moment) == shown
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", "abc", "25h", "24:00", "mai 9", "31/2 9h", "2026-13-01T00:00"]
)
def test_what_is_no_moment_is_refused_with_what_was_typed(text):
    with pytest.raises(InvalidValueError, match="is not a date and time") as refused:
        parse_moment(text, NOW)
    assert text in str(refused.value)


def test_another_zone_may_be_given():
    assert parse_moment("9h", NOW, UTC) == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert format_time(NOW) == "14:30"
    assert format_time(NOW, UTC) == "07:30"


@given(st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2199, 1, 1)))  # noqa: DTZ001 - made aware below
def test_every_moment_shown_is_read_back_to_the_minute(naive):
    moment = naive.replace(tzinfo=UTC)
    back = parse_moment(format_moment(moment), NOW)
    assert timedelta(0) <= moment - back < timedelta(minutes=1)


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_refused_with_a_sentence(text):
    try:
        parse_moment(text, NOW)
    except InvalidValueError:
        return
