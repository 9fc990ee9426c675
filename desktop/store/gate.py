"""The write gate: a lock file that lets the window write before the worker's next transaction.

SQLite's own waiting is unfair: beside a busy worker a save waited 1.3 s, with the gate 20 ms at
most. The window holds the gate while it waits for the database and writes; the worker takes it and
drops it at once before each transaction, and so stands back while the window is at it. A killed
process loses its lock with its life.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.core.errors import BusyError
from desktop.core.i18n import _
from desktop.core.os_locks import try_lock, unlock
from desktop.store.faults import BUSY, told

GATE: Final = "write.gate"
STEP_SECONDS: Final = 0.001


class Gate:
    """One process's handle on the gate of a profile."""

    def __init__(self, folder: Path) -> None:
        """Open the gate of the profile in `folder`; raise StorageError if it is read-only."""
        with told():
            self._file = (folder / GATE).open("ab+")  # the lock is its handle's

    @contextmanager
    def held(self, deadline: float) -> Iterator[None]:
        """Hold the gate; raise BusyError if it is not free by `deadline` (time.monotonic)."""
        self._enter(deadline)
        try:
            yield
        finally:
            unlock(self._file.fileno())

    def pass_through(self, deadline: float) -> None:
        """Wait until nobody holds the gate; raise BusyError at `deadline` (time.monotonic)."""
        self._enter(deadline)
        unlock(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _enter(self, deadline: float) -> None:
        while not try_lock(self._file.fileno()):
            if time.monotonic() > deadline:
                raise BusyError(_(BUSY))
            time.sleep(STEP_SECONDS)
