"""The header row is found where people put it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.files.headers import guess_header_row

HEADER = ("STT", "Tên khách hàng", "Điện thoại", "Địa chỉ")
ROW = (1, "Công ty Hoàng Long", "0912345678", "Số 5 Trần Phú")
OTHER = (2, "Công ty Sao Mai", "0987654321", "Số 6 Trần Phú")


@pytest.mark.parametrize(
    "above",
    [
        [],
        [()],
        [("DANH SÁCH KHÁCH HÀNG",), ()],
        [("CÔNG TY TNHH ABC", None, None, "Mẫu số 01"), ("Địa chỉ: 12 Lê Lợi",), (), ()],
        [(None, "BÁO CÁO", None, None), ("Từ ngày", date(2026, 1, 1), None, None)],
    ],
)
def test_it_stands_below_titles_and_empty_rows(above):
    assert guess_header_row([*above, HEADER, ROW, OTHER]) == len(above)


def test_a_header_without_all_its_cells_is_still_the_header():
    rows = [("Tên", "ĐT", None, "Ghi chú"), ("A", "B", "C", "D"), ("E", "F", "G", "H")]
    assert guess_header_row(rows) == 0


def test_the_upper_row_of_a_double_header_counts():
    rows = [("STT", "Tên", "Địa chỉ", None), (None, None, "Phường", "Tỉnh"), (1, "Lan", "X", "Y")]
    assert guess_header_row(rows) == 0


def test_words_nobody_knows_are_a_header_above_values():
    assert guess_header_row([("Foo", "Bar"), ("x", 1), ("y", 2)]) == 0


def test_a_table_without_header_has_none():
    assert guess_header_row([ROW, OTHER]) is None
    assert guess_header_row([("Lan", "0912345678"), ("Mai", "0987654321")]) is None
    assert guess_header_row([("a@example.com",), ("b@example.com",)]) is None


def test_a_list_of_names_has_no_header_but_a_known_one():
    assert guess_header_row([("Lan",), ("Mai",)]) is None
    assert guess_header_row([("Họ và tên",), ("Lan",), ("Mai",)]) == 0
    assert guess_header_row([("Số hiệu gì đó",), (5,), (6,)]) == 0


def test_years_beside_known_words_are_a_header():
    assert guess_header_row([("Tên", "Điện thoại", "Doanh thu", 2025), ("A", "1", "x", 5)]) == 0


def test_an_empty_sheet_has_no_header():
    assert guess_header_row([]) is None
    assert guess_header_row([(), (None, None)]) is None
