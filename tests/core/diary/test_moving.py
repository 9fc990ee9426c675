"""What an entry becomes when it is dragged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.diary.dragging import Deed, Drag
from desktop.core.diary.moving import Edge, joined, moved, resized
from desktop.core.diary.spans import Span, span_of, stands_in_lanes, whole_days
from tests.core.diary.making import at, days, moment

HALF = timedelta(minutes=30)


def slot(day, hour):
    start = moment(day, hour)
    return Span(start, start + HALF)


def day(number):
    return whole_days(date(2026, 11, number), date(2026, 11, number))


hours = st.integers(0, 47).map(lambda half: half / 2)
november = st.integers(1, 28)
entries = st.one_of(
    st.builds(at, hours, st.integers(5, 2000), day=november),
    st.builds(days, november, st.integers(1, 5)),
)
slots = st.one_of(st.builds(slot, november, hours), st.builds(day, november))


@given(entries, slots, slots, st.booleans())
def test_what_is_moved_never_ends_before_it_begins(entry, grabbed, target, by_days):
    found = moved(entry, grabbed, target, by_days=by_days)
    assert found.end > found.start


@given(entries, slots)
def test_what_is_let_go_where_it_was_grabbed_stays(entry, grabbed):
    if grabbed.is_all_day == stands_in_lanes(entry):
        assert moved(entry, grabbed, grabbed) == span_of(entry)


@given(entries, slots, slots)
def test_in_a_month_the_time_of_day_and_the_length_stay(entry, grabbed, target):
    found = moved(entry, grabbed, target, by_days=True)
    assert found.start.time() == entry.start.time()
    assert found.end - found.start == entry.end - entry.start
    assert found.is_all_day == entry.is_all_day


@given(st.builds(at, hours, st.integers(5, 1400), day=november), slots, slots)
def test_among_hours_the_length_stays(entry, grabbed, target):
    if not grabbed.is_all_day and not target.is_all_day:
        found = moved(entry, grabbed, target)
        assert found.end - found.start == entry.end - entry.start
        assert found.start - entry.start == target.start - grabbed.start


def test_an_hour_dropped_on_a_day_takes_the_whole_day():
    assert moved(at(9), slot(23, 9), day(25)) == day(25)


def test_a_day_dropped_on_an_hour_begins_there_and_takes_an_hour():
    found = moved(days(23, 3), day(23), slot(25, 14))
    assert (found.start, found.end) == (moment(25, 14), moment(25, 15))
    assert not found.is_all_day


@given(entries, st.sampled_from(Edge), slots)
def test_a_resized_entry_keeps_its_other_edge_and_some_length(entry, edge, target):
    if target.is_all_day != entry.is_all_day:
        return
    found = resized(entry, edge, target)
    assert found.end > found.start
    assert (found.end if edge is Edge.START else found.start) == (
        entry.end if edge is Edge.START else entry.start
    )


def test_an_edge_goes_to_the_end_of_the_slot_under_the_pointer():
    assert resized(at(9), Edge.END, slot(23, 11)).end == moment(23, 11.5)
    assert resized(at(9), Edge.START, slot(23, 8)).start == moment(23, 8)


def test_an_edge_cannot_pass_the_other():
    assert resized(at(9), Edge.END, slot(23, 7)) == Span(moment(23, 9), moment(23, 9.5))
    assert resized(days(23, 3), Edge.START, day(28)) == day(25)


def test_marking_backwards_is_the_same_as_forwards():
    assert joined(slot(23, 9), slot(23, 11)) == joined(slot(23, 11), slot(23, 9))
    assert joined(slot(23, 9), slot(23, 11)).end == moment(23, 11.5)


@pytest.mark.parametrize(("copies", "changes"), [(False, False), (True, True)])
def test_a_drag_back_to_where_it_began_changes_nothing_unless_it_copies(copies, changes):
    drag = Drag(Deed.MOVE, slot(23, 9), at(9))
    drag.go(slot(23, 12))
    drag.go(slot(23, 9))
    drag.is_copy = copies
    assert drag.changes is changes
