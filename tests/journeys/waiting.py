"""Waiting for what happens outside of the program, or beside its window."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from desktop.core.paths import Profile
from tests.journeys.hands import Hands


def until(condition: Callable[[], object], what: str, seconds: float = 20) -> None:
    """Wait for something outside of the program."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.03)


def pid_of_holder(profile: Path) -> int:
    """Return the process that has a profile open; 0: none."""
    lock = Profile(profile).lock
    words = lock.read_text("utf-8").split() if lock.exists() else []
    return int(words[0]) if words else 0


def go_to(program: Hands, field: str) -> None:
    """Press Tab until a field has the keyboard."""

    def is_there() -> bool:
        if program.ask("focus")["name"] == field:
            return True
        program.press("Tab")
        return False

    program.until(is_there, field)
