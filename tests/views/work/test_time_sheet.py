"""A week of hours: what is typed, what is summed."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.pages import Ref
from desktop.views.work.time_sheet import Entry, cell_text, parse_hours, rows_of


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2", 120),
        ("1,5", 90),
        ("0.25", 15),
        ("1:30", 90),
        ("30p", 30),
        ("1h30", 90),
        ("", 0),
        ("0", 0),
        ("24", 1440),
    ],
)
def test_hours_are_read_as_people_type_them(typed, minutes):
    assert parse_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["25", "abc", "1:75", "-1", "1e3", "99999999999"])
def test_what_is_no_time_of_a_day_is_refused(typed):
    with pytest.raises(InvalidValueError):
        parse_hours(typed)


@given(st.integers(1, 24 * 60))
def test_what_a_cell_shows_is_read_back(minutes):
    assert parse_hours(cell_text(minutes)) == minutes


def entry(number, task, day, minutes):
    at = dt.datetime(2026, 11, day, 9, tzinfo=dt.UTC)
    return Entry(uuid.UUID(int=number), "Làm", task, None, at, minutes)


def test_entries_are_summed_by_task_and_day_and_planned_tasks_have_a_row():
    first, second = (Ref("task", uuid.UUID(int=n), f"Việc {n}") for n in (1, 2))
    entries = [entry(5, first, 16, 60), entry(6, first, 16, 30), entry(7, None, 17, 45)]
    rows = rows_of([*entries, entry(8, first, 18, None)], [second])
    assert [row.task for row in rows] == [first, second, None]
    assert [row.total() for row in rows] == [90, 0, 45]
    assert rows[0].minutes(dt.date(2026, 11, 16)) == 90


def test_a_note_without_a_length_is_no_entry_that_hours_are_written_on():
    task, day = Ref("task", uuid.UUID(int=1), "Việc"), dt.date(2026, 11, 16)
    (row,) = rows_of([entry(5, task, 16, 0), entry(6, task, 16, 30), entry(7, task, 16, None)])
    assert [one.minutes for one in row.worked(day)] == [30, None]
    assert row.worked(day + dt.timedelta(days=1)) == []
