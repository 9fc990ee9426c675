"""A layout of chips and, behind them, the line in which the next is typed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from desktop.views.widgets.flow_layout import FlowLayout


class EntryLayout(FlowLayout):
    """Breaks lines like its base; the last item takes the rest of its line.

    That one is at least as wide as its minimum.
    """

    def insert_before_last(self, widget: QWidget) -> None:
        """Add a widget before the last one."""
        self.addWidget(widget)
        self._items.insert(len(self._items) - 2, self._items.pop())
        self.invalidate()

    def _place(self, rect: QRect, *, only_measure: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            size, is_last = item.sizeHint(), item is self._items[-1]
            width = item.minimumSize().width() if is_last else size.width()
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, height = rect.x(), y + height + self.spacing(), 0
            if is_last:
                width = rect.right() + 1 - x
            if not only_measure:
                room = QSize(min(width, rect.width()), size.height())
                item.setGeometry(QRect(QPoint(x, y), room))
            x += width + self.spacing()
            height = max(height, size.height())
        return y + height - rect.y()

    # Qt overrides

    def expandingDirections(self) -> Qt.Orientation:
        """Return the direction in which more room is of use."""
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """Return the smallest size that works."""
        return self.minimumSize()
