"""Overlapping spans stand beside one another, bars of days below one another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.diary.packing import pack_columns, pack_rows

spans = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 60)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=40,
)
bars = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted).map(tuple), max_size=25)


def overlap(first, second):
    """Tell whether two spans share time; one without length takes a moment."""
    begin, end = (
        max(first[0], second[0]),
        min(max(first[1], first[0] + 1), max(second[1], second[0] + 1)),
    )
    return begin < end


def clusters(found):
    """Return the places of spans that overlap, directly or through others; found the slow way."""
    groups = []
    for place, span in enumerate(found):
        touching = [group for group in groups if any(overlap(span, found[n]) for n in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([place, *(n for group in touching for n in group)])
    return groups


@given(spans)
def test_no_two_that_overlap_share_a_column(found):
    shares = pack_columns(found)
    for one in range(len(found)):
        for other in range(one):
            if overlap(found[one], found[other]):
                assert shares[one].column != shares[other].column


@given(spans)
def test_all_of_a_cluster_are_equally_wide_and_no_cluster_has_a_column_too_many(found):
    shares = pack_columns(found)
    for group in clusters(found):
        counts = {shares[n].columns for n in group}
        assert counts == {max(shares[n].column for n in group) + 1}
        most = max(sum(overlap((at, at + 1), found[n]) for n in group) for at in range(262))
        assert counts == {most}  # as many columns as there are entries at the busiest moment


def test_who_begins_when_another_ends_has_the_whole_width():
    assert [share.columns for share in pack_columns([(0, 60), (60, 90)])] == [1, 1]


def test_the_longer_of_two_that_begin_together_stands_left():
    assert [share.column for share in pack_columns([(0, 30), (0, 60)])] == [1, 0]


@given(bars, st.integers(0, 6))
def test_every_bar_has_a_row_of_its_own_or_is_counted(found, capacity):
    rows, hidden = pack_rows(found, 7, capacity)
    for day in range(7):
        here = [n for n, (first, last) in enumerate(found) if first <= day <= last]
        shown = [rows[n] for n in here if rows[n] is not None]
        assert len(shown) == len(set(shown))
        assert len(shown) + hidden[day] == len(here)
        free = capacity - 1 if hidden[day] else capacity
        assert all(row < free for row in shown), "the last row says how many more there are"


@given(bars, st.integers(0, 6))
def test_nothing_is_hidden_where_everything_has_room(found, capacity):
    hidden = pack_rows(found, 7, capacity).hidden
    busiest = max((sum(a <= day <= b for a, b in found) for day in range(7)), default=0)
    if busiest > capacity:
        assert any(hidden)
    if len(found) <= capacity:
        assert not any(hidden)


def test_a_day_that_is_too_full_says_how_many_more():
    rows, hidden = pack_rows([(0, 0), (0, 0), (0, 2), (1, 1)], 3, 2)
    assert rows == [0, None, None, 0]
    assert hidden == [2, 1, 1]
