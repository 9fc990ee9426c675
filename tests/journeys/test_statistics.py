"""A day with numbers: statistics under the list, down to the records and back, into a file."""

from __future__ import annotations

from functools import partial

from openpyxl import load_workbook

EVERYBODY = "300 khách hàng"


def counting(company, start):
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(EVERYBODY)
    program.press("Ctrl+Shift+S")
    program.until(lambda: program.ask("focus")["kind"] == "FigureTable", "the table of numbers")
    program.sees("Nhà cung cấp")
    program.until(lambda: program.ask("texts").count("300") > 0, "the total")
    return program


def test_a_number_leads_to_its_records_and_back(company, start):
    program = counting(company, start)
    program.press("Ctrl+End")
    program.press("Up")
    program.press("Return")
    program.sees("100 khách hàng")
    program.press("Alt+Left")
    program.sees(EVERYBODY)
    program.press("Alt+Right")
    program.sees("100 khách hàng")
    program.press("Alt+Left", "Ctrl+Shift+S")
    program.until(lambda: program.ask("focus")["kind"] == "RowTable", "the list")
    assert program.ask("told") == []


def test_what_was_chosen_is_there_again_after_a_start(company, start):
    program = counting(company, start)
    program.until(lambda: program.ask("choose", name="Đo", text="Tổng: Doanh thu năm"))
    program.sees("Tổng: Doanh thu năm")
    assert program.quit() == 0
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("Tổng: Doanh thu năm")


def test_the_table_is_exported(company, start, tmp_path):
    documents = tmp_path / "Documents"
    documents.mkdir()
    at_home = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    program = counting(company, partial(start, environment=at_home))
    program.click("Kết xuất bảng…")
    program.until(lambda: program.ask("accept_file"), "the file dialog")
    program.sees("Đã kết xuất bảng ra tệp")
    (path,) = documents.glob("Thống kê khách hàng*.xlsx")
    rows = list(load_workbook(path).active.values)
    assert rows[0] == ("Số lượng", "Tổng")
    assert rows[-1] == ("Tổng", 300)
    assert sum(row[1] for row in rows[1:-1]) == 300
