"""Days and moments at the right of a row are written as near as they are."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core.clock import local_zone, to_micros
from desktop.views.home.blocks import Hint
from desktop.views.home.hints import (
    ago_text,
    hint_text,
    moment_text,
    never_text,
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


def test_what_has_no_form_of_its_own_is_written_as_in_lists():
    assert hint_text(Hint.TEXT, at(TODAY), "29/12/2026 14:30", TODAY) == "29/12/2026 14:30"
    assert hint_text(Hint.MOMENT, None, "", TODAY) == ""


def test_what_never_happened_is_said_to_be_so():
    assert hint_text(Hint.AGO, None, "", TODAY) == "never"


def test_what_may_have_happened_before_the_histories_begin_is_not_called_never():
    since = to_micros(dt.datetime(2025, 5, 22, 5, tzinfo=dt.UTC))
    assert never_text(0) == "never"
    assert hint_text(Hint.AGO, None, "", TODAY, never_text(since)) == "not since 22/05/2025"
