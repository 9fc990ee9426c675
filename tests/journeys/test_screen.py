"""In a real window, with real keys and a real pointer: what no made-up event can prove."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.journeys.stored import customers

pytestmark = [pytest.mark.window, pytest.mark.slow]


class Pointer:
    """Keys and pointer of the screen; it has no key for a Vietnamese letter."""

    def __init__(self, environment, program):
        self._environment = environment
        self._program = program

    def do(self, *words):
        command = ["xdotool", *map(str, words)]
        subprocess.run(command, env={**os.environ, **self._environment}, check=True)

    def press(self, keys):
        self.do("key", "--clearmodifiers", keys)

    def type(self, text):
        self.do("type", "--delay", 40, text)

    def click(self, text):
        self._program.until(lambda: self._program.ask("place", text=text), f"“{text}”")
        x, y = self._program.ask("place", text=text)
        self.do("mousemove", x, y, "click", 1)


@pytest.fixture
def pointer(screen):
    return lambda program: Pointer(screen, program)


def test_a_customer_is_made_and_found_with_real_keys(profile, start, screen, pointer):
    program = start(profile, environment=screen)
    program.until_ready()
    program.until(lambda: program.ask("front") == "MainWindow", "the window in front")
    hand = pointer(program)
    hand.press("ctrl+2")
    program.sees("Chưa có khách hàng nào")
    hand.click("Thêm mới: khách hàng")
    program.sees("Biểu mẫu đầy đủ…")
    program.until(lambda: program.ask("focus")["name"] == "Tên", "the cursor in the name")
    hand.type("Gom ")
    program.sees("Gom ")
    program.type("Chu Đậu")
    hand.press("ctrl+s")
    program.sees("Đã thêm Gom Chu Đậu")
    assert customers(profile) == {"Gom Chu Đậu"}
    program.until(lambda: program.ask("front") == "MainWindow", "the window in front again")

    hand.press("ctrl+e")
    hand.type("chu dau")
    program.sees("Gom Chu Đậu, ")
    hand.press("Return")
    program.sees("Tên viết tắt")
    program.until(lambda: program.ask("focus")["name"] == "Tên", "the cursor in the name")
    hand.press("ctrl+2")  # in a text, Ctrl+Z takes back what was typed there
    program.until(lambda: program.ask("focus")["name"] != "Tên", "the list")
    hand.press("ctrl+z")
    program.until(lambda: customers(profile) == set(), "no customer")


def test_a_second_start_brings_the_window_forward(company, start, screen):
    copy = shutil.copytree(company, company.with_name("other"))
    first = start(company, environment=screen)
    first.until_ready()
    cover = start(copy, environment=screen)
    cover.until(lambda: cover.ask("front") == "MainWindow", "another window in front")
    first.until(lambda: first.ask("front") == "", "the first behind it")
    second = start(company, environment=screen, log=company.with_name("second"))
    assert second.process.wait(20) == 0
    first.until(lambda: first.ask("front") == "MainWindow", "the window in front")
