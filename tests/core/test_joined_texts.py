"""Joining two edits of a text: each side's lines are there, and clashes are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.merge import join_texts

texts = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8).map("\n".join)


@given(texts, texts)
def test_the_side_that_changed_it_wins(base, changed):
    assert join_texts(base, changed, base).text == changed
    assert join_texts(base, base, changed).text == changed
    assert join_texts(base, changed, changed).text == changed
    assert join_texts(base, changed, base).clashes == 0


@given(texts, texts, texts)
def test_no_line_that_somebody_wrote_is_lost(base, mine, theirs):
    joined = join_texts(base, mine, theirs)
    lines = joined.text.split("\n")
    for side in (mine, theirs):
        assert set(side.split("\n")) - set(base.split("\n")) <= set(lines)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text", "clashes"),
    [
        ("một\nhai\nba", "một!\nhai\nba", "một\nhai\nba?", "một!\nhai\nba?", 0),
        ("gọi", "gọi T5", "gọi\nđã gửi", "gọi\nđã gửi\ngọi T5", 1),
        ("", "của tôi", "của họ", "của họ\ncủa tôi", 1),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd", 0),
        ("a\nb\nc", "a\nc", "a\nB\nc", "a\nB\nc", 1),
    ],
)
def test_texts_are_joined_line_by_line(base, mine, theirs, text, clashes):
    joined = join_texts(base, mine, theirs)
    assert (joined.text, joined.clashes) == (text, clashes)
