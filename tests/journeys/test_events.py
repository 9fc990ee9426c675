"""Appointments as people make them: with exceptions, by the moon, with people and notes."""

from __future__ import annotations

import pytest

from tests.journeys.hands import Hands
from tests.journeys.stored import asked, is_sound

RULES = "SELECT title, rule FROM event WHERE deleted_at IS NULL ORDER BY title"
NOTES = "SELECT body, audience, visibility FROM own_note WHERE deleted_at IS NULL ORDER BY body"
EDITOR, RULE, SCOPE = "EventWindow", "RuleDialog", "ScopeDialog"


@pytest.fixture
def diary(company, start):
    """The program with the diary on the screen, ready."""
    program = start(company)
    program.until_ready()
    program.run("module.calendar")
    program.sees("Tuần làm việc")
    return program


def in_front(program: Hands, window: str) -> None:
    program.until(lambda: program.ask("front") == window, f"{window} in front")


def at(program: Hands, name: str) -> None:
    """Go on by Tab until the keyboard is where a name for readers says."""
    for _step in range(60):
        if program.ask("focus")["name"] == name:
            return
        program.press("Tab")
    raise AssertionError(f"no field {name}: {program.ask('focus')}")


def begin(program: Hands, title: str, starts: str) -> None:
    program.press("Ctrl+N")
    in_front(program, EDITOR)
    at(program, "Tiêu đề")
    program.type(title)
    at(program, "Bắt đầu")
    program.press("Ctrl+A")
    program.type(starts)


def save_and_close(program: Hands) -> None:
    program.press("Ctrl+Return")
    in_front(program, "MainWindow")


def test_a_weekly_meeting_is_made_and_one_time_of_it_moved(diary, company):
    begin(diary, "Giao ban", "mai 8h")
    diary.press("Tab")
    diary.until(lambda: diary.ask("focus")["name"] == "Kết thúc", "the end")
    assert diary.ask("focus")["text"].endswith("09:00")
    diary.until(lambda: diary.ask("choose", name="Lặp lại", text="Hằng ngày"), "the rule")
    save_and_close(diary)
    diary.until(lambda: asked(company, RULES) == [("Giao ban", "FREQ=DAILY")], "the series")

    diary.press("Ctrl+Alt+5")
    diary.sees("Giao ban")
    diary.click("Giao ban", double=True)
    in_front(diary, SCOPE)
    diary.press("1", "Return")
    in_front(diary, EDITOR)
    at(diary, "Bắt đầu")
    diary.press("Ctrl+A")
    diary.type("15h")
    save_and_close(diary)
    moved = "SELECT count(*) FROM event_variation WHERE starts_at IS NOT NULL"
    diary.until(lambda: asked(company, moved) == [(1,)], "one time moved")
    diary.press("Ctrl+Z")
    alive = f"{moved} AND deleted_at IS NULL"
    diary.until(lambda: asked(company, alive) == [(0,)], "it back")
    assert diary.ask("told") == []
    assert is_sound(company)


def test_a_lunar_anniversary_in_a_leap_month_is_built_with_its_next_days(diary, company):
    begin(diary, "Gio to", "23/6/2028 9h")
    diary.click("Có", exact=True)  # whole days
    diary.until(lambda: diary.ask("choose", name="Lặp lại", text="Khác…"), "the dialog")
    in_front(diary, RULE)
    diary.until(lambda: diary.ask("choose", name="Lặp lại", text="Hằng năm theo âm lịch"), "it")
    diary.sees("Ngày 1 tháng 5 nhuận âm lịch hằng năm")
    diary.sees("Thứ Sáu, 23/06/2028  (1/5 nhuận âm lịch)")
    diary.sees("Thứ Ba, 12/06/2029  (1/5 âm lịch)")
    diary.press("Return")
    in_front(diary, EDITOR)
    save_and_close(diary)
    rule = "RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=1;SKIP=BACKWARD"
    diary.until(lambda: asked(company, RULES) == [("Gio to", rule)], "the anniversary")
    assert asked(company, "SELECT is_all_day FROM event") == [(1,)]
    assert diary.ask("told") == []


def test_people_are_invited_a_time_is_found_and_notes_are_kept(diary, company):
    begin(diary, "Hop du an", "mai 9h")
    diary.click("Mời…", exact=True)
    diary.until(lambda: diary.ask("focus")["kind"] == "PeopleLine", "the line of people")
    diary.type("minh@abc.vn")
    diary.press("Return")
    diary.sees("Người tham dự (1)")
    diary.press("Ctrl+S")
    diary.sees("Ghi chú riêng")
    diary.until(lambda: asked(company, "SELECT email FROM attendee") == [("minh@abc.vn",)], "him")

    diary.click("Tìm giờ…", exact=True)
    in_front(diary, "FindTimeDialog")
    diary.sees("08:00–09:00")
    diary.press("Return")
    in_front(diary, EDITOR)
    diary.click("Ghi chú riêng", exact=True)
    at(diary, "Ghi chú riêng")
    diary.type("Giá sàn 280 triệu")
    diary.until(lambda: diary.ask("choose", name="Dành cho", text="Chỉ mình tôi"), "for me alone")
    diary.press("Ctrl+Return")
    diary.until(lambda: asked(company, NOTES) == [("Giá sàn 280 triệu", "me", 0)], "the note")
    save_and_close(diary)
    assert diary.ask("told") == []
    assert is_sound(company)
