"""What is known of a table travels between processes unchanged."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.tables import (
    SheetInfo,
    TableFormat,
    TableInfo,
    cell_from_json,
    cell_to_json,
    column_letter,
    sheet_columns,
    table_from_json,
    table_to_json,
    with_header_row,
)

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(allow_nan=False),
    st.floats(allow_nan=False),
)


@given(cells)
def test_every_cell_survives_json(cell):
    text = json.dumps([cell], default=cell_to_json)
    (back,) = json.loads(text, object_hook=cell_from_json)
    assert (back, type(back)) == (cell, type(cell))


def test_what_is_no_cell_is_refused():
    with pytest.raises(TypeError):
        json.dumps([object()], default=cell_to_json)


def test_a_table_survives_json():
    head = (("Tên", date(2026, 1, 31), Decimal("1.50")), ("Lan", None, True), ())
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    sheets = (SheetInfo(0, "Khách", 3, 3, head, 0), SheetInfo(2, "B", 1, 1, ((moment,),), None))
    info = TableInfo(Path("a") / "khách.xlsx", TableFormat.XLSX, 5, 6, sheets, notes=("Chú ý.",))
    assert table_from_json(json.loads(json.dumps(table_to_json(info)))) == info


def test_a_damaged_message_is_refused():
    with pytest.raises((KeyError, TypeError, ValueError)):
        table_from_json({"path": "a"})


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns_are_called_as_in_a_spreadsheet(index, letters):
    assert column_letter(index) == letters


def test_columns_without_header_and_values_are_left_out():
    head = (
        ("Danh sách",),
        (None, " Tên \n khách ", None, "ĐT", ""),
        (None, "Lan", 5),
        (None, "Mai"),
    )
    columns = sheet_columns(head, 1)
    assert [(column.letter, column.header) for column in columns] == [
        ("B", "Tên khách"),
        ("C", ""),
        ("D", "ĐT"),
    ]
    assert columns[0].samples == ("Lan", "Mai")


def test_the_sheet_that_is_meant_is_visible():
    hidden = SheetInfo(0, "A", 100, 1, (), is_hidden=True)
    info = TableInfo(Path("a"), TableFormat.XLS, 1, 1, (hidden, SheetInfo(1, "B", 2, 1, ())))
    assert info.main_sheet.name == "B"


def test_the_person_may_choose_another_header_row():
    sheet = SheetInfo(0, "A", 3, 1, (("Danh sách",), ("Tên",), ("Lan",)), header_row=0)
    info = TableInfo(Path("a"), TableFormat.XLS, 1, 1, (sheet, SheetInfo(1, "B", 2, 1, ())))
    changed = with_header_row(info, sheet, 1).sheets[0]
    assert (changed.first_data_row, changed.columns[0].header) == (2, "Tên")
    assert with_header_row(info, sheet, None).sheets[0].first_data_row == 0
