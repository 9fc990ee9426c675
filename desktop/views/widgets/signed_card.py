"""What somebody wrote: who and when, the text, and for its author how to change or delete it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.views.icons import icon
from desktop.views.style_marks import rounded
from desktop.views.theme import look


class Signed(Protocol):
    """What is shown of it."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def author(self) -> str:
        """The author's name."""

    @property
    def moment(self) -> str:
        """When it was written, as people read it."""

    @property
    def is_own(self) -> bool:
        """Whether the person at the screen wrote it."""


class SignedCard(QWidget):
    """Shows it; `head` is open for more behind the moment.

    Signals:
        change_asked, delete_asked: what is shown, by its author.
    """

    change_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, shown: Signed, to_change: str, to_delete: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown
        self.author = QLabel(shown.author, self)
        self.author.setFont(look().font("text", 600))
        self.moment = QLabel(shown.moment, self)
        self.moment.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.text = QLabel(shown.text, self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change = self._button("pencil", to_change)
        self.change.clicked.connect(self._on_change_clicked)
        self.delete = self._button("trash-2", to_delete)
        self.delete.clicked.connect(self._on_delete_clicked)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.author)
        self.head.addWidget(self.moment)
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addLayout(self.head)
        above.addStretch(1)
        above.addWidget(self.change)
        above.addWidget(self.delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 10)
        layout.setSpacing(4)
        layout.addLayout(above)
        layout.addWidget(self.text)

    def _button(self, symbol: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(symbol, "muted"))
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setVisible(self._shown.is_own)
        return button

    @Slot()
    def _on_change_clicked(self) -> None:
        self.change_asked.emit(self._shown)

    @Slot()
    def _on_delete_clicked(self) -> None:
        self.delete_asked.emit(self._shown)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        rounded(painter, self.rect(), look().colour("base"), look().colour("border"))
        painter.end()
