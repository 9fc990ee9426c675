"""Merging two edits of one value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.kinds.base import Merge
from desktop.core.merge import Merged, merge_lines, merge_value

values = st.one_of(st.none(), st.sampled_from(["a", "b", "c"]))
sets = st.lists(st.sampled_from("abcdef"), unique=True)
texts = st.lists(st.sampled_from(["một", "hai", "ba", ""]), max_size=6).map("\n".join)
rules = st.sampled_from(list(Merge))


@given(base=values, mine=values, theirs=values)
def test_no_edit_of_a_whole_value_is_lost_without_a_clash(base, mine, theirs):
    merged = merge_value(Merge.WHOLE, base, mine, theirs)
    assert merged.clash or merged.value in (mine, theirs)
    if not merged.clash and mine != base:
        assert merged.value == mine


@given(rule=rules, base=texts, edit=texts)
def test_a_one_sided_edit_is_taken(rule, base, edit):
    assert merge_value(rule, base, edit, base) == Merged(edit)
    assert merge_value(rule, base, base, edit) == Merged(edit)


@given(base=sets, mine=sets, theirs=sets)
def test_sets_keep_what_each_side_added_and_drop_what_each_removed(base, mine, theirs):
    merged = set(merge_value(Merge.SET, base, mine, theirs).value or [])
    added = (set(mine) | set(theirs)) - set(base)
    removed = (set(base) - set(mine)) | (set(base) - set(theirs))
    assert merged == (set(base) | added) - removed


def test_lines_changed_in_different_places_are_joined():
    assert merge_lines("a\nb\nc", "A\nb\nc", "a\nb\nC") == "A\nb\nC"


def test_the_same_line_changed_twice_is_a_clash():
    assert merge_lines("a\nb\nc", "a\nx\nc", "a\ny\nc") is None


@given(base=texts, edit=texts)
def test_the_same_edit_on_both_sides_is_made_once(base, edit):
    assert merge_lines(base, edit, edit) == edit
