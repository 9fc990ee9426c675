"""A day with customers: calls logged from the list, planned ones closed, comments to colleagues."""

from __future__ import annotations

from tests.journeys.stored import asked

CALLS = "SELECT status, subject, duration_minutes FROM call ORDER BY status, subject"


def calls(company):
    return asked(company, CALLS)


def test_a_call_is_logged_from_the_list_by_keyboard_and_taken_back(company, start):
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    program.press("Home", "Ctrl+L")
    program.sees("Kết quả cuộc gọi? Enter để lưu")
    program.type("Khách hẹn đầu tuần")
    program.press("Tab")
    program.type("15p")
    program.press("Tab")
    program.type("thứ 6 9h")
    program.press("Return")
    wanted = [("held", "Khách hẹn đầu tuần", 15), ("planned", "Gọi lại: Khách hẹn đầu tuần", None)]
    program.until(lambda: calls(company) == wanted, "the call and the next one")
    program.until(lambda: program.ask("focus")["kind"] == "RowTable", "the list again")
    program.press("Ctrl+Z")
    program.until(lambda: calls(company) == [], "nothing logged")
    assert program.ask("told") == []


def test_a_colleague_is_named_and_the_page_today_tells(company, start):
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    program.press("Home", "Return")
    program.turn_to("Bình luận")
    program.click("Gửi", exact=True)
    program.press("Shift+Tab")
    (name,) = asked(company, "SELECT full_name FROM app_user")[0]
    program.type(f"@{name} xem giúp khách này")
    program.press("Ctrl+Return")
    program.sees("Bình luận (1)")
    program.run("go.home")
    program.sees("Bạn được nhắc tên")
    program.sees("xem giúp khách này")
    (mentions,) = asked(company, "SELECT mentions FROM comment")[0]
    (me,) = asked(company, "SELECT value FROM meta WHERE key = 'owner'")[0]
    assert me in mentions
