"""Refused rows come back as a file with their reasons, to be corrected and imported again."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.files.row_errors import suggest_error_path, write_error_rows
from desktop.files.tables import open_table
from tests.files.makers import make_xlsx

FAILURES = [
    (("Lan", "12", date(2026, 1, 31)), "Số điện thoại không hợp lệ"),
    (("Mai",), "Thiếu địa chỉ"),
    (("Hoa", "1", None, "thừa"), "=1+1"),
]


@pytest.mark.parametrize(
    ("name", "ending"), [("a.xlsx", ".xlsx"), ("a.csv", ".csv"), ("a.txt", ".txt")]
)
def test_they_keep_the_format_of_the_file(tmp_path, name, ending):
    source = tmp_path / name
    if ending == ".xlsx":
        make_xlsx(source, [["Tên", "ĐT", "Ngày"]])
    else:
        source.write_text("Tên|ĐT|Ngày\n", "utf-8")
    info = open_table(source).info
    path = suggest_error_path(info)
    assert path.suffix == ending
    assert write_error_rows(path, ["Tên", "ĐT", "Ngày"], FAILURES, info).rows == 3
    table = open_table(path)
    rows = list(table.iter_rows(table.sheets[0]))
    assert table.info.delimiter == info.delimiter
    assert rows[0] == ("Tên", "ĐT", "Ngày", None, "Reason")
    assert rows[1][:2] == ("Lan", "12")
    assert rows[2] == ("Mai", None, None, None, "Thiếu địa chỉ")
    assert rows[3] == ("Hoa", "1", None, "thừa", "=1+1")


def test_the_suggested_name_is_free(tmp_path):
    info = open_table(make_xlsx(tmp_path / "a.xlsx", [["Tên"]])).info
    first = suggest_error_path(info)
    first.touch()
    assert suggest_error_path(info) not in (first, info.path)
    assert suggest_error_path(info, tmp_path.parent).parent == tmp_path.parent
