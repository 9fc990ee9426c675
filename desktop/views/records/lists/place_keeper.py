"""Keeps selection, current record and the rows on the screen while rows are exchanged.

Rows never move under the pointer: as long as it moves over the list, a new order waits; then the
row under it (or else the first row on the screen) keeps its place, and what came above it is told.
"""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QObject, Signal, Slot

from desktop.core.filters import EVERYTHING
from desktop.core.pages import ListQuery
from desktop.views.items.list_place import Anchors, Settled
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.row_table import RowTable
from desktop.views.records.lists.table_selection import (
    IDS_AT_ONCE,
    Selection,
    select_positions,
    selection_of,
)

RESTING: Final = 0.4  # seconds without a movement of the pointer
BESIDE: Final = 20  # records on each side, some of which may go at the same moment
MOST_SPANS: Final = 2_000  # a selection in more pieces is given up


class PlaceKeeper(QObject):
    """Implements `items.list_place.Place` for one table.

    Signals:
        settled: rows were exchanged and everything is in its place again.
        came_above: how many rows came above what the person looks at.
    """

    settled = Signal()
    came_above = Signal(object)

    def __init__(self, table: RowTable, model: RecordTableModel) -> None:
        super().__init__(table)
        self.is_moving = False  # rows are being exchanged: selections are not the person's
        self._table = table
        self._model = model
        self._left: Selection | None = None  # what was selected when the query changed
        self._lost: Selection | None = None  # what was selected and is not in the list just now
        self._reveal: uuid.UUID | None = None
        self._column = 0
        self._first_row = 0  # on the screen, as soon as the order is known
        self._rows: dict[uuid.UUID, tuple[int, int]] = {}  # row and y of what is on the screen
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.keep_place_with(self)

    def reveal(self, record_id: uuid.UUID) -> None:
        """Select a record and scroll to it as soon as the order is known."""
        self._reveal = record_id

    def begin_at(self, row: int) -> None:
        """Scroll to a row as soon as the order is known, as the list was left."""
        self._first_row = row

    def leave(self) -> None:
        """Remember what is selected: another query comes."""
        if self._left is None:
            now = selection_of(self._model, self._table.selectionModel())
            self._left = self._lost if self._lost and not now.count else now

    def shown(self) -> None:
        """Look at the first rows of the new query; its order is not known yet."""
        self._table.scrollToTop()
        self.is_moving = False

    def may_move(self) -> bool:
        """Tell whether rows may move now: nobody points at them, edits or drags."""
        table = self._table
        if table.is_held or table.is_pressed:
            return False
        return table.hovered_row < 0 or table.seconds() - table.pointer_moved_at > RESTING

    def anchors(self) -> Anchors:
        """Return what has to be found again in a new order."""
        left = self._left
        now = selection_of(self._model, self._table.selectionModel())
        chosen = now if left is None or now.count else left
        is_few = chosen.is_known and chosen.count <= IDS_AT_ONCE
        return Anchors(
            top=() if left else self._ids_on_screen(),
            current=self._reveal or chosen.current,
            ids=chosen.ids if is_few else (),
            beside=() if left or not is_few else self._ids_beside(),
            spans=() if is_few or left else chosen.spans,
            list_id=chosen.list_id,
            is_whole=chosen.is_whole and not is_few and not left,  # a few stay just those
            near=self._place_looked_at(),
            rows=self._table.rows_on_screen(),
        )

    def settle(self, settled: Settled, *, fresh: bool) -> None:
        """Select and show the records where they stand now; `fresh` after a new query."""
        model, chosen = self._model, self._table.selectionModel()
        total = settled.order.snapshot.total
        spans = ((0, total - 1),) if settled.anchors.is_whole and total else settled.spans
        row = -1 if settled.current is None else model.layout.row(settled.current)
        if row >= 0:
            column = max(0, min(self._column, model.columnCount() - 1))
            no_update = QItemSelectionModel.SelectionFlag.NoUpdate
            chosen.setCurrentIndex(model.index(row, column), no_update)
            if self._reveal and settled.current is not None:
                spans = ((settled.current, settled.current),)
        select_positions(model, chosen, spans[:MOST_SPANS])
        if self._first_row and fresh:
            self._table.put_row_at(min(self._first_row, model.rowCount() - 1), 0)
            self._first_row = 0
        elif fresh or self._reveal:
            self._show_current(row, settled.order.query)
        else:
            self._stay(settled)
        left = self._left
        is_lost = fresh and left is not None and row < 0 and (left.count or left.current)
        self._lost = left if is_lost else None
        self._left = None
        self.is_moving = False
        self.settled.emit()

    def _show_current(self, row: int, query: ListQuery) -> None:
        """Scroll to the current record, unless the person is narrowing the list down."""
        before = self._left.query if self._left else None
        widened = not query.search and (
            query.filter == EVERYTHING or (before is not None and before.filter == query.filter)
        )
        if row >= 0 and (widened or self._reveal):
            self._table.scrollTo(self._model.index(row, 0))
            self._reveal = None

    def _stay(self, settled: Settled) -> None:
        """Keep the anchor where it is on the screen; at the very top, keep the top."""
        table = self._table
        is_at_top = table.verticalScrollBar().value() == 0 and table.hovered_row < 0
        if settled.top is None or is_at_top:
            return
        record_id, position = settled.top
        row = self._model.layout.row(position)
        old_row, y = self._rows.get(record_id, (row, -1))
        if y >= 0 or record_id in self._rows:
            table.put_row_at(row, y)
        if row > old_row:
            self.came_above.emit(row - old_row)

    def _place_looked_at(self) -> int:
        """Return the position of the current row, or of the first on the screen."""
        table = self._table
        first, last = table.rows_shown()
        current = table.currentIndex().row()
        row = current if first <= current <= last else first
        is_there = 0 <= row < self._model.layout.row_count
        return max(0, self._model.layout.position(row)) if is_there else 0

    def _ids_on_screen(self) -> tuple[uuid.UUID, ...]:
        """Return the ids on the screen, from the row that is to stay outwards."""
        table = self._table
        first, last = table.rows_shown()
        anchor = table.hovered_row if table.hovered_row >= 0 else first
        near = sorted(range(first, last + 1), key=lambda row: (row < anchor, abs(row - anchor)))
        records = [self._model.record(row) for row in near]
        return tuple(record.id for record in records if record)

    def _ids_beside(self) -> tuple[uuid.UUID, ...]:
        """Return the ids after and then before what is selected, if anything is."""
        rows = [index.row() for index in self._table.selectionModel().selectedRows()]
        if not rows:
            return ()
        after = range(max(rows) + 1, max(rows) + 1 + BESIDE)
        before = range(min(rows) - 1, min(rows) - 1 - BESIDE, -1)
        records = [self._model.record(row) for row in (*after, *before)]
        return tuple(record.id for record in records if record)

    @Slot()
    def _on_model_about_to_be_reset(self) -> None:
        self.is_moving = True
        table = self._table
        self._column = max(0, table.currentIndex().column())
        first, last = table.rows_shown()
        shown = [(row, self._model.record(row)) for row in range(first, last + 1)]
        self._rows = {
            record.id: (row, table.rowViewportPosition(row)) for row, record in shown if record
        }
