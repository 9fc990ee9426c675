"""Turns at the one writing connection of a process: long work and others write in between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.core.errors import BusyError
from desktop.core.i18n import _
from desktop.store.faults import BUSY


class Turn:
    """Held by one thread at a time; a thread that holds it already has made a mistake."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder = 0

    @contextmanager
    def kept(self, seconds: float) -> Iterator[None]:
        """Hold the turn, or go on holding it; raise BusyError if others hold it for `seconds`."""
        if self._holder == threading.get_ident():
            yield
        else:
            with self.taken(seconds):
                yield

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Hold the turn; raise BusyError if others hold it for `seconds`."""
        if self._holder == threading.get_ident():
            raise RuntimeError("a unit of work is under way already")
        if not self._lock.acquire(timeout=seconds):
            raise BusyError(_(BUSY))
        self._holder = threading.get_ident()
        try:
            yield
        finally:
            self._holder = 0
            self._lock.release()
