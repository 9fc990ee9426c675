"""Rows whose first column stays at the left edge while the others pass below it sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.views.items.record_table_model import Index, RecordTableModel
from desktop.views.records.lists.row_surface import RowSurface

if TYPE_CHECKING:
    from desktop.views.records.lists.frozen_head import FrozenHead

Hint = QAbstractItemView.ScrollHint
MOST: Final = 0.6  # of the width of the list; a wider column passes like the others


class FrozenTable(RowSurface):
    """Keeps the first column, which says what each row is, in view.

    Signals:
        resized: there is another width for the columns.
    """

    resized = Signal()

    def __init__(self, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._frozen_head: FrozenHead | None = None
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled_sideways)
        self.columns.sectionResized.connect(self._on_scrolled_sideways)
        self.columns.sectionMoved.connect(self._on_scrolled_sideways)
        model.modelReset.connect(self._on_scrolled_sideways)

    def frozen_column(self) -> int:
        """Return the logical number of the column that stays; -1 while none has to."""
        if self.is_cards or not self.horizontalScrollBar().value() or self.columns.count() <= 1:
            return -1
        first = self.columns.logicalIndex(0)
        return first if self.columnWidth(first) <= MOST * self.viewport().width() else -1

    def column_x(self, column: int) -> int:
        """Return where a column begins in the viewport."""
        return 0 if column == self.frozen_column() else self.columnViewportPosition(column)

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return where a cell is in the viewport."""
        return QRect(
            self.column_x(column),
            self.rowViewportPosition(row),
            self.columnWidth(column),
            self.rowHeight(row),
        )

    @Slot()
    def _on_scrolled_sideways(self, *_where: object) -> None:
        column = self.frozen_column()
        if column >= 0 and self._frozen_head is None:
            from desktop.views.records.lists.frozen_head import FrozenHead  # not at start

            self._frozen_head = FrozenHead(self.columns)
        if self._frozen_head is not None:
            self._frozen_head.place(column)
            self.viewport().update()

    # Qt overrides

    def indexAt(self, p: QPoint) -> QModelIndex:
        """Return the cell at a point, that of the column that stays before those below it."""
        column = self.frozen_column()
        if column < 0 or not 0 <= p.x() < self.columnWidth(column):
            return super().indexAt(p)
        row = self.rowAt(p.y())
        return self.model().index(row, column) if row >= 0 else QModelIndex()

    def visualRect(self, index: Index) -> QRect:
        """Return where a cell is in the viewport."""
        rect = super().visualRect(index)
        if index.isValid() and index.column() == self.frozen_column():
            rect.moveLeft(0)
        return rect

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a cell into view, not below the column that stays."""
        bar = self.horizontalScrollBar()
        before, frozen = bar.value(), self.frozen_column()
        super().scrollTo(index, hint)
        if frozen >= 0 and index.column() == frozen:
            bar.setValue(before)
            return
        frozen = self.frozen_column()
        hidden = self.columnWidth(frozen) - self.column_x(index.column()) if frozen >= 0 else 0
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the column stay, or pass where it would take all the room."""
        super().resizeEvent(event)
        self.resized.emit()
        self._on_scrolled_sideways()
