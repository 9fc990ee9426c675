"""The window itself: language, look, panes, keys, help, and one program for one profile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from desktop.core.paths import Profile
from desktop.core.settings import load_settings
from tests.journeys.hands import ROOT
from tests.journeys.test_interrupted import open_first_customer


def test_the_language_changes_at_once_and_stays(company, start):
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    program.run("language.en")
    program.sees("300 customers")
    program.sees_no_more("khách hàng", 3)
    program.run("language.vi")
    program.sees("300 khách hàng")
    program.run("language.en")
    assert program.quit() == 0

    again = start(company)
    again.until_ready()
    again.sees("Contacts")
    assert load_settings(Profile(company)).language == "en"


def test_the_window_comes_back_as_it_was_left(company, start):
    program = start(company)
    program.until_ready()
    name = open_first_customer(program, company)
    program.ask("resize", width=1100, height=720)
    for action in ("theme.dark", "density.compact", "view.navigation"):
        program.run(action)
    assert program.quit() == 0

    again = start(company)
    again.until_ready()
    again.sees(name)
    settings = load_settings(Profile(company))
    assert (settings.theme, settings.density) == ("dark", "compact")
    assert not again.shows("Danh mục")


def test_everything_is_reached_by_the_keyboard(company, start):
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    places = set()
    for _step in range(8):
        program.press("F6")
        places.add(program.ask("focus")["kind"])
    assert len(places) >= 4
    program.press("Ctrl+K")
    program.sees("Bảng lệnh")
    program.type("thung rac")
    program.sees("Thùng rác")
    program.press("Esc", "Ctrl+/")
    program.sees("Phím tắt")
    program.press("Esc", "F1")
    program.until(lambda: program.ask("front") == "HelpWindow", "the help")
    assert program.ask("told") == []


def test_a_second_start_while_the_first_still_asks_raises_it(tmp_path, start):
    first = start(tmp_path / "profile", "--language", "vi")
    first.sees("Chào mừng")
    second = start(tmp_path / "profile")
    assert second.process.wait(20) == 0
    assert first.shows("Chào mừng")


@pytest.mark.slow
def test_a_start_beside_a_program_that_hangs_says_so(company, start):
    first = start(company)
    first.until_ready()
    os.kill(first.process.pid, signal.SIGSTOP)
    try:
        second = start_once_more(company)
    finally:
        os.kill(first.process.pid, signal.SIGCONT)
    first.ask("watch")
    assert second.returncode == 1
    assert "cửa sổ không phản hồi" in second.stdout
    first.sees("Hôm nay")


def start_once_more(profile):
    """Start the program once more, with little patience; return how it ended and what it said."""
    command = [sys.executable, "-m", "tests.journeys.further_start", "--profile", str(profile)]
    return subprocess.run(
        [*command, "--offscreen"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=50,
        check=False,
    )
