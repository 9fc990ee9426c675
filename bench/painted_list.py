"""The list of customers on a screen, and how long it takes until the right rows are painted."""

from __future__ import annotations

import time
import uuid

from PySide6.QtGui import QPaintEvent

from bench.painted import SIZE, Screen
from desktop.core.pages import ListQuery
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.row_table import RowTable

REST_SECONDS = 0.1


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
    """A list whose every measuring method returns milliseconds."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._model = RecordTableModel(screen.jobs, screen.owner)
        self._table = TimedTable(self._model)
        self._table.resize(*SIZE)
        self._table.show()

    def show(self, query: ListQuery, first: uuid.UUID | None, *, typing: bool = False) -> float:
        """Show `query` until the record `first` stands painted at the top."""
        table, started = self._table, time.perf_counter()
        self._model.set_query(query, typing=typing)
        self._screen.until(lambda: table.shown[0] == first and table.painted_at > started)
        return (table.painted_at - started) * 1000

    def settle(self) -> None:
        """Wait until the whole order is known and nothing is under way, as when a person reads."""
        self._screen.until(lambda: self._model.total is not None and not self._model.is_busy)
        rested = time.perf_counter() + REST_SECONDS
        self._screen.until(lambda: time.perf_counter() > rested)

    def jump(self, share: float) -> float:
        """Go to a place in the list until its first and last row are painted."""
        table, bar = self._table, self._table.verticalScrollBar()
        started = time.perf_counter()
        bar.setValue(int(bar.maximum() * share))
        self._screen.until(lambda: table.painted_at > started and None not in table.shown)
        return (table.painted_at - started) * 1000

    def close(self) -> None:
        """Leave the screen."""
        self._model.close()
        self._table.close()
        self._table.deleteLater()
