"""Folding, words and the text of the search index."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.words import fold, search_document, split_words, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Hường", "dang thi huong"),
        ("ƯỠN ẸO", "uon eo"),
        ("Công ty TNHH MTV Thuỷ Sản", "cong ty tnhh mtv thuy san"),
        ("Crème brûlée Ångström", "creme brulee angstrom"),
        ("İstanbul", "istanbul"),
        ("ABC-123", "abc-123"),
        ("", ""),
    ],
)
def test_folding_drops_capitals_and_marks(text, folded):
    assert fold(text) == folded


def test_both_unicode_spellings_fold_alike():
    text = "Nguyễn Thị Ngọc Ưỡn Đặng"
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aàảãáạăằâấđdeêễiìoôơờuưứyỵ AĐÊ"))
def test_a_folded_vietnamese_text_is_plain_ascii(text):
    assert fold(text).isascii()


def test_tokens_are_folded_words_and_numbers_in_order():
    assert tokens("Số 12-A, đường Lê_Lợi (Q.1)") == [
        "so",
        "12",
        "a",
        "duong",
        "le",
        "loi",
        "q",
        "1",
    ]


def test_split_words_keeps_the_accents():
    assert split_words("Hồng  HÀ, đẹp!") == ["hồng", "hà", "đẹp"]


def test_a_search_document_holds_folded_words_then_only_the_accented_ones():
    assert search_document(["Hồng Hà Trading"]) == "hong ha trading hồng hà"


def test_a_search_document_holds_each_word_once():
    assert search_document(["An An", "an Ấn"]) == "an ấn"


def test_a_fragment_is_found_in_parts_and_written_together():
    assert search_document([], ["KH-0012", "0912 345 678"]).split() == [
        "kh",
        "0012",
        "kh0012",
        "0912",
        "345",
        "678",
        "0912345678",
    ]


def test_a_decomposed_word_enters_the_search_document_composed():
    assert search_document([unicodedata.normalize("NFD", "Hường")]) == "huong hường"


@given(st.lists(st.text()), st.lists(st.text()))
def test_a_search_document_holds_the_words_of_each_text_by_itself(texts, fragments):
    words = [word for text in texts for word in tokens(text)]
    for fragment in fragments:
        parts = tokens(fragment)
        words += [*parts, "".join(parts)] if len(parts) > 1 else parts
    spelled = [word for text in texts for word in split_words(text) if word != fold(word)]
    assert search_document(texts, fragments) == " ".join(dict.fromkeys([*words, *spelled]))
