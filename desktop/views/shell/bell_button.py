"""The bell in the head of the window, with the number of what waits to be looked at."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.views.style_marks import rounded
from desktop.views.theme import look

MOST: Final = 99


class BellButton(QToolButton):
    """A button with a small number at its corner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = 0

    def show_number(self, number: int) -> None:
        """Show how much waits; nothing for none."""
        if number != self.number:
            self.number = number
            self.update()

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and the number over it."""
        super().paintEvent(event)
        if not self.number:
            return
        text = str(self.number) if self.number <= MOST else f"{MOST}+"
        font = look().font("note", QFont.Weight.Bold)
        font.setPointSizeF(font.pointSizeF() * 0.82)
        metrics = QFontMetrics(font)
        height = metrics.height()
        width = max(height, metrics.horizontalAdvance(text) + look().px(6))
        at = QPoint(self.width() - width, 0)
        painter = QPainter(self)
        box = QRect(at.x(), at.y(), width, height)
        rounded(painter, box, look().colour("danger"), None)
        painter.setFont(font)
        painter.setPen(look().colour("base"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
