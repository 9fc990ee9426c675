"""What every kind of field must hold, also those that come later."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Kind
from desktop.core.filters import Op
from desktop.core.kinds import kind_of, knowledge
from desktop.core.kinds.base import LookupKind, Merge, Storage
from tests.core.kinds.strategies import FIELDS, lines, raw_values, values

quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
every_kind = pytest.mark.parametrize("kind", list(Kind))
STORED_TYPES = {
    Storage.TEXT: str,
    Storage.INTEGER: int,
    Storage.AMOUNT: int,
    Storage.MOMENT: int,
    Storage.DAY: str,
    Storage.FLAG: int,
    Storage.ID: bytes,
    Storage.JSON: str,
    Storage.KEY: bytes,
}


def texts_in(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for pair in data.items() for item in pair for text in texts_in(item)]
    return [text for item in data for text in texts_in(item)] if isinstance(data, list) else []


def outcome(read, field, given_value):
    """Return what was read, and why it was refused."""
    try:
        return read(field, given_value), None
    except InvalidValueError as error:
        return None, error


@every_kind
def test_it_is_described_under_its_own_name(kind):
    assert knowledge(kind).kind is kind


@every_kind
def test_its_facts_are_of_known_words(kind):
    known = knowledge(kind)
    assert isinstance(known.storage, Storage)
    assert isinstance(known.merge, Merge)
    assert known.operators
    assert all(isinstance(op, Op) for op in known.operators)
    assert len(set(known.operators)) == len(known.operators)
    assert {Op.EMPTY, Op.FILLED} <= set(known.operators)
    assert known.width > 0


@every_kind
def test_nothing_stays_nothing(kind):
    field = FIELDS[kind]
    known = kind_of(field)
    assert known.to_stored(None) is None
    assert known.from_stored(None) is None
    assert known.to_json(None) is None
    assert known.from_json(None) is None
    assert known.from_cell(field, None) is None
    assert known.parse(field, "") is None
    assert known.parse(field, " \t ") is None
    assert known.normalise(field, None) is None
    assert known.export(field, None) is None
    assert known.format(field, None) == known.format_stored(field, None) == ""
    assert known.edit_text(field, None) == ""
    assert known.warning(field, None) == ""
    assert known.search_texts(None) == known.search_fragments(None) == known.lookups(None) == ()
    known.check(field, None)


@every_kind
@quick
@given(data=st.data())
def test_json_form_and_back_is_the_same_value(kind, data):
    known = knowledge(kind)
    value = data.draw(values(kind))
    form = json.loads(json.dumps(known.to_json(value)))
    assert known.from_json(form) == value


@every_kind
@quick
@given(data=st.data())
def test_stored_form_and_back_is_the_same_value(kind, data):
    known = knowledge(kind)
    value = data.draw(values(kind))
    stored = known.to_stored(value)
    assert stored is None or type(stored) is STORED_TYPES[known.storage]
    assert known.from_stored(stored) == value
    assert known.to_stored(known.from_stored(stored)) == stored


@every_kind
@quick
@given(data=st.data())
def test_parse_reads_back_what_is_edited(kind, data):
    field, known = FIELDS[kind], knowledge(kind)
    value = data.draw(values(kind))
    assert known.parse(field, known.edit_text(field, value)) == value


@every_kind
@quick
@given(data=st.data())
def test_normalising_twice_is_normalising_once(kind, data):
    field, known = FIELDS[kind], knowledge(kind)
    once = known.normalise(field, data.draw(raw_values(kind)))
    assert known.normalise(field, once) == once


@every_kind
@quick
@given(data=st.data())
def test_what_is_stored_is_clean_text(kind, data):
    known = knowledge(kind)
    value = data.draw(values(kind))
    for text in texts_in(known.to_json(value)):
        assert unicodedata.is_normalized("NFC", text)
        assert not set(text) & {"\x00", "\r", "\ufeff"}
        text.encode()


@every_kind
@quick
@given(data=st.data())
def test_lists_and_cards_write_a_value_alike(kind, data):
    field, known = FIELDS[kind], knowledge(kind)
    value = data.draw(values(kind))
    assert known.format_stored(field, known.to_stored(value)) == known.format(field, value)


@every_kind
@quick
@given(data=st.data())
def test_it_is_exported_as_a_cell(kind, data):
    field, known = FIELDS[kind], knowledge(kind)
    cell = known.export(field, data.draw(values(kind)))
    assert cell is None or isinstance(cell, str | int | Decimal | bool | date | datetime)
    assert cell != ""
    assert not isinstance(cell, datetime) or cell.tzinfo is not None


@every_kind
@quick
@given(data=st.data())
def test_what_finds_it_is_text(kind, data):
    known = knowledge(kind)
    value = data.draw(values(kind))
    assert all(isinstance(text, str) for text in known.search_texts(value))
    assert all(isinstance(text, str) and text for text in known.search_fragments(value))
    for lookup, key in known.lookups(value):
        assert isinstance(lookup, LookupKind)
        assert key
        assert key == key.strip()


@every_kind
@quick
@given(data=st.data())
def test_its_companions_hold_what_they_say(kind, data):
    field, known = FIELDS[kind], knowledge(kind)
    value = data.draw(values(kind))
    for companion in known.companions(field):
        derived = companion.derive(value)
        assert companion.suffix.startswith("_")
        assert derived is None or type(derived) is STORED_TYPES[companion.storage]
        assert companion.derive(None) is None
        assert companion.label or companion.kind is None


@every_kind
@quick
@given(text=lines)
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(kind, text):
    field, known = FIELDS[kind], knowledge(kind)
    value, refused = outcome(known.parse, field, text)
    if refused:
        assert str(refused)
        assert refused.field == field.name
        return
    assert known.normalise(field, value) == value
    known.check(field, value)
    assert isinstance(known.warning(field, value), str)


@every_kind
@pytest.mark.parametrize(
    "data", [True, 1.5, 7, "x", [1], [["x"]], {"street": 5}, {"number": []}, "\x00"], ids=repr
)
def test_a_wrong_json_form_is_a_value_error(kind, data):
    known = knowledge(kind)
    try:
        value = known.from_json(data)
    except ValueError:
        return
    known.normalise(FIELDS[kind], value)
    known.to_stored(value)


@every_kind
@quick
@given(
    cell=st.one_of(
        st.integers(-(10**18), 10**18),
        st.floats(),
        st.booleans(),
        st.dates(min_value=date(1000, 1, 1)),
        st.datetimes(
            min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - as spreadsheets have them
            max_value=datetime(9000, 1, 1),  # noqa: DTZ001 - as above
        ),
        st.decimals(allow_nan=False, allow_infinity=False, places=2),
        lines,
    )
)
def test_any_cell_of_a_spreadsheet_is_read_or_refused_with_a_sentence(kind, cell):
    field, known = FIELDS[kind], knowledge(kind)
    value, refused = outcome(known.from_cell, field, cell)
    if refused:
        assert str(refused)
        return
    assert known.normalise(field, value) == value
    known.check(field, value)
    known.to_stored(value)
