"""Old Vietnamese encodings are recognised in single lines, and nothing else is taken for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.old_encodings import OLD_ENCODINGS, converted, propose, repaired, repaired_row
from desktop.core.syllables import is_syllable

LINES = Path(__file__).with_name("old_encodings.tsv").read_text("utf-8").splitlines()
ENOUGH = 0.95


def labelled():
    """Yield the encoding ("" = Unicode), the text as it was read, the right text."""
    for line in LINES:
        encoding, seen, right = line.split("\t")
        yield encoding, re.sub(r"\\x([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), seen), right


def said(text):
    proposal = propose([text])
    return proposal.encoding if proposal else ""


def test_the_set_has_two_hundred_lines_of_every_sort():
    assert len(LINES) == 200
    assert {encoding for encoding, _seen, _right in labelled()} == {"", *OLD_ENCODINGS}


def test_nearly_every_single_line_is_recognised():
    told = [(wanted, said(seen), seen) for wanted, seen, _right in labelled()]
    wrong = [one for one in told if one[0] != one[1]]
    assert 1 - len(wrong) / len(LINES) >= ENOUGH, wrong


def test_plain_text_is_never_taken_for_an_old_encoding():
    plain = [seen for wanted, seen, _right in labelled() if not wanted]
    assert len(plain) >= 50
    assert [text for text in plain if said(text)] == []


def test_all_plain_lines_together_are_left_alone():
    assert propose(seen for wanted, seen, _right in labelled() if not wanted) is None


@pytest.mark.parametrize("encoding", OLD_ENCODINGS)
def test_all_lines_of_an_encoding_are_converted_rightly(encoding):
    lines = [(seen, right) for wanted, seen, right in labelled() if wanted == encoding]
    assert propose(seen for seen, _right in lines).encoding == encoding
    same = [right for seen, right in lines if repaired(seen, encoding) == right]
    assert len(same) / len(lines) >= ENOUGH


@pytest.mark.parametrize("encoding", OLD_ENCODINGS)
def test_a_file_of_both_keeps_what_is_right_already(encoding):
    for wanted, seen, right in labelled():
        if not wanted:
            assert repaired(seen, encoding) == right


def test_a_row_decides_where_a_text_makes_sense_both_ways():
    head = ["T\xaan", "\xa7i\xd6n tho\xb9i", "Ghi ch\xf3"]  # the last one as it is: a dog
    assert repaired_row(head, "tcvn3") == ["Tên", "Điện thoại", "Ghi chú"]
    assert repaired_row(["Ghi chó"], "tcvn3") == ["Ghi chó"]
    assert repaired_row([*head[:2], "Có thể"], "tcvn3")[2] == "Có thể"  # Unicode beside it
    assert repaired_row(["Ghi ch\xf3"], "tcvn3", is_old=True) == ["Ghi chú"]


def test_capitals_of_a_font_of_capitals_are_capitals():
    assert converted("C\xa4NG TY C\xe6 PH\xc7N", "tcvn3") == "CÔNG TY CỔ PHẦN"


@pytest.mark.parametrize("word", "quyết Đắk khuỷu nghiêng giếng gì thuở xoong HÀ Hoà Hòa".split())
def test_words_of_vietnamese_are_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", "Müller café Néi hàt bàp àà ñ ệộ hÀ".split())
def test_other_words_are_none(word):
    assert not is_syllable(word)


@given(st.text(), st.sampled_from([*OLD_ENCODINGS, "", "none"]))
def test_any_text_can_be_asked_about(text, encoding):
    assert isinstance(converted(text, encoding), str)
    assert isinstance(repaired(text, encoding), str)
    propose([text])
