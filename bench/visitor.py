"""The whole program with a visitor inside, who uses it and writes down what was seen.

`python -m bench.visitor VISIT PROFILE [OPENINGS]` prints one JSON object of numbers in its last
line.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import psutil
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.__main__ import main
from desktop.app import program as composition
from desktop.app.program import Program
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.records.record_page import RecordPage
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.targets import LIST, Target
from desktop.views.watchdog import StallWatchdog

STALL_MS: Final = 25  # the watchdog then looks every 5 ms
PATIENCE_SECONDS: Final = 30.0
STEP_SECONDS: Final = 0.005
W = TypeVar("W", bound=QWidget)


class Visitor:
    """Uses a window as a person does; every method waits until the window shows it."""

    def __init__(self, window: MainWindow, watchdog: StallWatchdog, openings: int = 0) -> None:
        self.window = window
        self.openings = openings  # of doors; 0: as many as usual
        self.worst: dict[str, float] = {}
        self._watchdog = watchdog
        self._waited = waited_for_processor

    def step_done(self, step: str) -> None:
        """Note the longest standstill since the step before."""
        self.worst[step] = max(self.worst.get(step, 0.0), self._watchdog.worst_ms)
        self._watchdog.worst_ms = 0.0

    async def until(self, is_so: Callable[[], object], what: str) -> None:
        """Let the window live until something is so; raise TimeoutError."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            await asyncio.sleep(STEP_SECONDS)
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited in vain for {what}")

    async def go(self, target: Target) -> QWidget:
        """Show a place; a list until its rows are there, a card until its fields are."""
        self.window.navigate(target)
        page = self.window.workspace.current_page()
        if page is None:
            raise RuntimeError(f"no page for {target}")
        if target.screen == LIST:
            await self.list_read()
        elif isinstance(page, RecordPage):
            await self.until(lambda: page._card is not None, "the card")  # noqa: SLF001 - as painted
        await asyncio.sleep(STEP_SECONDS)
        return page

    def records(self) -> RecordListView:
        """Return the list in view."""
        return self.child(self.window.workspace.current_page(), RecordListView)

    async def list_read(self) -> None:
        """Wait until the list in view knows all its rows."""
        model = self.records().model
        await self.until(lambda: model.total is not None and not model.is_busy, "the list")

    async def opened(self, action: str) -> QDialog:
        """Run an action and return the dialog that it opens."""
        self.run(action)
        await self.until(self.dialogs, f"the dialog of {action}")
        await asyncio.sleep(STEP_SECONDS)
        return self.dialogs()[0]

    async def closed(self, dialog: QDialog) -> None:
        """Close a dialog and wait until nothing is left of it."""
        dialog.close()
        await self.until(lambda: not shiboken6.isValid(dialog), "the end of a dialog")

    async def write(self, widget: QWidget, text: str) -> None:
        """Type as quickly as a quick person."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.postEvent(widget, key)
            await asyncio.sleep(0.05)

    def run(self, action: str) -> None:
        """Run an action, which must be possible now."""
        if not self.window.commands.run(action):
            raise RuntimeError(f"{action} cannot be run")

    @staticmethod
    def dialogs() -> list[QDialog]:
        """Return the dialogs that are open."""
        tops = QApplication.topLevelWidgets()
        return [top for top in tops if isinstance(top, QDialog) and top.isVisible()]

    @staticmethod
    def child(top: QWidget | None, kind: type[W]) -> W:
        """Return the visible widget of a kind below another, or itself."""
        if isinstance(top, kind):
            return top
        found = [one for one in top.findChildren(kind) if one.isVisible()] if top else []
        if not found:
            raise RuntimeError(f"no {kind.__name__} in view")
        return found[0]

    def timed(self, change: Callable[[], None]) -> float:
        """Return the milliseconds until the window is painted after a change of the whole look.

        Time in which this thread was ready and had no processor is no fault of the window.
        """
        began, waited = time.perf_counter(), self._waited()
        change()
        QCoreApplication.sendPostedEvents()
        self.window.repaint()
        return (time.perf_counter() - began - (self._waited() - waited)) * 1000


def waited_for_processor() -> float:
    """Return how many seconds the window's thread was ready without a processor (Linux)."""
    path = Path(f"/proc/self/task/{threading.main_thread().native_id}/schedstat")
    return int(path.read_text("ascii").split()[1]) / 1e9 if path.exists() else 0.0


def memory() -> float:
    """Return what this process holds, in MB."""
    return float(psutil.Process().memory_info().rss) / 1e6


def wrappers_by_kind() -> Counter[str]:
    """Return which objects of Qt Python holds, after all that is over was let go.

    Pictures and places in models are values: caches and views keep some, whoever opens what.
    """
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    held = shiboken6.getAllValidWrappers()
    return Counter(type(one).__name__ for one in held if isinstance(one, QObject))


class VisitedProgram(Program):
    """The program; once its window is complete, the visitor comes in, and then it ends."""

    visit = ""
    openings = 0
    _is_visited = False
    _watchdog: StallWatchdog | None = None

    def _on_window_first_painted(self) -> None:
        self._watchdog = StallWatchdog(STALL_MS, self, waited=waited_for_processor)
        super()._on_window_first_painted()

    def _settle(self) -> None:
        super()._settle()
        if self._worker is not None and not self._is_visited:
            self._is_visited = True
            self._jobs.start(self._receive(), name="visit")

    async def _receive(self) -> None:
        from bench.visits import VISITS

        window, watchdog = self._window, self._watchdog
        if window is None or watchdog is None:
            raise RuntimeError("there is no window to visit")
        try:
            seen = await VISITS[self.visit](Visitor(window, watchdog, self.openings))
            for stall in watchdog.stalls:
                print(f"{stall.milliseconds:.0f} ms at\n{stall.stack}", file=sys.stderr)
            print(json.dumps(seen), flush=True)
        except Exception:
            traceback.print_exc()
            raise
        finally:
            watchdog.stop()
            self._end()


if __name__ == "__main__":
    VisitedProgram.visit, folder, *openings = sys.argv[1:]
    VisitedProgram.openings = int(openings[0]) if openings else 0
    sys.argv = ["desktop", "--profile", folder, "--offscreen", "--size", "1400x900"]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    vars(composition)["Program"] = VisitedProgram  # this process is the visitor's own
    sys.exit(main())
