"""What is written comes back the same and runs nowhere as a formula."""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.tables import CellKind, ColumnSpec, TableFormat, Written
from desktop.files.cells import ERROR_WORDS
from desktop.files.delimited import open_delimited
from desktop.files.tables import open_table
from desktop.files.workbooks import open_workbook
from desktop.files.writing import write_csv, write_table, write_xlsx

COLUMNS = [ColumnSpec("Tên"), ColumnSpec("ĐT"), ColumnSpec("Số", CellKind.MONEY)]
ROWS = [("Hường", "0912345678", Decimal(1500000)), ("Đỗ", "+84987654321", Decimal("-12.5"))]
ATTACKS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://evil.example";"x")',
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "http://evil.example",
    "mailto:a@evil.example",
    "internal:Sheet2!A1",
]


class Colour(StrEnum):
    RED = "red"


def read(path):
    table = open_table(path)
    return list(table.iter_rows(table.sheets[0]))


def test_a_workbook_keeps_the_type_of_every_cell(tmp_path):
    kinds = [CellKind.TEXT, CellKind.DATE, CellKind.MOMENT, CellKind.FLAG, CellKind.PERCENT]
    columns = [ColumnSpec(kind.value, kind) for kind in kinds]
    moment = datetime(2026, 1, 2, 1, 30, tzinfo=UTC)  # half past eight in Vietnam
    row = ("0001", date(2026, 1, 31), moment, True, Decimal("7.5"))
    path = tmp_path / "a.xlsx"
    assert write_xlsx(path, columns, [row, (None,) * 5, ("", None, None, False, 7)]) == Written(
        path, 3
    )
    assert read(path)[1:] == [
        ("0001", date(2026, 1, 31), datetime.fromisoformat("2026-01-02T08:30"), True, 7.5),
        (),
        (None, None, None, False, 7),
    ]


def test_numbers_that_excel_would_round_are_texts(tmp_path):
    numbers = [10**15, Decimal("1234567890.1234567"), Decimal("0.1"), 999_999_999_999_999]
    write_xlsx(tmp_path / "a.xlsx", COLUMNS[:1], [(number,) for number in numbers])
    assert read(tmp_path / "a.xlsx")[1:] == [
        ("1000000000000000",),
        ("1234567890.1234567",),
        (0.1,),
        (999_999_999_999_999,),
    ]


def test_days_that_excel_does_not_know_are_texts(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", COLUMNS[:1], [(date(1890, 5, 19),), (date(1900, 3, 1),)])
    assert read(tmp_path / "a.xlsx")[1:] == [("19/05/1890",), (date(1900, 3, 1),)]


def test_what_is_no_number_is_left_out(tmp_path):
    cells = [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), Colour.RED]
    write_xlsx(tmp_path / "a.xlsx", [ColumnSpec("a")] * 5, [cells])
    assert read(tmp_path / "a.xlsx")[1] == (None, None, None, None, "red")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_a_formula_or_link_in_a_workbook(tmp_path, attack):
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [ColumnSpec(attack), ColumnSpec("b", CellKind.MONEY)], [(attack, attack)])
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert all(cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_begins_like_a_formula_in_a_csv(tmp_path, attack):
    path = tmp_path / "a.csv"
    write_csv(path, [ColumnSpec(attack)], [(attack,), (Decimal("-5.5"),), (-7,)])
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row[0] for row in csv.reader(file, delimiter=";")]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells[:2])
    assert cells[2:] == ["-5,5", "-7"]


def test_a_csv_opens_in_excel_by_a_double_click(tmp_path):
    write_csv(tmp_path / "a.csv", COLUMNS, ROWS)
    assert (tmp_path / "a.csv").read_bytes() == (
        "\ufeffTên;ĐT;Số\r\nHường;0912345678;1500000\r\nĐỗ;'+84987654321;-12,5\r\n".encode()
    )


