"""The other messages of the conversation, below the one that is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from desktop.core.clock import Clock
from desktop.core.i18n import _, ngettext
from desktop.core.mail.values import MailRow
from desktop.views.icons import icon
from desktop.views.mail.words import spoken, when_text
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport

MESSAGE: Final = Qt.ItemDataRole.UserRole
MOST_ROWS: Final = 6


class ConversationList(QWidget):
    """Tells how many others there are, and shows them when asked.

    Signals:
        chosen: the id of a message that is to be read.
    """

    chosen = Signal(object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._is_open = False
        self._head = QToolButton(self)
        self._head.setAutoRaise(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.clicked.connect(self._on_head_clicked)
        self._list = QListWidget(self)
        use_own_viewport(self._list, is_filled=True)
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(self._on_activated)
        self._list.itemClicked.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(2)
        layout.addWidget(self._head)
        layout.addWidget(self._list)
        self.hide()

    def show_messages(self, messages: Sequence[MailRow], shown: int) -> None:
        """Show the others, newest first; hidden where there are none."""
        others = [one for one in messages if one.id != shown]
        self._list.clear()
        now = self._clock.now()
        for row in reversed(others):
            words = f"{when_text(row.at, now)}   {row.sender}   {row.preview or row.subject}"
            item = QListWidgetItem(words)
            item.setData(MESSAGE, row.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(row, now))
            if not row.is_read:
                item.setFont(look().font("text", QFont.Weight.DemiBold))
            self._list.addItem(item)
        count = len(others)
        words = ngettext(
            "{count} other message of this conversation",
            "{count} other messages of this conversation",
            count,
        )
        self._head.setText(words.format(count=count))
        self._list.setAccessibleName(_("Conversation"))
        self.setVisible(bool(others))
        self._place()

    def open(self) -> None:
        """Show them."""
        self._is_open = True
        self._place()

    def _place(self) -> None:
        self._head.setIcon(icon("chevron-down" if self._is_open else "chevron-right"))
        rows = min(MOST_ROWS, self._list.count())
        self._list.setFixedHeight(rows * max(20, self._list.sizeHintForRow(0)) + 4)
        self._list.setVisible(self._is_open)

    @Slot()
    def _on_head_clicked(self) -> None:
        self._is_open = not self._is_open
        self._place()

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(MESSAGE))
