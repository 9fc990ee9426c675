"""Hours as people type them, and weeks as they are kept."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.scheduling.company_hours import (
    CompanyHours,
    read_spans,
    week_from_json,
    week_to_json,
    write_spans,
)
from desktop.core.scheduling.hours import OFFICE_WEEK

minutes = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted)
days = minutes.map(lambda all_: tuple(zip(all_[::2], all_[1::2], strict=False)))


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("8:00-12:00, 13:00-17:00", ((480, 720), (780, 1020))),
        ("7h30 – 11h30;13h-17h", ((450, 690), (780, 1020))),
        ("8-17", ((480, 1020),)),
        ("0:00-24:00", ((0, 1440),)),
        ("", ()),
        (" , ", ()),
    ],
)
def test_hours_are_read_as_people_type_them(typed, spans):
    assert read_spans(typed) == spans


@pytest.mark.parametrize("typed", ["8", "sáng", "12-8", "8-25", "8:75-9", "8-12, 11-13", "8-8"])
def test_what_are_no_hours_is_refused(typed):
    with pytest.raises(InvalidValueError):
        read_spans(typed)


@given(days)
def test_what_is_shown_is_read_back(spans):
    assert read_spans(write_spans(spans)) == spans


@given(st.lists(days, min_size=7, max_size=7))
def test_a_week_is_read_as_it_was_kept(week):
    kept = week_from_json(week_to_json(tuple(week)))
    assert kept == (tuple(week) if any(week) else None)


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_a_week_that_makes_no_sense_is_none(data):
    week = week_from_json(data)
    assert week is None or len(week) == 7


def test_all_of_several_people_work_in_the_hours_they_share():
    one, two = uuid.UUID(int=1), uuid.UUID(int=2)
    late = ((((600, 1200),),) * 5) + ((),) * 2
    hours = CompanyHours(own={one: late}, days={dt.date(2026, 3, 4): False})
    tuesday, decided = dt.date(2026, 3, 3), dt.date(2026, 3, 4)
    assert hours.together([one, two]).spans(tuesday) == ((600, 720), (780, 1020))
    assert hours.together([one]).spans(tuesday) == ((600, 1200),)
    assert hours.together([]).spans(tuesday) == OFFICE_WEEK.week[0]
    assert hours.together([one, two]).spans(decided) == ()
