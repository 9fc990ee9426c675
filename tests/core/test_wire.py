"""Values on the wire: one spelling each, there and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.kinds.base import Storage
from desktop.core.wire import from_wire, to_wire

WHOLE = st.integers(-(2**63) + 1, 2**63 - 1)
MICROS = st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999)  # years 1 to 9999
CAPTURED = {
    Storage.TEXT: st.text(min_size=1),
    Storage.INTEGER: WHOLE,
    Storage.AMOUNT: st.integers(-(10**19) + 1, 10**19 - 1).filter(lambda n: abs(n) < 2**63),
    Storage.MOMENT: MICROS,
    Storage.FLAG: st.booleans(),
    Storage.ID: st.uuids().map(lambda one: one.hex),
    Storage.DAY: st.dates().map(lambda day: day.isoformat()),
}


def as_captured(storage, stored):
    """Return what a captured change holds for a stored value."""
    if stored is None:
        return None
    if storage is Storage.ID:
        return stored.hex()
    return bool(stored) if storage is Storage.FLAG else stored


@pytest.mark.parametrize("storage", list(CAPTURED), ids=str)
@given(data=st.data())
def test_a_value_comes_back_as_it_went(storage, data):
    captured = data.draw(CAPTURED[storage] | st.none())
    wire = json.loads(json.dumps(to_wire(storage, captured)))
    assert as_captured(storage, from_wire(storage, wire)) == captured


@given(st.recursive(st.none() | st.booleans() | WHOLE | st.text(), st.lists))
def test_json_travels_as_it_is(value):
    wire = json.loads(json.dumps(to_wire(Storage.JSON, value)))
    stored = from_wire(Storage.JSON, wire)
    assert (None if stored is None else json.loads(str(stored))) == (value if value != "" else None)


@pytest.mark.parametrize(
    ("storage", "captured", "wire"),
    [
        (Storage.AMOUNT, 12345000, "1234.5000"),
        (Storage.AMOUNT, -1, "-0.0001"),
        (Storage.AMOUNT, 0, "0.0000"),
        (Storage.MOMENT, 0, "1970-01-01T00:00:00.000000Z"),
        (Storage.MOMENT, -1, "1969-12-31T23:59:59.999999Z"),
        (Storage.TEXT, "", None),
        (Storage.FLAG, True, True),
        (Storage.DAY, "2026-11-22", "2026-11-22"),
    ],
)
def test_a_value_has_this_spelling(storage, captured, wire):
    assert to_wire(storage, captured) == wire


@pytest.mark.parametrize(
    ("storage", "wire"),
    [
        (Storage.AMOUNT, "1.5"),
        (Storage.AMOUNT, 1.5),
        (Storage.MOMENT, "2026-11-22T00:00:00Z"),
        (Storage.MOMENT, "infinity"),
        (Storage.DAY, "22.11.2026"),
        (Storage.INTEGER, True),
        (Storage.INTEGER, 2**63),
        (Storage.TEXT, 5),
        (Storage.ID, "x"),
    ],
)
def test_another_spelling_is_refused(storage, wire):
    with pytest.raises(ValueError, match=r"."):
        from_wire(storage, wire)
