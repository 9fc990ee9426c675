"""The demo company as a curious person meets it: made beside the work, looked at from Today."""

from __future__ import annotations

import time

import pytest

from tests.journeys.stored import customers, is_sound

OLD = "30 ngày chưa liên hệ"
LOOK_SECONDS = 1.5


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_demo_company_is_made_and_its_numbers_open_lists(tmp_path, start):
    profile = tmp_path / "demo"
    program = start(profile, "--demo", "--language", "vi")
    program.until_ready()
    program.sees("Dữ liệu mẫu")
    program.sees("Đang tạo công ty mẫu")
    program.press("Ctrl+2")  # it can be worked with meanwhile
    program.sees("Tất cả khách hàng")
    program.press("Alt+Home")
    program.sees_no_more("Đang tạo công ty mẫu", 150)
    assert len(customers(profile)) > 1900

    program.until(lambda: opens_as_many(program, OLD), "the same number in the list", 45)
    assert not program.ask("run", action="edit.undo"), "it was no deed of the person's"
    assert is_sound(profile)
    assert program.ask("told") == []


def opens_as_many(program, block):
    """Open the list behind the number of a block; tell whether it holds as many."""
    program.press("Alt+Home")
    number = settled_number_of(program, block)
    if not number or not program.ask("click", text=number, exact=True):
        return False
    try:
        program.sees(f"{number} khách hàng", 8)
    except AssertionError:  # the company was moved on between the two
        return False
    return True


def settled_number_of(program, block):
    """Return the number once it stood for a while: a person looks at it before clicking.

    The page reads one block after the other, and stops when it goes out of view: who clicks within
    milliseconds of coming back finds what stood there before.
    """
    before = number_of(program, block)
    time.sleep(LOOK_SECONDS)
    after = number_of(program, block)
    return after if after == before else ""


def number_of(program, block):
    """Return the number in the head of a block of the page Today, or ""."""
    texts = program.texts()
    if block not in texts:
        return ""
    at = texts.index(block)
    return next((text for text in texts[at : at + 3] if text.replace(".", "").isdigit()), "")
