"""A bar above a page that tells something and offers one thing to do, without being in the way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.views.icons import icon
from desktop.views.theme import look

RADIUS = 6


ON_GROUND: Final = "on_accent_soft"


class NoticeBar(QWidget):
    """Shows a sentence with an offer; hidden until it has something to say.

    Signals:
        accepted: the person took the offer.
        dismissed: the person refused it.
    """

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._accept = QPushButton(self)
        self._refuse = QToolButton(self)
        self._refuse.setAutoRaise(True)
        self._icon = QLabel(self)
        self._accept.clicked.connect(self._on_accept_clicked)
        self._refuse.clicked.connect(self._on_refuse_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(12)
        for widget, stretch in ((self._icon, 0), (self._text, 1)):
            layout.addWidget(widget, stretch)
        layout.addWidget(self._accept)
        layout.addWidget(self._refuse)
        look().changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def ask(self, sentence: str, accept: str, refuse: str) -> None:
        """Show a sentence and what to do about it."""
        self._text.setText(sentence)
        self._accept.setText(accept)
        self._accept.show()
        self._refuse.setText(refuse)
        self._refuse.show()
        self.show()

    def tell(self, sentence: str, accept: str) -> None:
        """Show a sentence that stays, and what to do about it."""
        self._text.setText(sentence)
        self._accept.setText(accept)
        self._accept.show()
        self._refuse.hide()
        self.show()

    def say(self, sentence: str) -> None:
        """Show a sentence that stays, about which there is nothing to do here."""
        self._text.setText(sentence)
        self._accept.hide()
        self._refuse.hide()
        self.show()

    @Slot()
    def _recolour(self) -> None:
        """Write and draw in the colour that is read on the soft accent."""
        self._icon.setPixmap(icon("info", ON_GROUND).pixmap(18, 18))
        palette = self._text.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour(ON_GROUND))
        self._text.setPalette(palette)

    @Slot()
    def _on_accept_clicked(self) -> None:
        self.hide()
        self.accepted.emit()

    @Slot()
    def _on_refuse_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground in the soft accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 2, -12, -2), RADIUS, RADIUS)
        painter.end()
