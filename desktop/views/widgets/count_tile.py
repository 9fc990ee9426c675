"""A number with its word, as a tile: how many were created, skipped, refused."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import language
from desktop.views.theme import look

RADIUS = 8


class CountTile(QWidget):
    """Shows a count on the soft ground of a badge colour; a count of nothing is quiet."""

    def __init__(self, label: str, badge: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = badge
        self._count = 0
        self._number = QLabel("0", self)
        self._label = QLabel(label, self)
        self._label.setFont(look().font("note"))
        for part in (self._number, self._label):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(0)
        layout.addWidget(self._number)
        layout.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._recolour)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show a number."""
        self._count = count
        self._number.setText(format_number(count, language()))
        self.setAccessibleName(f"{self._label.text()}: {count}")
        self._recolour()

    @Slot()
    def _recolour(self) -> None:
        self._number.setFont(look().font("headline", QFont.Weight.DemiBold))
        colour = look().badge(self._badge)[1] if self._count else look().colour("muted")
        for part in (self._number, self._label):
            palette = part.palette()
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            part.setPalette(palette)
        self.update()

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = look().badge(self._badge)[0] if self._count else look().colour("alternate")
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()
