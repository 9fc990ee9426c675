"""What is wrong and what to do about it, so that it is not overlooked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.views.icons import icon
from desktop.views.theme import look

PICTURE = 20
RADIUS = 6


class ProblemBox(QWidget):
    """Shows a sentence beside a warning sign; hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._picture.setFixedSize(QSize(PICTURE, PICTURE))
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(10)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        look().changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence; "" hides the box."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    @Slot()
    def _recolour(self) -> None:
        self._picture.setPixmap(icon("circle-alert", "on_red").pixmap(PICTURE, PICTURE))
        palette = self._text.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().badge("red")[1])
        self._text.setPalette(palette)

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().badge("red")[0])
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()
