"""The Vietnamese order, against the order that ICU 72 gives for locale "vi"."""

from __future__ import annotations

import itertools
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import collation
from desktop.core.collation import joined_key, sort_key
from desktop.core.words import fold
from tests.speed import quickest

GOLDEN = Path(__file__).with_name("vietnamese_order.txt").read_text(encoding="utf-8").splitlines()
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + "  0129", max_size=12)


def primary(text):
    return sort_key(text).split(b"\0")[0]


@pytest.mark.parametrize(("before", "after"), list(itertools.pairwise(GOLDEN)))
def test_every_line_comes_after_the_one_before_it_as_in_icu(before, after):
    assert sort_key(before) < sort_key(after)


def test_tones_count_only_after_all_letters():
    expected = "an ăn ân ba bà bả bã bá bạ co cô cơ da đa ua ưa y ý ỵ"
    words = expected.split()
    random.Random(1).shuffle(words)
    assert " ".join(sorted(words, key=sort_key)) == expected


def test_small_letters_come_before_capitals_only_where_all_else_is_equal():
    assert sorted(["Ab", "aa", "ab", "Aa"], key=sort_key) == ["aa", "Aa", "ab", "Ab"]


def test_letters_of_other_scripts_come_after_z():
    assert sorted(["Ωmega", "zebra", "Жук", "1", "中"], key=sort_key)[:2] == ["1", "zebra"]


@given(st.text())
def test_both_unicode_spellings_have_one_key(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert sort_key(composed) == sort_key(decomposed)


@given(vietnamese, vietnamese)
def test_texts_with_the_same_letters_fold_alike(first, second):
    if primary(first) == primary(second):
        assert fold(first) == fold(second)


@given(vietnamese)
def test_different_vietnamese_texts_have_different_keys(text):
    for i, char in enumerate(text):
        changed = text[:i] + ("ạ" if char != "ạ" else "á") + text[i + 1 :]
        assert sort_key(changed) != sort_key(text)


@given(vietnamese, vietnamese)
def test_a_text_sorts_after_what_it_begins_with(first, second):
    assert sort_key(first) <= sort_key(first + second) or primary(first) == primary(first + second)
    assert primary(first) <= primary(first + second)


@given(st.tuples(vietnamese, vietnamese), st.tuples(vietnamese, vietnamese))
def test_a_joined_key_compares_text_by_text(first, second):
    by_text = [sort_key(each) for each in first] < [sort_key(each) for each in second]
    assert (joined_key(*first) < joined_key(*second)) is by_text


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_has_a_key(text):
    assert sort_key(text).count(b"\0") >= 2


def test_marks_far_into_a_long_word_still_count():
    shared = "a" * 400
    assert sort_key(shared) < sort_key(shared + "á") < sort_key("a" * 350 + "á" + "a" * 50)
    assert sort_key(shared + "a") < sort_key(shared + "á")


def test_a_no_break_space_sorts_as_a_space():
    assert sort_key("Hà\u00a0Nội") == sort_key("Hà Nội")


def test_keys_of_names_are_quick():
    names = [f"{a} {b} {c}" for a in ("Nguyễn", "Trần") for b in ("Thị", "Văn") for c in LETTERS]
    seconds = quickest(lambda: [sort_key(each) for each in names * 20])
    assert seconds / 20 / len(names) < 20e-6  # 2 µs on a quiet machine


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_a_text_without_marks_has_the_key_that_its_words_make(text):
    letters, tones, capitals = zip(*map(collation._word_key, text.split(" ")), strict=True)
    levels = [b"".join(level).rstrip(b"\x01") for level in (tones, capitals)]
    assert sort_key(text) == b"\0".join((collation._SPACE.join(letters), *levels))
