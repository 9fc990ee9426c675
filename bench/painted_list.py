"""A list on a screen that nobody sees, with real rows, which tells when it was painted."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from operator import methodcaller
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from desktop.core.clock import SystemClock
from desktop.core.pages import ListQuery
from desktop.store.engine import DATABASE
from desktop.store.reads import LocalReads
from desktop.views.change_signal import ChangeSignal
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.jobs import Jobs
from desktop.views.records.row_table import RowTable

SIZE = 1400, 900
PATIENCE_SECONDS = 60.0
SWITCH_INTERVAL = 0.0005  # as the program has it


class TimedTable(RowTable):
    """A table that notes when it was painted, and which records it showed first and last."""

    painted_at = 0.0
    shown: tuple[uuid.UUID | None, uuid.UUID | None] = (None, None)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint, and note it."""
        super().paintEvent(event)
        self.painted_at = time.perf_counter()
        self.shown = (self._shown_at(0), self._shown_at(self.viewport().height() - 1))

    def _shown_at(self, y: int) -> uuid.UUID | None:
        row = self.rowAt(y)
        record = self._list.record(row) if row >= 0 else None
        return record.id if record else None


class PaintedList:
    """The list of a profile's customers; every measuring method returns milliseconds."""

    def __init__(self, profile: Path) -> None:
        self.application = QApplication.instance() or QApplication(
            ["bench", "-platform", "offscreen"]
        )
        self._owner = QObject()
        self._jobs = Jobs(ChangeSignal(), self._owner)
        self._jobs.lists.start(
            lambda: LocalReads(profile / DATABASE, SystemClock()),
            interrupt=methodcaller("interrupt"),
            close=methodcaller("close"),
        )
        self.model = RecordTableModel(self._jobs, self._owner)
        self.table = TimedTable(self.model)
        self.table.resize(*SIZE)
        self.table.show()

    def show(self, query: ListQuery, first: uuid.UUID | None, *, typing: bool = False) -> float:
        """Show `query` until the record `first` stands painted at the top."""
        started = time.perf_counter()
        self.model.set_query(query, typing=typing)
        self._until(lambda: self.table.shown[0] == first and self.table.painted_at > started)
        return (self.table.painted_at - started) * 1000

    def settle(self) -> None:
        """Wait until the whole order is known."""
        self._until(lambda: self.model.total is not None and not self.model.is_busy)

    def jump(self, share: float) -> float:
        """Go to a place in the list until its first and last row are painted."""
        bar = self.table.verticalScrollBar()
        started = time.perf_counter()
        bar.setValue(int(bar.maximum() * share))
        self._until(lambda: self.table.painted_at > started and None not in self.table.shown)
        return (self.table.painted_at - started) * 1000

    def close(self) -> None:
        """End the threads."""
        self.model.close()
        self._jobs.lists.close()
        self.table.close()
        self.table.deleteLater()
        self.application.processEvents()

    def _until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            self.application.processEvents()
            time.sleep(0.0002)  # the readers run in this process and want the interpreter
            if time.monotonic() > deadline:
                raise TimeoutError("the list was never painted")
