"""The life of a customer: made, found, edited, taken back, by somebody at the keyboard."""

from __future__ import annotations

from desktop.core.filters import EVERYTHING


def test_a_fresh_start_leads_to_the_first_customer(tmp_path, start, reads):
    profile = tmp_path / "profile"
    program = start(profile, "--language", "vi")
    program.sees("Chào mừng")
    program.press("Return")
    program.sees("Họ và tên của bạn")
    program.type("Trần Thị Ánh")
    program.press("Tab")
    program.type("Công ty Đất Việt")
    program.press("Return")
    program.sees("Dùng một mình")
    program.press("Return")
    program.press("Return")
    program.until_ready()
    program.sees("Xin chào")
