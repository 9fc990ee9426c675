"""The stall watchdog: notes where the window stood still, with the stack of that moment.

A timer of the window beats; a thread looks whether the beat is late and then takes the window's
stack. Qt's own signals of its loop (`awake`, `aboutToBlock`) leave timers out on some systems.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot

LIMIT_MS: Final = 250
BEATS: Final = 5  # in the time of the limit
FRAMES: Final = 12  # of the stack
KEPT: Final = 50  # stalls
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stall:
    """One time that the window stood still, and where the program then was."""

    milliseconds: float
    stack: str


class StallWatchdog(QObject):
    """Watches the event loop of the thread that makes it; `stop` ends its own thread.

    `concerns` tells from the innermost frame whether the event loop runs at all: tests leave it
    again and again, the program never. `waited` gives the seconds that this thread was ready but
    had no processor: on a machine that does other work besides, that is no fault of the window.
    """

    def __init__(
        self,
        limit_ms: int = LIMIT_MS,
        parent: QObject | None = None,
        concerns: Callable[[FrameType], bool] | None = None,
        waited: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(parent)
        self.stalls: list[Stall] = []
        self.worst_ms = 0.0
        self._limit = limit_ms / 1000
        self._concerns = concerns
        self._waited = waited or _never
        self._waited_before = self._waited()
        self._beat_at = time.perf_counter()
        self._stack = ""
        self._is_elsewhere = False
        self._window_thread = threading.get_ident()
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start(limit_ms // BEATS)
        self._thread = threading.Thread(target=self._watch, name="stall watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._ended.set()
        self._timer.stop()
        self._thread.join(2)

    @Slot()
    def _on_timer_timeout(self) -> None:
        now = time.perf_counter()
        waited = self._waited()
        late = now - self._beat_at - (waited - self._waited_before)
        self._beat_at, self._waited_before = now, waited
        stack, self._stack, self._is_elsewhere = self._stack, "", False
        if self._concerns and not stack:
            return
        self.worst_ms = max(self.worst_ms, late * 1000)
        if late > self._limit:
            self._note(Stall(late * 1000, stack))

    def _note(self, stall: Stall) -> None:
        if len(self.stalls) < KEPT:
            self.stalls.append(stall)
        log.warning("the window stood still for %.0f ms at\n%s", stall.milliseconds, stall.stack)

    def _watch(self) -> None:
        while not self._ended.wait(self._limit / BEATS):
            late = time.perf_counter() - self._beat_at
            if late > self._limit * 0.7 and not self._stack and not self._is_elsewhere:
                self._stack = self._sample()
                self._is_elsewhere = not self._stack  # what follows began outside the event loop

    def _sample(self) -> str:
        # Never kept in a name of its own: it holds this very frame, and a frame keeps its names. In
        # that ring all that the window's functions hold would live on, beyond what Qt deletes.
        frame = sys._current_frames().get(self._window_thread)  # noqa: SLF001 - the one way to it
        try:
            if frame is None or (self._concerns and not self._concerns(frame)):
                return ""
            return "".join(traceback.format_stack(frame)[-FRAMES:])
        finally:
            del frame


def _never() -> float:
    return 0.0
