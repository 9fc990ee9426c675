"""The head of the page greets by the hour and knows both calendars."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.views.home.home_head import greeting, lunar_text


@pytest.mark.parametrize(
    ("hour", "text"),
    [
        (4, "Good morning, An"),
        (11, "Good morning, An"),
        (12, "Good afternoon, An"),
        (18, "Good evening, An"),
        (23, "Good evening, An"),
        (0, "Good evening, An"),
    ],
)
def test_the_greeting_fits_the_hour(hour: int, text: str):
    assert greeting("An", hour) == text


def test_the_day_is_told_in_the_lunar_calendar():
    assert lunar_text(dt.date(2026, 11, 21)) == "13/10 lunar calendar (Bính Ngọ)"
    assert lunar_text(dt.date(2025, 8, 1)) == "8/6 leap, lunar calendar (Ất Tỵ)"
    assert lunar_text(dt.date(1900, 1, 1)) == ""
