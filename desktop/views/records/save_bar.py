"""The bar below a form with something typed: it says so, and saves or discards."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.theme import look


class SaveBar(QWidget):
    """Stands at the foot of the card, so that nothing jumps when the first letter is typed.

    Signals:
        save_requested, discard_requested: about what was typed.
        turned: there is something to save now, or no more.
    """

    save_requested = Signal()
    discard_requested = Signal()
    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(_("Not saved yet"), self)
        self._discard = QPushButton(_("Discard changes"), self)
        self._discard.setAutoDefault(False)
        self._save = QPushButton(icon("save", "on_accent"), _("Save"), self)
        self._save.setDefault(True)
        self._save.clicked.connect(self.save_requested)
        self._discard.clicked.connect(self.discard_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._discard)
        layout.addWidget(self._save)
        self.hide()
        self._recolour()
        look().changed.connect(self._recolour)

    def show_dirty(self, is_dirty: bool) -> None:
        """Stand there only while there is something typed."""
        if is_dirty != self.isHidden():
            return
        self.setVisible(is_dirty)
        self.turned.emit(is_dirty)

    def allow_saving(self, *, is_allowed: bool) -> None:
        """Offer to save, or only to throw away what was typed."""
        self._save.setEnabled(is_allowed)

    @Slot()
    def _recolour(self) -> None:
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour("muted"))
        self._words.setPalette(palette)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line between the form and the bar."""
        painter = QPainter(self)
        painter.setPen(look().colour("border"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
