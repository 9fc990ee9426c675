"""The life of a customer: made, found, edited, taken back, by somebody at the keyboard."""

from __future__ import annotations

from tests.journeys.stored import asked, customers

NAME = "Công ty Cổ phần Đồng Tháp Mười"


def test_a_fresh_start_leads_to_an_empty_list_that_says_what_to_do(tmp_path, start):
    program = start(tmp_path / "profile", "--language", "vi")
    program.sees("Chào mừng")
    program.press("Return")
    program.sees("Họ và tên của bạn")
    program.type("Trần Thị Ánh")
    program.press("Tab")
    program.type("Công ty Đất Việt")
    program.press("Return")
    program.sees("Dùng một mình")
    program.press("Return")
    program.sees("Bước 4 trên 4")
    program.click("Bắt đầu")
    program.sees("Trần Thị Ánh")
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("Chưa có khách hàng nào")
    program.sees("Nhập từ Excel…")
    found = asked(tmp_path / "profile", "SELECT name FROM org_unit")
    assert found == [("Công ty Đất Việt",)]


def test_a_customer_is_made_found_edited_and_taken_back_by_keyboard(profile, start):
    program = start(profile)
    program.until_ready()
    program.press("Ctrl+Shift+U")
    program.sees("Biểu mẫu đầy đủ…")
    program.type(NAME)
    program.press("Tab")
    program.type("0912345678")
    program.press("Ctrl+S")
    program.sees(f"Đã thêm {NAME}")
    assert customers(profile) == {NAME}

    program.press("Ctrl+E")
    program.type("thap dong")
    program.sees(f"{NAME}, ")
    program.press("Esc", "Ctrl+E")
    program.type("345678")
    program.sees(f"{NAME}, ")
    program.press("Return")
    program.sees("Tên viết tắt")

    program.click("Tên viết tắt")
    program.press("Ctrl+S")
    assert not program.ask("told")
    edit_short_name(program, "ĐTM")
    program.press("Ctrl+S")
    program.sees(f"Đã sửa {NAME}")
    program.until(lambda: short_name(profile) == "ĐTM", "the short name in the database")


def test_what_was_done_is_taken_back_and_done_again(profile, start):
    program = start(profile)
    program.until_ready()
    program.press("Ctrl+Shift+U")
    program.sees("Biểu mẫu đầy đủ…")
    program.type(NAME)
    program.press("Return")
    program.sees(f"Đã thêm {NAME}")
    for _round in range(2):
        program.press("Ctrl+Z")
        program.sees(f"Đã hoàn tác: Đã thêm {NAME}")
        program.until(lambda: customers(profile) == set(), "no customer")
        program.press("Ctrl+Y")
        program.until(lambda: customers(profile) == {NAME}, "the customer again")
    assert program.ask("told") == []


def short_name(profile):
    return asked(profile, "SELECT short_name FROM account")[0][0]


def edit_short_name(program, text):
    """Go to the field by the keyboard, from the first field on."""

    def is_there():
        program.press("Tab")
        return program.ask("focus")["name"] == "Tên viết tắt"

    program.until(is_there, "the field")
    program.type(text)
