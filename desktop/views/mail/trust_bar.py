"""The bar that names the reasons to distrust a message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.core.mail.values import MailWarning
from desktop.views.icons import icon
from desktop.views.theme import look

RADIUS: Final = 6


class TrustBar(QWidget):
    """Yellow for what is strange, red for what is grave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_grave = False
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        look().changed.connect(self._recolour)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" where it says nothing."""
        return "" if self.isHidden() else self._text.text()

    def show_warnings(self, warnings: Sequence[MailWarning]) -> None:
        """Name the reasons, the grave ones first; nothing is shown where there are none."""
        ordered = sorted(warnings, key=_is_mild)
        self._is_grave = any(one.is_grave for one in warnings)
        self._text.setText("\n".join(one.sentence for one in ordered))
        self._recolour()
        self.setVisible(bool(warnings))

    def _recolour(self) -> None:
        role = "red" if self._is_grave else "yellow"
        self._icon.setPixmap(icon("triangle-alert", f"on_{role}").pixmap(18, 18))
        palette = self._text.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour(f"on_{role}"))
        self._text.setPalette(palette)
        self.update()

    # Qt's name
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("red" if self._is_grave else "yellow"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 2, -12, -2), RADIUS, RADIUS)
        painter.end()


def _is_mild(warning: MailWarning) -> bool:
    return not warning.is_grave
