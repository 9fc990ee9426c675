"""The person's order of the blocks holds, also when modules bring new ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.views.home.arrangement import Arrangement, arrangement_from_json

KEYS = ["calls", "late", "birthdays", "leads", "recent"]
ARRANGEMENTS = st.builds(
    Arrangement,
    st.lists(st.sampled_from([*KEYS, "gone"]), unique=True).map(tuple),
    st.frozensets(st.sampled_from([*KEYS, "gone"])),
)


@given(ARRANGEMENTS)
def test_every_block_has_one_place(arrangement: Arrangement):
    assert sorted(arrangement.placed(KEYS)) == sorted(KEYS)


@given(ARRANGEMENTS)
def test_it_comes_back_from_the_state_of_the_window(arrangement: Arrangement):
    assert arrangement_from_json(arrangement.to_json()) == arrangement


@given(ARRANGEMENTS, st.data())
def test_moving_there_and_back_changes_nothing_in_view(arrangement: Arrangement, data):
    shown = arrangement.shown(KEYS)
    if len(shown) < 2:
        return
    key = data.draw(st.sampled_from(shown[:-1]))
    there = arrangement.moved(KEYS, key, 1)
    assert there.shown(KEYS) != shown
    assert there.moved(KEYS, key, -1).shown(KEYS) == shown


def test_the_first_cannot_go_further_forward():
    assert Arrangement().moved(KEYS, "calls", -1) == Arrangement()


def test_a_block_passes_hidden_ones():
    arrangement = Arrangement().showing("late", is_shown=False).moved(KEYS, "birthdays", -1)
    assert arrangement.shown(KEYS) == ["birthdays", "calls", "leads", "recent"]


def test_a_new_block_stands_where_it_is_declared():
    arrangement = Arrangement(order=("recent", "leads", "calls", "birthdays"))
    assert arrangement.placed(KEYS) == ["recent", "leads", "calls", "late", "birthdays"]


def test_what_is_no_arrangement_is_none():
    assert arrangement_from_json({"order": "x", "hidden": [1, None]}) == Arrangement()
