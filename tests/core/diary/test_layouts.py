"""Where entries stand on pages of days and of weeks."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.diary.day_layout import columns_of, lay_out_days
from desktop.core.diary.month_layout import lay_out_month
from desktop.core.diary.spans import last_day, stands_in_lanes
from tests.core.diary.making import at, days

WEEK = [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]
FIRST = date(2026, 10, 26)
entries = st.lists(
    st.one_of(
        st.builds(at, st.floats(0, 23.9), st.integers(0, 3000), day=st.integers(1, 30)),
        st.builds(days, st.integers(1, 30), st.integers(1, 40)),
    ),
    max_size=40,
)


@given(entries)
def test_every_entry_of_the_days_is_shown_and_no_other(found):
    layout = lay_out_days(columns_of(WEEK), found)
    shown = {one.entry.event for one in (*layout.blocks, *layout.bars)}
    wanted = {
        entry.event
        for entry in found
        if entry.start.date() <= WEEK[-1] and last_day(entry.start, entry.end) >= WEEK[0]
    }
    assert shown == wanted


@given(entries)
def test_blocks_lie_within_the_day_they_are_on(found):
    for block in lay_out_days(columns_of(WEEK), found, least=10).blocks:
        assert 0 <= block.top < 24 * 60
        assert block.bottom >= block.top + 10
        begins, ends = block.entry.start.date(), last_day(block.entry.start, block.entry.end)
        assert begins <= WEEK[block.column] <= ends
        assert not stands_in_lanes(block.entry)


def test_what_lasts_into_the_night_stands_on_both_days():
    layout = lay_out_days(columns_of(WEEK), [at(22, 300)])
    assert [(b.column, b.top, b.bottom) for b in layout.blocks] == [(0, 1320, 1440), (1, 0, 180)]


def test_what_ends_at_midnight_stands_on_one_day():
    layout = lay_out_days(columns_of(WEEK), [at(22, 120)])
    assert [(b.column, b.top, b.bottom) for b in layout.blocks] == [(0, 1320, 1440)]


def test_a_bar_tells_where_it_goes_on_outside():
    (bar,) = lay_out_days(columns_of(WEEK[:2]), [days(22, 9)]).bars
    assert (bar.first, bar.last, bar.begins_before, bar.ends_after) == (0, 1, True, True)


def test_each_person_has_the_own_entries_beside_those_of_others():
    lan, ha = uuid.uuid4(), uuid.uuid4()
    found = [at(9, person=lan), at(9, person=ha), at(9, person=uuid.uuid4()), days(24, person=ha)]
    layout = lay_out_days(columns_of(WEEK[:2], [lan, ha]), found)
    assert [(b.column, b.share.columns, b.entry.person) for b in layout.blocks] == [
        (0, 1, lan),
        (2, 1, ha),
    ]
    assert [(bar.first, bar.last) for bar in layout.bars] == [(3, 3)]


def test_lanes_that_have_no_room_are_counted():
    layout = lay_out_days(columns_of(WEEK), [days(23) for _ in range(7)], lanes=3)
    assert (layout.lanes, layout.hidden[0], len(layout.bars)) == (3, 5, 2)


@given(entries, st.integers(0, 6))
def test_a_month_shows_or_counts_every_entry_of_a_day(found, capacity):
    layout = lay_out_month(FIRST, 6, found, capacity)
    shown = [0] * 42
    for chip in layout.chips:
        for weekday in range(chip.first, chip.last + 1):
            shown[chip.week * 7 + weekday] += 1
    assert [a + b for a, b in zip(shown, layout.hidden, strict=True)] == layout.counts


@given(entries)
def test_an_entry_of_a_month_stands_on_its_days(found):
    layout = lay_out_month(FIRST, 6, found, 100)
    for chip in layout.chips:
        first, last = layout.day(chip.week * 7 + chip.first), layout.day(chip.week * 7 + chip.last)
        entry = chip.entry
        assert entry.start.date() <= first or not stands_in_lanes(entry)
        assert last <= last_day(entry.start, entry.end)
        assert chip.begins_before == (stands_in_lanes(entry) and entry.start.date() < first)


def test_longer_ones_stand_above_and_then_earlier_ones():
    found = [at(14, title="late"), at(8, title="early"), days(23, 3, title="long")]
    chips = lay_out_month(FIRST, 6, found, 5).chips
    assert [chip.entry.title for chip in chips] == ["long", "early", "late"]
    assert [chip.row for chip in chips] == [0, 1, 2]
