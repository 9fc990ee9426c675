"""The demo company as a curious person meets it: made beside the work, looked at from Today."""

from __future__ import annotations

import pytest

from tests.journeys.stored import customers, is_sound

OLD = "30 ngày chưa cập nhật"


@pytest.mark.slow
def test_the_demo_company_is_made_and_its_numbers_open_lists(tmp_path, start):
    profile = tmp_path / "demo"
    program = start(profile, "--demo", "--language", "vi")
    program.until_ready()
    program.sees("Dữ liệu mẫu")
    program.sees("Đang tạo công ty mẫu")
    program.press("Ctrl+2")  # it can be worked with meanwhile
    program.sees("Tất cả khách hàng")
    program.press("Alt+Home")
    program.sees_no_more("Đang tạo công ty mẫu", 60)
    assert len(customers(profile)) > 1900

    program.until(lambda: number_of(program, OLD), "how many are long untouched")
    program.click(number_of(program, OLD), exact=True)
    program.sees("Xóa bộ lọc")
    counted = [text for text in program.texts() if text.endswith(" khách hàng")]
    program.press("Alt+Home")
    program.until(lambda: f"{number_of(program, OLD)} khách hàng" in counted, "the same number")
    assert not program.ask("run", action="edit.undo"), "it was no deed of the person's"
    assert is_sound(profile)
    assert program.ask("told") == []


def number_of(program, block):
    """Return the number in the head of a block of the page Today, or ""."""
    texts = program.texts()
    at = texts.index(block)
    return next((text for text in texts[at : at + 3] if text.replace(".", "").isdigit()), "")
