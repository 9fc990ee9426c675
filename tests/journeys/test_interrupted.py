"""Killed in the middle: what was typed is offered again, what was begun is whole or not there."""

from __future__ import annotations

import os
import signal
import time

import pytest

from tests.journeys.stored import asked, customers, is_sound
from tests.journeys.waiting import go_to

TYPED = "Công ty Gốm sứ Bát Tràng"


def drafts(profile):
    return asked(profile, "SELECT vals FROM draft", drafts=True)


def has_draft(profile, text):
    return any(text in values for (values,) in drafts(profile))


def open_first_customer(program, profile):
    """Open a customer by the search box and return its name."""
    return open_customer(program, profile, at=0)


def open_customer(program, profile, *, at):
    name = sorted(customers(profile))[at]
    program.press("Ctrl+E")
    program.type(name)
    program.sees(f"{name}, ")
    program.press("Return")
    program.until(lambda: program.ask("focus")["name"] != "Tìm mọi thứ", "the card")
    program.sees("Tên viết tắt")
    return name


def test_what_was_typed_in_a_card_is_offered_after_a_crash(company, start):
    program = start(company)
    program.until_ready()
    name = open_first_customer(program, company)
    go_to(program, "Tên viết tắt")
    program.type("Bát Tràng")
    program.until(lambda: has_draft(company, "Bát Tràng"), "the draft")
    program.kill()
    assert is_sound(company)

    again = start(company)
    again.until_ready()
    again.sees("Có 1 biểu mẫu từ lần trước chưa lưu.")
    again.click("Mở lại phần chưa lưu")
    again.sees("Có thay đổi chưa lưu từ lần trước.")
    again.click("Lấy lại")
    again.sees("Bát Tràng")
    again.press("Ctrl+S")
    again.sees(f"Đã sửa {name}")
    saved = asked(company, "SELECT name FROM account WHERE short_name = 'Bát Tràng'")
    assert saved == [(name,)]
    again.until(lambda: not drafts(company), "no draft")


@pytest.mark.parametrize("whole", [False, True], ids=["short", "whole"])
def test_a_customer_typed_and_not_saved_is_offered_after_a_crash(profile, start, whole):
    program = start(profile)
    program.until_ready()
    program.press("Ctrl+Shift+U")
    program.sees("Biểu mẫu đầy đủ…")
    if whole:
        program.click("Biểu mẫu đầy đủ…")
        program.sees("Tên viết tắt")
        go_to(program, "Tên")
    program.type(TYPED)
    program.until(lambda: has_draft(profile, TYPED), "the draft")
    program.kill()

    again = start(profile)
    again.until_ready()
    again.click("Mở lại phần chưa lưu")
    again.sees(TYPED)
    assert customers(profile) == set()
    again.press("Ctrl+S")
    again.sees(f"Đã thêm {TYPED}")
    assert customers(profile) == {TYPED}
    again.until(lambda: not drafts(profile), "no draft")


def test_a_killed_worker_is_seen_and_the_next_work_gets_another(company, start):
    program = start(company)
    program.until_ready()
    first = program.ask("worker")
    os.kill(first, signal.SIGKILL)
    program.until(lambda: program.ask("worker") != first, "the end of the worker")
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    program.press("Ctrl+A", "Del")
    program.sees("Xóa 300 bản ghi?")
    program.click("Xóa", exact=True)
    program.until(lambda: not customers(company), "all of them in the bin")
    program.press("Ctrl+Z")
    program.until(lambda: len(customers(company)) == 300, "all of them back")
    assert is_sound(company)


def test_a_start_killed_at_any_moment_leaves_a_sound_profile(tmp_path, start, rounds):
    profile = tmp_path / "profile"
    for number in range(rounds(4, 60)):
        program = start(profile, "--marks", str(tmp_path / "marks"))
        end = time.monotonic() + 0.3 + 0.35 * (number % 6)
        while time.monotonic() < end and program.process.poll() is None:
            time.sleep(0.01)
        program.kill()
    program = start(profile, "--language", "vi", "--marks", str(tmp_path / "marks"))
    assert program.process.wait(30) == 0
    assert is_sound(profile)


def test_several_forms_are_offered_each_with_its_own(company, start):
    program = start(company)
    program.until_ready()
    for field in ("Tên viết tắt", "Mã khách hàng"):
        open_customer(program, company, at=len(drafts(company)))
        go_to(program, field)
        program.type(f"gõ dở {field}")
        program.until(lambda typed=field: has_draft(company, f"gõ dở {typed}"), "the draft")
    program.kill()

    again = start(company)
    again.until_ready()
    again.sees("Có 2 biểu mẫu từ lần trước chưa lưu.")
    again.click("Mở lại phần chưa lưu")
    for _form in range(2):
        again.click("Lấy lại")
        again.sees("gõ dở ")
        again.press("Ctrl+S")
        again.sees("Đã sửa ")
        again.press("Ctrl+W")
    again.until(lambda: not drafts(company), "no draft")
