"""A diary as a list of days and what they have."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.diary.agenda import agenda, time_on
from desktop.core.diary.entry import Entry

FIRST, LAST = date(2026, 11, 23), date(2026, 12, 22)
START = datetime(2026, 11, 23)  # noqa: DTZ001 - wall time


def entry(title: str, start: datetime, minutes: int = 60, *, is_all_day: bool = False) -> Entry:
    end = start + timedelta(minutes=minutes)
    return Entry(uuid.uuid4(), "", title, start, end, is_all_day=is_all_day)


entries = st.lists(
    st.builds(
        entry,
        st.text(max_size=3),
        st.datetimes(datetime(2026, 11, 1), datetime(2027, 1, 10)),  # noqa: DTZ001 - wall time
        st.integers(0, 10_000),
    ),
    max_size=20,
)


@given(entries)
def test_every_entry_stands_on_every_day_that_it_covers(made):
    rows = agenda(made, FIRST, LAST, FIRST)
    placed = {(row.day, row.entry.event) for row in rows if row.entry}
    for one in made:
        day = FIRST
        while day <= LAST:
            begins = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall time
            ends = begins + timedelta(days=1)
            covers = one.start < ends and (one.end > begins or one.start >= begins)
            assert ((day, one.event) in placed) == covers
            day += timedelta(days=1)


@given(entries)
def test_days_come_in_order_and_each_has_one_head(made):
    rows = agenda(made, FIRST, LAST, date(2020, 1, 1))
    heads = [row.day for row in rows if row.entry is None]
    assert heads == sorted(set(heads))
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert not any(row.is_empty for row in rows)


def test_today_is_named_though_it_is_empty():
    rows = agenda([], FIRST, LAST, date(2026, 12, 1))
    assert [(row.day, row.is_empty) for row in rows] == [(date(2026, 12, 1), True)]


def test_whole_days_come_first():
    rows = agenda(
        [entry("a", START, 60), entry("b", START, 1440, is_all_day=True)], FIRST, LAST, FIRST
    )
    assert [row.entry.title for row in rows if row.entry] == ["b", "a"]


def test_the_time_on_each_day_of_a_night():
    night = entry("a", START + timedelta(hours=22), 600)
    assert time_on(night, FIRST) == "from 22:00"
    assert time_on(night, date(2026, 11, 24)) == "until 08:00"
    long = entry("a", START + timedelta(hours=22), 3000)
    assert time_on(long, date(2026, 11, 24)) == "All day"
    assert time_on(entry("a", START + timedelta(hours=9)), FIRST) == "09:00–10:00"
