"""Tables as people really send them are understood: formats, types, headers, remarks."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop.core.tables import TableFormat
from desktop.files.errors import FileProblem, Problem
from desktop.files.tables import TableFile, open_table
from tests.files.makers import make_ods, make_raw_xlsx, make_xlsx, sheet_xml

HEADER = ("Tên khách hàng", "Điện thoại", "Ngày sinh", "Doanh thu")


def read(path, **known):
    table = open_table(path, **known)
    return list(table.iter_rows(table.sheets[0]))


def test_a_workbook_gives_typed_cells(tmp_path):
    day, moment = date(1990, 5, 17), datetime.fromisoformat("2026-01-02T08:30")
    rows = [HEADER, ("Hường", "0912345678", day, 12.5), (True, moment)]
    assert read(make_xlsx(tmp_path / "a.xlsx", rows)) == [*rows[:2], (True, moment, None, None)]


def test_a_phone_number_that_excel_took_for_a_number_keeps_its_digits(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["ĐT"], [84912345678], [912345678], [1234567890123456]])
    assert read(path)[1:] == [(84912345678,), (912345678,), (1234567890123456,)]


def test_a_sum_shows_the_digits_that_excel_shows(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tiền"], [0.1 + 0.2], [1.1 * 3]])
    assert read(path)[1:] == [(0.3,), (3.3,)]


def test_rows_keep_their_numbers_and_columns_their_letters(tmp_path):
    rows = [[], [], [None, None, "Tên", "ĐT"], [], [None, None, "Lan", "0912345678"]]
    table = open_table(make_xlsx(tmp_path / "a.xlsx", rows))
    sheet = table.sheets[0]
    assert list(table.iter_rows(sheet)) == [
        (),
        (),
        (None, None, "Tên", "ĐT"),
        (),
        (None, None, "Lan", "0912345678"),
    ]
    assert (sheet.row_count, sheet.header_row) == (5, 2)
    assert [(column.letter, column.header) for column in sheet.columns] == [
        ("C", "Tên"),
        ("D", "ĐT"),
    ]
    assert sheet.columns[1].samples == ("0912345678",)


def test_the_sheet_with_the_most_rows_is_the_one_that_is_meant(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Hướng dẫn"]], [["Tên"], ["Lan"], ["Mai"]])
    table = open_table(path)
    assert table.info.main_sheet.name == "Sheet2"
    assert list(table.iter_rows(table.info.main_sheet)) == [("Tên",), ("Lan",), ("Mai",)]


def test_errors_are_empty_and_remarked(tmp_path):
    cells = '<c r="A1" t="str"><v>Tên</v></c><c r="B1" t="e"><v>#N/A</v></c>'
    path = make_raw_xlsx(tmp_path / "a.xlsx", sheet_xml(f'<row r="1">{cells}</row>'))
    table = open_table(path)
    assert table.sheets[0].head[0][0] == "Tên"
    assert "B1" in table.sheets[0].notes[0]


def test_formulas_that_were_never_calculated_are_remarked(tmp_path):
    cells = '<c r="A1"><v>1</v></c><c r="B1"><f>SUM(A1:A9)</f></c><c r="C1"><f>A1</f><v>1</v></c>'
    path = make_raw_xlsx(tmp_path / "a.xlsx", sheet_xml(f'<row r="1">{cells}</row>'))
    sheet = open_table(path).sheets[0]
    assert "B1" in sheet.notes[0]
    assert ": 1 " in sheet.notes[0]


def test_formulas_are_read_as_their_results(tmp_path):
    path = tmp_path / "a.xlsx"
    cells = '<c r="A1"><f>HYPERLINK("http://evil.example")</f><v>7</v></c>'
    assert read(make_raw_xlsx(path, sheet_xml(f'<row r="1">{cells}</row>'))) == [(7,)]


def test_macros_are_ignored_and_said_to_be(corpus):
    table = open_table(corpus / "spreadsheets" / "calamine" / "any_sheets.xls")
    assert "macros" in table.info.notes[0]


def test_an_ods_with_an_error_and_repeated_rows_is_read(tmp_path):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    rows = "".join(
        row.format(times, cell.format(text))
        for times, text in ((1, "Tên"), (3, "Lan"), (1, "#N/A"), (1, "Mai"))
    )
    table = open_table(make_ods(tmp_path / "a.ods", rows))
    assert list(table.iter_rows(table.sheets[0])) == [
        ("Tên",),
        ("Lan",),
        ("Lan",),
        ("Lan",),
        (),
        ("Mai",),
    ]
    assert "A5" in table.sheets[0].notes[0]


def test_a_web_table_named_xls_is_read(tmp_path):
    path = tmp_path / "bao_cao.xls"
    path.write_text(
        "<html><head><meta charset=utf-8><style>td {}</style></head><body><table>"
        "<tr><th>Tên<th colspan=2>Liên hệ</tr>"
        "<tr><td rowspan=2>Công ty&nbsp;A &amp; B</td><td>0912<br>345</td><td> x  y </td></tr>"
        "<tr><td>a@example.com</td><td></td></tr></table></body></html>",
        "utf-8",
    )
    table = open_table(path)
    assert table.info.format is TableFormat.HTML
    assert ".xls" in table.info.notes[0]
    assert list(table.iter_rows(table.sheets[0])) == [
        ("Tên", "Liên hệ", None),
        ("Công ty A & B", "0912\n345", "x y"),
        (None, "a@example.com", None),
    ]


def test_an_xml_spreadsheet_is_read(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Khách"><Table>'
        '<Row><Cell><Data ss:Type="String">Tên</Data></Cell></Row><Row ss:Index="3">'
        '<Cell ss:Index="2"><Data ss:Type="Number">5</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2026-01-02T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell/>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row></Table></Worksheet></Workbook>',
        "utf-8",
    )
    table = open_table(path)
    assert (table.info.format, table.sheets[0].name) == (TableFormat.XML, "Khách")
    assert list(table.iter_rows(table.sheets[0])) == [
        ("Tên",),
        (),
        (None, 5, date(2026, 1, 2), True, None, None),
    ]


def test_a_csv_named_xlsx_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "khach.xlsx"
    path.write_text("Tên;ĐT\nLan;0912345678\n", "utf-8")
    table = open_table(path)
    assert table.info.format is TableFormat.CSV
    assert "CSV" in table.info.notes[0]
    assert list(table.iter_rows(table.sheets[0])) == [("Tên", "ĐT"), ("Lan", "0912345678")]


def test_an_xlsx_without_its_ending_is_read(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên"], ["Lan"]]).rename(tmp_path / "khách hàng")
    assert read(path) == [("Tên",), ("Lan",)]


def test_a_preview_starts_below_the_header(tmp_path):
    rows = [
        ["DANH SÁCH KHÁCH HÀNG"],
        [],
        ["Tên", "ĐT"],
        *([f"Khách {n}", str(n)] for n in range(80)),
    ]
    table = open_table(make_xlsx(tmp_path / "a.xlsx", rows))
    sheet = table.sheets[0]
    assert sheet.header_row == 2
    assert table.preview(sheet, 2) == (("Khách 0", "0"), ("Khách 1", "1"))
    assert len(table.preview(sheet, 70)) == 70
    assert len(table.preview(sheet, 1000)) == 80


def test_a_table_is_read_by_what_another_process_kept_of_it(tmp_path):
    info = open_table(make_xlsx(tmp_path / "a.xlsx", [["Tên"], ["Lan"]])).info
    assert list(TableFile(info).iter_rows(info.sheets[0])) == [("Tên",), ("Lan",)]


def test_a_file_that_changed_since_is_not_read_as_what_it_was(tmp_path):
    table = open_table(make_xlsx(tmp_path / "a.xlsx", [["Tên"], ["Lan"]]))
    make_xlsx(tmp_path / "a.xlsx", [["Tên"], ["Mai"], ["Hoa"]])
    with pytest.raises(FileProblem) as told:
        table.rows(table.sheets[0])
    assert told.value.problem is Problem.CHANGED


def test_rows_come_in_batches_of_at_most_a_thousand(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Tên,Mã\n" + "".join(f"Lan {n},{n}\n" for n in range(5000)), "utf-8")
    table = open_table(path)
    with table.rows(table.sheets[0]) as batches:
        sizes = [len(batch) for batch in batches]
    assert sum(sizes) == 5001
    assert max(sizes) <= 1000


def test_a_preview_shows_only_the_beginning_of_long_texts(tmp_path):
    table = open_table(make_xlsx(tmp_path / "a.xlsx", [["Ghi chú"], ["x" * 5000]]))
    assert table.preview(table.sheets[0]) == (("x" * 500 + "…",),)
    assert list(table.iter_rows(table.sheets[0]))[1] == ("x" * 5000,)
