"""A pill over the top of a list: a few words in the accent that lead to the first row."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QSizePolicy

from desktop.views.theme import look

MARGIN: Final = 8
PADDING: Final = 14


class Pill(QAbstractButton):
    """Tells how many rows came above what is looked at; shown while somebody has to know."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area.viewport())
        self._area = area
        self._count = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.forget)
        area.viewport().installEventFilter(self)
        self.hide()

    @property
    def count(self) -> int:
        """How many rows it tells of."""
        return self._count

    @Slot()
    def forget(self) -> None:
        """Tell of nothing: the person saw the rows, or another list is shown."""
        self._count = 0
        self.hide()

    def say(self, text: str) -> None:
        """Show some words."""
        self.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        now, metrics = look(), self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * now.px(PADDING)
        left = (self._area.viewport().width() - width) // 2
        self.setGeometry(left, MARGIN, width, metrics.height() + now.px(10))

    # Qt's names
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle, at the top."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill in the accent."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent"))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(now.colour("on_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
