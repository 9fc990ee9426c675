"""A company makes the program its own: a field of its own, and words of its own."""

from __future__ import annotations

from tests.journeys.stored import asked


def begun(company, start):
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    return program


def test_a_field_is_made_filled_in_and_seen_without_a_restart(company, start):
    program = begun(company, start)
    program.run("tools.own_fields")
    program.sees("Chưa có trường tự tạo")
    program.click("Thêm…")
    program.sees("Bắt buộc nhập")
    program.type("Biệt danh")
    program.click("Hiện trong danh sách")
    program.press("Return")
    program.sees_no_more("Chưa có trường tự tạo")
    program.press("Escape")
    program.sees("Biệt danh")  # the column of the list behind
    program.press("Home", "Return")
    program.sees("Trường tự tạo")
    assert asked(company, "SELECT name FROM custom_field") == [("x_biet_danh",)]
    assert program.ask("told") == []
    assert program.quit() == 0
    again = begun(company, start)
    again.press("Home", "Return")
    again.sees("Biệt danh")
    assert again.ask("told") == []


def test_a_deleted_field_is_brought_back(company, start):
    program = begun(company, start)
    program.run("tools.own_fields")
    program.click("Thêm…")
    program.sees("Bắt buộc nhập")
    program.type("Biệt danh")
    program.press("Return")
    program.sees("Văn bản một dòng")
    program.sees_no_more("Bắt buộc nhập")
    program.click("Biệt danh")
    program.click("Xóa", exact=True)
    program.sees("Xóa trường “Biệt danh”?")
    program.click("Xóa", exact=True)
    program.sees("Đã xóa")
    program.click("Biệt danh")
    program.click("Khôi phục")
    program.sees_no_more("Khôi phục")
    assert asked(company, "SELECT count(*) FROM custom_field WHERE deleted_at IS NULL") == [(1,)]
    assert program.ask("told") == []


def test_a_word_is_replaced_without_a_restart_and_stays(company, start):
    program = begun(company, start)
    program.run("tools.own_words")
    program.type("khách hàng")
    program.press("Return", "F2")
    program.type("Học viên")
    program.press("Return")
    program.sees("300 học viên")
    program.press("Escape")
    program.sees("Tất cả học viên")
    assert program.ask("told") == []
