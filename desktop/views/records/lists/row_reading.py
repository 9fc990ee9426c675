"""Reading the rows of a selection, however large, page by page without making the window wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import CancelledError
from desktop.core.pages import PAGE_ROWS, Row
from desktop.core.ports import Reads
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.items.row_layout import Span, size_of
from desktop.views.jobs import Jobs

KNOWN_AT_ONCE: Final = 1_000


class RowReading(QObject):
    """Reads the records at some positions of a list and makes something of each.

    A few rows that are in memory are taken from there; then it is done at once. Otherwise `shape`
    is called in the reader's thread.

    Signals:
        advanced: how many rows of how many are there.
        finished: what `shape` made of all rows, in their order.
        failed: an Exception.
    """

    advanced = Signal(object, object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        model: RecordTableModel,
        spans: Sequence[Span],
        shape: Callable[[Row], Any],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._model = model
        self._spans = tuple(spans)
        self._list_id = model.list_id
        self._query = model.query
        self._shape = shape
        self._made: list[Any] = []
        self._pages = self._wanted()
        self._is_cancelled = False

    def start(self) -> None:
        """Read; `finished` may come before this returns."""
        known = self._known() if size_of(self._spans) <= KNOWN_AT_ONCE else None
        if known is not None:
            self.finished.emit([self._shape(row) for row in known])
        else:
            self._next()

    @Slot()
    def cancel(self) -> None:
        """Read no more; nothing is told."""
        self._is_cancelled = True
        self.deleteLater()

    def _known(self) -> list[Row] | None:
        rows = []
        for first, last in self._spans:
            for position in range(first, last + 1):
                row = self._model.record_at(position)
                if row is None:
                    return None
                rows.append(row)
        return rows

    def _wanted(self) -> Iterator[tuple[int, int, int]]:
        """Yield first position of a page, and which of its rows are wanted."""
        for first, last in self._spans:
            for page in range(first // PAGE_ROWS, last // PAGE_ROWS + 1):
                start = page * PAGE_ROWS
                yield start, max(first, start) - start, min(last, start + PAGE_ROWS - 1) - start

    def _next(self) -> None:
        wanted = next(self._pages, None)
        query = self._query
        if wanted is None or query is None:
            self.finished.emit(self._made)
            return
        list_id, shape = self._list_id, self._shape
        start, first, last = wanted

        def ask(reads: Reads) -> list[Any]:
            return [shape(row) for row in reads.page(list_id, query, start).rows[first : last + 1]]

        self._jobs.lists.submit(ask, self._on_page_read, self._on_failed)

    @Slot(object)
    def _on_page_read(self, made: list[Any]) -> None:
        if self._is_cancelled:
            return
        self._made += made
        self.advanced.emit(len(self._made), size_of(self._spans))
        self._next()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError) and not self._is_cancelled:
            self._pages = self._wanted()
            self._made = []
            self._next()  # another question was interrupted beside this one
        elif not self._is_cancelled:
            self.failed.emit(error)