def test_a_csv_writes_days_moments_and_great_numbers_in_full(tmp_path):
    moment = datetime(2026, 1, 2, 1, 30, tzinfo=UTC)
    row = (date(2026, 1, 31), moment, True, Decimal("1E+12"), 1e21, 0.5)
    write_csv(tmp_path / "a.csv", [ColumnSpec("x")] * 6, [row], delimiter=",")
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1] == (
        "2026-01-31,2026-01-02 08:30:00,TRUE,1000000000000,1000000000000000000000,0.5"
    )


def test_the_name_asks_for_the_format(tmp_path):
    for name in ("a.csv", "a.tsv", "a.xlsx", "a"):
        write_table(tmp_path / name, COLUMNS, ROWS)
        assert read(tmp_path / name)[1][:2] == ("Hường", "0912345678")
    assert (tmp_path / "a.tsv").read_text("utf-8-sig").startswith("Tên\tĐT")
    assert (tmp_path / "a").read_bytes().startswith(b"PK")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
tables = st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=8)


def kept(text):
    """Return what a table file can keep of a text: no NUL, line ends of one kind, no errors."""
    if text in ERROR_WORDS or re.fullmatch(r"Err:5\d\d", text):
        return None
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n") or None


def without_empty_end(rows):
    rows = [list(row) for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    return [row if any(row) else [] for row in rows]


@given(rows=tables, delimiter=st.sampled_from(";,\t|"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_a_csv(tmp_path, rows, delimiter):
    path = tmp_path / "a.csv"
    write_csv(path, COLUMNS[:2], rows, delimiter=delimiter)
    sheet = open_delimited(path, "utf-8-sig", delimiter).sheets[0]
    wanted = without_empty_end([["Tên", "ĐT"], *([kept(cell) for cell in row] for row in rows)])
    assert list(sheet.rows()) == wanted


@given(rows=tables)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_a_workbook(tmp_path, rows):
    path = tmp_path / "a.xlsx"
    write_xlsx(path, COLUMNS[:2], rows)
    sheet = open_workbook(path, TableFormat.XLSX).sheets[0]
    wanted = without_empty_end([["Tên", "ĐT"], *([kept(cell) for cell in row] for row in rows)])
    assert list(sheet.rows()) == wanted


def test_halves_of_characters_do_not_stop_the_export(tmp_path):
    for name in ("a.csv", "a.xlsx"):
        write_table(tmp_path / name, COLUMNS[:1], [("a\ud800b\0",)])
        assert read(tmp_path / name)[1] == ("ab",)


def test_a_text_that_excel_cannot_hold_is_cut_and_counted(tmp_path):
    written = write_xlsx(tmp_path / "a.xlsx", COLUMNS[:1], [("x" * 40_000,), ("y",)])
    assert written.shortened == 1
    assert len(read(tmp_path / "a.xlsx")[1][0]) == 32_767


def test_rows_beyond_a_sheet_go_on_on_the_next(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = [(str(n),) for n in range(25)]
    written = write_xlsx(path, COLUMNS[:1], rows, title="Khách [1]", sheet_rows=11)
    assert (written.rows, written.sheets) == (25, 3)
    table = open_table(path)
    assert [sheet.name for sheet in table.sheets] == ["Khách 1", "Khách 1 (2)", "Khách 1 (3)"]
    assert [sheet.row_count for sheet in table.sheets] == [11, 11, 6]
    assert list(table.iter_rows(table.sheets[2]))[:2] == [("Tên",), ("20",)]


@pytest.mark.parametrize("count", [0, 10, 20])
def test_a_full_last_sheet_is_followed_by_none(tmp_path, count):
    written = write_xlsx(tmp_path / "a.xlsx", COLUMNS[:1], [("x",)] * count, sheet_rows=11)
    assert written.sheets == max(count // 10, 1)


def test_the_header_stays_and_filters(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [*COLUMNS, ColumnSpec("Ghi chú", width=40)], [(*ROWS[0], "x")])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D2")
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["D"].width == pytest.approx(40, abs=1)
    assert sheet["C2"].number_format == "#,##0"
    assert sheet["B2"].number_format == "@"
