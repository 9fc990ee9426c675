"""One own note: whose it is, for whom, its text, and for its author what can be done with it."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.views.icons import icon
from desktop.views.style_marks import rounded
from desktop.views.theme import look


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as it is shown."""

    id: uuid.UUID
    text: str
    author: str
    moment: str
    audience: str  # "people" or "me"
    audience_text: str
    is_own: bool


class NoteCard(QWidget):
    """Shows a note.

    Signals:
        change_asked, delete_asked: by the author.
    """

    change_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, noted: Noted, parent: QWidget) -> None:
        super().__init__(parent)
        self.noted = noted
        self.author = QLabel(noted.author, self)
        self.author.setFont(look().font("text", 600))
        self.moment = QLabel(noted.moment, self)
        self.audience = QLabel(noted.audience_text, self)
        for label in (self.moment, self.audience):
            label.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        lock = QLabel(self)
        lock.setPixmap(icon("lock" if noted.audience == "me" else "users", "muted").pixmap(14, 14))
        self.text = QLabel(noted.text, self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change = self._button("pencil", _("Change the own note"))
        self.change.clicked.connect(self._on_change_clicked)
        self.delete = self._button("trash-2", _("Delete the own note"))
        self.delete.clicked.connect(self._on_delete_clicked)
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self.author, self.moment, lock, self.audience):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.change)
        head.addWidget(self.delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.text)

    def _button(self, symbol: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(symbol, "muted"))
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setVisible(self.noted.is_own)
        return button

    @Slot()
    def _on_change_clicked(self) -> None:
        self.change_asked.emit(self.noted)

    @Slot()
    def _on_delete_clicked(self) -> None:
        self.delete_asked.emit(self.noted)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        rounded(painter, self.rect(), look().colour("base"), look().colour("border"))
        painter.end()
