"""Cells read as fields: whatever stands in them is a value or a problem, never an exception."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.entities import get_entity
from desktop.core.imports.importable import importable_fields
from desktop.core.imports.plan import ColumnUse, ImportPlan
from desktop.core.tables import SheetInfo, TableFormat, TableInfo
from desktop.models import load_all
from desktop.services.imports.cells import RowReader
from desktop.store.shapes import shape_of

load_all()

ENTITIES = ("account", "contact", "lead", "call", "note")
cells = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False).map(Decimal),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


def plan_of(entity, *uses, **facts):
    sheet = SheetInfo(0, "A", 2, 1, (), header_row=None)
    table = TableInfo(Path("a.xlsx"), TableFormat.XLSX, 1, 1, (sheet,))
    columns = tuple(ColumnUse(column, name) for column, name in uses)
    return ImportPlan(entity, table, 0, columns, **facts)


@pytest.mark.parametrize("entity", ENTITIES)
@given(data=st.data())
def test_any_row_is_read_or_refused_with_sentences(entity, data):
    names = [one.name for one in importable_fields(get_entity(entity))]
    reader = RowReader(plan_of(entity, *enumerate(names)), names)
    row = reader.read(7, tuple(data.draw(st.lists(cells, max_size=len(names) + 2))))
    if row is not None:
        reader.check_new(row)
        assert all(problem.sentence and problem.row == 7 for problem in row.problems)
        plans = shape_of(get_entity(entity)).plans
        for name, value in row.values.items():  # so that writing need not clean it again
            assert plans[name].clean(value) == value


def test_columns_of_one_field_are_joined():
    headers = ["Tên", "Địa chỉ", "Tỉnh", "Email"]
    uses = [(0, "name"), (1, "address"), (2, "address"), (3, "emails")]
    reader = RowReader(plan_of("account", *uses), headers)
    row = reader.read(1, ("  Công ty  An Bình ", "12 Hàng Bài", "Hà Nội", "A@An.example.vn; "))
    assert row.values["name"] == "Công ty  An Bình"
    assert row.values["emails"] == ["A@an.example.vn"]
    assert "12 Hàng Bài" in row.values["address"]["street"]


def test_a_short_row_has_empty_cells_at_its_end():
    reader = RowReader(plan_of("account", (0, "name"), (5, "phones")), [])
    assert reader.read(1, ("An",)).values == {"name": "An"}


def test_a_row_without_values_is_none():
    reader = RowReader(plan_of("account", (0, "name"), fixed={"tags": "VIP"}), [])
    assert reader.read(1, ("   ", "not imported")) is None
