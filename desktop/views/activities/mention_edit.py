"""The text of a comment: after an @ the colleagues are offered; Ctrl+Enter posts."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from desktop.core.i18n import _
from desktop.core.pages import Hit
from desktop.core.ports import Reads
from desktop.core.relative_filters import USERS
from desktop.views.jobs import Jobs
from desktop.views.theme import look
from desktop.views.widgets.round_text import round_corners

PAUSE_MS: Final = 60
LINES: Final = 3
MOST: Final = 8
_NAME: Final = re.compile(r"(?:^|(?<=\s)|(?<=\())@([^\s@][^@\n]{0,40})?$")
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MentionEdit(QPlainTextEdit):
    """Some lines of text in which colleagues are named with an @.

    Signals:
        posted: Ctrl+Enter.
        given_up: Escape.
    """

    posted = Signal()
    given_up = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setPlaceholderText(_("Comment for colleagues; @ names somebody, Ctrl+Enter posts"))
        self.setAccessibleName(_("Comment"))
        round_corners(self)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + look().px(16))
        self.names = QListWidget(self)
        self.names.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setAccessibleName(_("Suggestions"))
        self.names.itemClicked.connect(self._on_names_item_clicked)
        self.names.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._pause.start)

    def typed_name(self) -> str | None:
        """Return what stands between an @ and the cursor; None where nobody is being named."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _NAME.search(before)
        return None if found is None else (found[1] or "")

    @Slot()
    def _ask(self) -> None:
        name = self.typed_name()
        if name is None or not self.hasFocus():
            self.names.hide()
            return

        def ask(reads: Reads) -> tuple[str, list[Hit]]:
            return name, reads.choices(USERS, name, MOST)

        self._jobs.cards.submit(ask, self._on_found, topic="mention")

    def _on_found(self, answer: tuple[str, list[Hit]]) -> None:
        name, hits = answer
        if name != self.typed_name() or not self.hasFocus():
            return
        titles = [hit.ref.title for hit in hits if hit.ref.title]
        self.names.clear()
        if not titles or name.strip() in titles:
            self.names.hide()
            return
        self.names.addItems(titles)
        self.names.setCurrentRow(0)
        height = self.names.sizeHintForRow(0) * len(titles) + 2 * self.names.frameWidth()
        corner = self.viewport().mapToGlobal(self.cursorRect().bottomLeft() + QPoint(0, 2))
        room = self.screen().availableGeometry()
        top = corner.y()
        if top + height > room.bottom():
            top = self.viewport().mapToGlobal(self.cursorRect().topLeft()).y() - height - 2
        self.names.setGeometry(corner.x(), top, look().px(260), height)
        self.names.show()

    def _take(self) -> None:
        """Write the name that is marked."""
        name, item = self.typed_name(), self.names.currentItem()
        self.names.hide()
        if name is None or item is None:
            return
        cursor = self.textCursor()
        kept = QTextCursor.MoveMode.KeepAnchor
        cursor.movePosition(QTextCursor.MoveOperation.Left, kept, len(name))
        cursor.insertText(f"{item.text()} ")
        self.setTextCursor(cursor)

    @Slot(QListWidgetItem)
    def _on_names_item_clicked(self, _item: QListWidgetItem) -> None:
        self._take()

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for us and not for the window."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return True
        return self.names.isVisible() and event.key() == Qt.Key.Key_Escape

    def _on_list_key(self, key: int) -> bool:
        """Return whether the list of names used up a key."""
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.names.setCurrentRow((self.names.currentRow() + step) % self.names.count())
        elif key in {*_ENTER, Qt.Key.Key_Tab}:
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.names.hide()
        else:
            return False
        return True

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter and Escape from the actions of the window."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a name, post, or type."""
        is_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER and is_control:
            self.names.hide()
            self.posted.emit()
        elif self.names.isVisible() and self._on_list_key(event.key()):
            return
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer no more names."""
        super().focusOutEvent(event)
        self.names.hide()
