"""The program with a guest inside, who tells a test what is on the screen and lends it a hand.

`python -m tests.journeys.guest ARGUMENTS` is `python -m desktop ARGUMENTS` but for its stdin and
stdout: a line of JSON asks for something, a line of JSON answers.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.__main__ import main
from desktop.app import program as composition
from desktop.core.clock import SystemClock
from desktop.views.jobs import Jobs
from desktop.views.watchdog import StallWatchdog
from tests.journeys import diary_hand, looking, monkey, moving, naming
from tests.views.conftest import waited_for_processor

STALL_MS = 100
REQUESTS = {
    "texts": looking.visible_texts,
    "focus": looking.focus,
    "front": looking.front,
    "nameless": naming.nameless,
    "clashes": naming.clashes,
    "place": looking.place,
    "shoot": looking.shoot,
    "press": moving.press,
    "type": moving.type_text,
    "click": moving.click,
    "copy": moving.copy,
    "choose": moving.choose,
    "drop": moving.drop,
    "accept_file": moving.accept_file,
    "resize": moving.resize,
    "diary": diary_hand.entries,
    "diary_day": diary_hand.day,
    "diary_drag": diary_hand.drag,
    "diary_click": diary_hand.click,
}


class Guest(QObject):
    """Answers the test, one request after the other, between the events of the window."""

    heard = Signal(object)

    def __init__(self, program: composition.Program) -> None:
        super().__init__(program)
        self._program = program
        self._answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self._watchdog: StallWatchdog | None = None
        self._bugs: list[str] = []
        self._told: list[str] = []
        self.listen_to(program._jobs)
        self.heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, name="guest", daemon=True).start()

    def listen_to(self, jobs: Jobs) -> None:
        """Note what goes wrong there: each window has jobs of its own."""
        jobs.broken.connect(self._on_jobs_broken)
        jobs.failed.connect(self._on_jobs_failed)

    def _listen(self) -> None:
        for line in sys.stdin:
            self.heard.emit(json.loads(line))

    def _on_heard(self, request: dict[str, object]) -> None:
        is_alone = QApplication.platformName() == "offscreen"
        if is_alone and QApplication.activeWindow() is None and (shown := looking.windows()):
            shown[0].activateWindow()  # as window managers do when a dialog was closed
            QTimer.singleShot(0, self, partial(self._answer, request))
            return
        self._answer(request)

    def _answer(self, request: dict[str, object]) -> None:
        name = str(request.pop("request"))
        act = getattr(self, f"_do_{name}", None) or REQUESTS[name]
        try:
            answer = {"value": act(**request)}
        except Exception as error:  # noqa: BLE001 - the test is told
            answer = {"error": repr(error)}
        self._answers.write(json.dumps(answer) + "\n")
        self._answers.flush()

    def _do_watch(self) -> None:
        if self._watchdog is not None:
            self._watchdog.stop()
        self._watchdog = StallWatchdog(STALL_MS, self, waited=waited_for_processor())

    def _do_stalls(self) -> list[tuple[float, str]]:
        found = self._watchdog
        return [] if found is None else [(s.milliseconds, s.stack) for s in found.stalls]

    def _do_worst(self) -> float:
        return 0.0 if self._watchdog is None else self._watchdog.worst_ms

    def _do_bugs(self) -> list[str]:
        return self._bugs

    def _do_told(self) -> list[str]:
        return self._told

    def _do_worker(self) -> int:
        link = self._program._worker
        process = None if link is None else link._process
        return 0 if process is None else process.processId()

    def _do_turn_clock(self, hours: int) -> None:
        now = SystemClock.now
        SystemClock.now = lambda clock: now(clock) + timedelta(hours=hours)

    def _do_run(self, action: str) -> bool:
        window = self._program._window
        return window is not None and window.commands.run(action)

    def _do_windows(self) -> list[str]:
        windows = self._program._windows
        return [] if windows is None else [one.windowTitle() for one in windows.in_order()]

    def _do_active_title(self) -> str:
        return "" if self._program._window is None else self._program._window.windowTitle()

    def _do_bring(self, place: int) -> None:
        windows = self._program._windows
        assert windows is not None
        windows.bring_forward(windows.in_order()[place])

    def _do_close(self, place: int) -> None:
        assert self._program._windows is not None
        self._program._windows.in_order()[place].close()

    def _do_monkey(self, **how: Any) -> None:
        assert self._program._window is not None
        self._monkey = monkey.Monkey(self._program._window, **how)

    def _do_monkey_done(self) -> dict[str, object]:
        return self._monkey.report()

    def _on_jobs_broken(self, error: Exception) -> None:
        self._bugs.append(told_of(error))

    def _on_jobs_failed(self, sentence: str) -> None:
        self._told.append(sentence)


def told_of(error: BaseException) -> str:
    """Return what helps to find a bug: the error, and where it came from."""
    return "".join(traceback.format_exception(error))[-2000:]


class GuidedProgram(composition.Program):
    """The program, with the guest in it from its first moment."""

    def start(self, facts) -> None:
        self._guest = Guest(self)
        excepthook = sys.excepthook

        def note(kind, error, trace) -> None:
            self._guest._bugs.append(told_of(error))
            excepthook(kind, error, trace)

        sys.excepthook = note
        super().start(facts)

    def _show(self, facts) -> None:
        super()._show(facts)
        self._guest.listen_to(self._first.jobs)

    def _gather_windows(self) -> None:
        super()._gather_windows()
        self._windows.opened.connect(self._on_window_opened)

    def _on_window_opened(self, window) -> None:
        self._guest.listen_to(window.jobs)


if __name__ == "__main__":
    composition.Program = GuidedProgram
    sys.exit(main())
