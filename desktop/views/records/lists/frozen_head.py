"""The head of the column that stays in view, over the heads of those that pass below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.records.lists.column_header import ColumnHeader

EDGE: Final = 5  # pixels at the right by which the column is sized


class FrozenHead(QWidget):
    """Does for its column what the header does for the others: order, size, menu."""

    def __init__(self, header: ColumnHeader) -> None:
        super().__init__(header)
        self._header = header
        self._column = -1
        self._is_sizing = False
        self.setMouseTracking(True)
        self.hide()

    def place(self, column: int) -> None:
        """Show the head of a column at the left edge; of none for -1."""
        self._column = column
        self.setVisible(column >= 0)
        if column >= 0:
            self.setGeometry(0, 0, self._header.sectionSize(column), self._header.height())
            self.raise_()
            self.update()

    def _is_at_edge(self, at: QPoint) -> bool:
        return at.x() >= self.width() - look().px(EDGE)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the head, with a line to its right."""
        painter = QPainter(self)
        self._header.paintSection(painter, self.rect(), self._column)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look().colour("outline"))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Size the column, or show that it can be sized."""
        at = event.position().toPoint()
        if self._is_sizing:
            self._header.resizeSection(self._column, max(self._header.minimumSectionSize(), at.x()))
        is_edge = self._is_sizing or self._is_at_edge(at)
        self.setCursor(Qt.CursorShape.SplitHCursor if is_edge else Qt.CursorShape.ArrowCursor)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to size the column."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._is_sizing = is_left and self._is_at_edge(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Order the list by the column."""
        was_sizing, self._is_sizing = self._is_sizing, False
        is_here = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and is_here and not was_sizing:
            self._header.sort_asked.emit(self._column)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Make the column as wide as it needs to be."""
        if self._is_at_edge(event.position().toPoint()):
            self._header.fit_asked.emit(self._column)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the column."""
        self._header.menu_asked.emit(self._column, QPoint(event.globalPos()))
