"""Kinds of text: what is cleaned, what finds a record, what is doubted."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.core.collation import sort_key
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import LookupKind
from desktop.core.kinds.cleaning import clean_block, clean_line
from desktop.core.names import person_sort_key
from tests.core.kinds.strategies import FIELDS


def parse(kind, text):
    return kind_of(FIELDS[kind]).parse(FIELDS[kind], text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  abc  ", "abc"),
        ("\ufeffabc\x00", "abc"),
        ("a\r\nb\tc", "a b c"),
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn"),
        ("a\u00a0b\u00a0", "a\u00a0b"),
        ("a\u2028b", "a b"),
        ("\ud800abc", "abc"),
        (" \u00a0 ", None),
        ("", None),
    ],
)
def test_a_line_is_kept_clean(typed, kept):
    assert clean_line(typed) == kept


def test_a_block_keeps_its_lines():
    assert clean_block("\n a \r\nb\t \r\rc\x0b\n\n") == "a\nb\n\nc"


def test_a_text_longer_than_the_field_is_refused_with_both_numbers():
    field = Field("code", "Code", Kind.TEXT, length=5)
    with pytest.raises(InvalidValueError, match=r"5 .*6") as refused:
        kind_of(field).parse(field, "abcdef")
    assert refused.value.field == "code"


@pytest.mark.parametrize(
    ("cell", "text"), [(12.0, "12"), (12.5, "12.5"), (7, "7"), ("x", "x"), (True, "True")]
)
def test_a_number_in_a_cell_of_text_is_what_people_see(cell, text):
    assert kind_of(FIELDS[Kind.TEXT]).from_cell(FIELDS[Kind.TEXT], cell) == text


def test_a_sortable_text_has_a_vietnamese_sort_key():
    (companion,) = kind_of(FIELDS[Kind.TEXT]).companions(FIELDS[Kind.TEXT])
    assert companion.derive("Ánh") == sort_key("Ánh")
    plain = Field("note", "Note", Kind.TEXT)
    assert kind_of(plain).companions(plain) == ()


def test_people_are_sorted_by_their_given_names():
    (companion,) = kind_of(FIELDS[Kind.PERSON_NAME]).companions(FIELDS[Kind.PERSON_NAME])
    assert companion.derive("Nguyễn Văn An") == person_sort_key("Nguyễn Văn An")
    assert companion.derive("Nguyễn Văn An") < companion.derive("Bùi Thị Bình")


@pytest.mark.parametrize(
    ("text", "fragments"),
    [("KH-0012", ("KH-0012",)), ("An Bình 3", ()), ("Bình", ()), ("x" * 50 + "1", ())],
)
def test_only_what_looks_like_a_code_is_found_by_fragments(text, fragments):
    assert kind_of(FIELDS[Kind.TEXT]).search_fragments(text) == fragments


def test_a_tax_code_is_stored_without_its_dash_and_shown_with_it():
    field, kind = FIELDS[Kind.TAX_CODE], kind_of(FIELDS[Kind.TAX_CODE])
    assert parse(Kind.TAX_CODE, "MST: 9990000025-001") == "9990000025001"
    assert kind.format(field, "9990000025001") == "9990000025-001"
    assert kind.lookups("9990000025001") == ((LookupKind.TAX_CODE, "9990000025001"),)


def test_a_spreadsheet_that_lost_the_zero_of_a_tax_code_is_mended():
    assert kind_of(FIELDS[Kind.TAX_CODE]).from_cell(FIELDS[Kind.TAX_CODE], 100109106.0) == (
        "0100109106"
    )


@pytest.mark.parametrize("code", ["9990000019", "abc", "123"])
def test_a_doubtful_tax_code_is_kept_with_a_warning(code):
    kind = kind_of(FIELDS[Kind.TAX_CODE])
    assert parse(Kind.TAX_CODE, code) == code
    assert kind.warning(FIELDS[Kind.TAX_CODE], code)


def test_a_web_address_gets_its_scheme_and_is_shown_without():
    field, kind = FIELDS[Kind.URL], kind_of(FIELDS[Kind.URL])
    assert parse(Kind.URL, "ABC.vn/a b") != "ABC.vn"
    assert parse(Kind.URL, "ABC.vn") == "https://abc.vn"
    assert kind.format(field, "https://abc.vn/") == "abc.vn"
    assert kind.export(field, "https://abc.vn/a") == "https://abc.vn/a"  # a file opens it
    assert kind.warning(field, "javascript:alert(1)")
