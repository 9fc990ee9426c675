"""Days and moments at the right of a row are written as near as they are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.clock import local_zone
from desktop.views.home.blocks import Hint
from desktop.views.home.hints import (
    ago_text,
    anniversary_text,
    hint_text,
    moment_text,
    next_anniversary,
)

TODAY = dt.date(2026, 12, 29)


def at(day: dt.date, hour: int = 14, minute: int = 30) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=local_zone())


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "14:30"),
        (-1, "Yesterday 14:30"),
        (1, "Tomorrow 14:30"),
        (-20, "09/12 14:30"),
        (-400, "24/11/2025"),
        (10, "08/01/2027"),
    ],
)
def test_a_moment_is_as_short_as_can_be(days: int, text: str):
    assert moment_text(at(TODAY + dt.timedelta(days=days)), TODAY) == text


@pytest.mark.parametrize(
    ("days", "text"), [(1, "1 day"), (47, "47 days"), (729, "729 days"), (2175, "5 years")]
)
def test_what_is_past_is_counted(days: int, text: str):
    assert ago_text(at(TODAY - dt.timedelta(days=days)), TODAY) == text


@pytest.mark.parametrize(
    ("born", "text"),
    [
        (dt.date(1990, 12, 29), "Today · 36 years old"),
        (dt.date(1990, 12, 30), "Tomorrow · 36 years old"),
        (dt.date(1990, 1, 2), "02/01 · 37 years old"),
        (dt.date(1899, 12, 29), "Today"),
        (dt.date(2026, 12, 29), "Today"),
    ],
)
def test_a_birthday_tells_the_coming_age(born: dt.date, text: str):
    assert anniversary_text(born, TODAY) == text


def test_who_was_born_on_a_leap_day_has_a_birthday_every_year():
    born = dt.date(2000, 2, 29)
    assert next_anniversary(born, dt.date(2026, 2, 1)) == dt.date(2026, 3, 1)
    assert next_anniversary(born, dt.date(2028, 2, 1)) == dt.date(2028, 2, 29)


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)),
    st.dates(dt.date(2026, 1, 1), dt.date(2060, 12, 31)),
)
def test_the_next_birthday_is_within_a_year(born: dt.date, today: dt.date):
    day = next_anniversary(born, today)
    assert dt.timedelta(0) <= day - today <= dt.timedelta(days=366)


def test_what_has_no_form_of_its_own_is_written_as_in_lists():
    assert hint_text(Hint.TEXT, at(TODAY), "29/12/2026 14:30", TODAY) == "29/12/2026 14:30"
    assert hint_text(Hint.MOMENT, None, "", TODAY) == ""
