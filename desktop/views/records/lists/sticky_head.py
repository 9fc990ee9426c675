"""The head of the group one is reading, kept at the top of a list while its records pass."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.records.lists.row_surface import RowSurface


class StickyHead(QWidget):
    """Lies over the first rows; the head of the next group pushes it out. A click leads to it."""

    def __init__(self, table: RowSurface) -> None:
        super().__init__(table)
        self._table = table
        self.row = -1  # that of the head it shows; -1 while it is hidden
        self._pushed = 0  # pixels by which the next head has pushed it out
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    @property
    def cover(self) -> int:
        """How many pixels of the rows it hides."""
        return 0 if self.isHidden() else self.height()

    def place(self, heads: list[int]) -> None:
        """Show the head of the group of the first row, unless that head is on the screen itself."""
        table, first = self._table, self._table.rowAt(0)
        following = bisect_right(heads, first)
        if not following or table.rowViewportPosition(heads[following - 1]) >= 0:
            self.row = -1
            self.hide()
            return
        self.row = heads[following - 1]
        height = table.rowHeight(self.row)
        is_last = following == len(heads)
        room = height if is_last else table.rowViewportPosition(heads[following])
        self._pushed = max(0, height - room)
        area = table.viewport().geometry()
        self.setGeometry(area.x(), area.y(), area.width(), height - self._pushed)
        self.show()
        self.raise_()
        self.update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the head with a line below."""
        painter = QPainter(self)
        height = self.height() + self._pushed
        self._table.paint_head(painter, self.row, -self._pushed, height)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look().colour("outline"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep it from the rows below."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to where the group begins."""
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton:
            self._table.put_row_at(self.row, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the rows below move."""
        QApplication.sendEvent(self._table.viewport(), event)
