"""A screen that nobody sees, with the program's own reader threads, and when it was painted."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import methodcaller
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop.core.clock import SystemClock
from desktop.store.engine import DATABASE
from desktop.store.reads import LocalReads
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs

SIZE = 1400, 900
PATIENCE_SECONDS = 60.0
SWITCH_INTERVAL = 0.0005  # as the program has it


class Screen:
    """The application, and jobs that read a profile."""

    def __init__(self, profile: Path) -> None:
        found = QApplication.instance()
        self.application = found or QApplication(["bench", "-platform", "offscreen"])
        self.owner = QObject()
        self.jobs = Jobs(ChangeSignal(), self.owner)
        for lane in (self.jobs.lists, self.jobs.cards):
            lane.start(
                lambda: LocalReads(profile / DATABASE, SystemClock()),
                interrupt=methodcaller("interrupt"),
                close=methodcaller("close"),
            )

    def until(self, is_so: Callable[[], bool]) -> None:
        """Let the window live until something is so; raise TimeoutError."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            self.application.processEvents()
            time.sleep(0.0002)  # the readers run in this process and want the interpreter
            if time.monotonic() > deadline:
                raise TimeoutError("it was never painted")

    def close(self) -> None:
        """End the threads and what is left of the widgets."""
        for lane in (self.jobs.lists, self.jobs.cards):
            lane.close()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.application.processEvents()


@contextmanager
def screen_of(profile: Path) -> Iterator[Screen]:
    """Give a screen for a profile, with the threads switching as they do in the program."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    screen = Screen(profile)
    try:
        yield screen
    finally:
        screen.close()
        sys.setswitchinterval(interval)
