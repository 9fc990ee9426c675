"""Tells the window what the worker changed, several times a second at most.

An import commits thirty times a second; a list that read itself anew each time would stand still.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from desktop.core.changes import Changes
from desktop.store.follow import joined

EVERY_SECONDS: Final = 0.25


class Announcer:
    """Joins changes of one group that follow each other closely; the first is told at once."""

    def __init__(self, tell: Callable[[Changes], None], every: float = EVERY_SECONDS) -> None:
        self._tell = tell
        self._every = every
        self._lock = threading.Lock()
        self._waiting: Changes | None = None
        self._timer: threading.Timer | None = None
        self._told_at = 0.0

    def add(self, changes: Changes) -> None:
        """Tell `changes` now or soon; any thread may call it."""
        with self._lock:
            if self._waiting is not None and self._waiting.group != changes.group:
                self._flush()
            parts = [changes] if self._waiting is None else [self._waiting, changes]
            self._waiting = joined(parts, changes.group, changes.command)
            left = self._told_at + self._every - time.monotonic()
            if left <= 0:
                self._flush()
            elif self._timer is None:
                self._timer = threading.Timer(left, self.flush)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Tell at once what waits; to be called before the process ends."""
        with self._lock:
            self._flush()

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._told_at = time.monotonic()
            self._tell(waiting)
