"""Every screen can be heard and worked without a pointer: each control has a name of its own."""

from __future__ import annotations

import pytest

SCREENS = {
    "list.filter": "Thỏa mãn tất cả",
    "list.columns": "Kéo một dòng",
    "list.change_many": "Sửa hàng loạt",
    "list.export": "Kết xuất",
    "list.import": "Kéo tệp Excel",
    "list.statistics": "Đo",
    "list.duplicates": "trùng",
    "record.new": "Biểu mẫu đầy đủ…",
    "file.print": "In",
    "tools.backups": "Sao lưu ngay",
    "tools.own_fields": "Trường tự tạo",
    "tools.own_words": "Tên gọi riêng",
    "tools.settings": "Thiết lập",
    "tools.dictionaries": "Danh mục",
    "help.contents": "Bắt đầu",
    "help.shortcuts": "Phím tắt",
    "help.about": "Phiên bản",
    "go.palette": "Tìm lệnh",
    "go.bin": "Đã xóa",
}


@pytest.fixture
def program(company, start):
    made = start(company)
    made.until_ready()
    made.press("Ctrl+2")
    made.sees("300 khách hàng")
    return made


def test_the_card_of_a_customer_has_a_name_for_everything(program):
    program.press("Home", "Return")
    for tab in ("Dòng thời gian", "Người liên hệ", "Bình luận", "Lịch sử", "Thông tin"):
        program.turn_to(tab)
        assert program.ask("nameless") == [], tab


def test_every_screen_has_a_name_for_everything_and_no_letter_twice(program):
    missing = {}
    for action, seen in SCREENS.items():
        program.press("Home")
        program.run(action)
        program.sees(seen)
        missing[action] = program.ask("nameless") + program.ask("clashes")
        program.press("Escape")
        program.until(lambda: program.ask("front") == "MainWindow", f"the end of {action}")
        program.press("Ctrl+2")
    assert {action: found for action, found in missing.items() if found} == {}
