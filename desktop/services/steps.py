"""How far long work is, told not too often, and whether the person wants it to go on."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from desktop.core.errors import CancelledError
from desktop.services.long_work import Report

_EVERY_SECONDS: Final = 0.1


class Steps:
    """Counts rows and passes the count on; `total` 0 = nobody knows how many there are."""

    def __init__(self, report: Report, total: int) -> None:
        self.done = 0
        self._report = report
        self._total = total
        self._told = 0.0

    def advance(self, rows: int = 0) -> None:
        """Count more rows; raise CancelledError if the person cancelled."""
        self.done += rows
        now = time.monotonic()
        if now - self._told >= _EVERY_SECONDS:
            self._told = now
            self._tell()

    def reach(self, rows: int) -> None:
        """Say how many rows are done in all; raise CancelledError if the person cancelled."""
        self.advance(rows - self.done)

    def finish(self) -> None:
        """Tell the last count, whenever the one before was told."""
        self._tell()

    def cancelled(self) -> bool:
        """Tell whether the person cancelled, for readers and writers of files."""
        try:
            self._tell()
        except CancelledError:
            return True
        return False

    def _tell(self) -> None:
        self._report(self.done, max(self._total, self.done) if self._total else 0)


@contextmanager
def without_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: rows are no cycles, and it takes a seventh of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
