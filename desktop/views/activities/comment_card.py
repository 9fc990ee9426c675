"""One comment: who wrote it and when, its text, and for its author what can be done with it."""

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
class Said:
    """A comment as it is shown."""

    id: uuid.UUID
    text: str
    author: str
    moment: str
    is_own: bool


class CommentCard(QWidget):
    """Shows a comment.

    Signals:
        change_asked, delete_asked: by the author.
    """

    change_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, said: Said, parent: QWidget) -> None:
        super().__init__(parent)
        self.said = said
        self._author = QLabel(said.author, self)
        self._author.setFont(look().font("text", 600))
        self._moment = QLabel(said.moment, self)
        self._moment.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.text = QLabel(said.text, self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change = self._button("pencil", _("Change the comment"))
        self.change.clicked.connect(self._on_change_clicked)
        self.delete = self._button("trash-2", _("Delete the comment"))
        self.delete.clicked.connect(self._on_delete_clicked)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._author)
        head.addWidget(self._moment)
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
        button.setVisible(self.said.is_own)
        return button

    @Slot()
    def _on_change_clicked(self) -> None:
        self.change_asked.emit(self.said)

    @Slot()
    def _on_delete_clicked(self) -> None:
        self.delete_asked.emit(self.said)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        rounded(painter, self.rect(), look().colour("base"), look().colour("border"))
        painter.end()
