"""The list of messages: painted whole, chosen by keys and pointer, never moving under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.i18n import _
from desktop.core.mail.places import MailOrder
from desktop.core.mail.values import FolderRole
from desktop.views.mail.list_layout import ListLayout
from desktop.views.mail.list_model import MailListModel
from desktop.views.mail.list_surface import MailSurface
from desktop.views.mail.row_painter import LEFT
from desktop.views.records.lists.table_selection import selected_rows
from desktop.views.theme import look

RESTING: Final = 0.4  # seconds without a movement of the pointer
HEAD: Final = 26
WIDE: Final = 640  # pixels at 100 %: below, a table leaves out what matters less
BESIDE: Final = 40  # rows in which the next one to be read is looked for
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Flag = QItemSelectionModel.SelectionFlag


class MailList(MailSurface):
    """Shows the rows of a MailListModel.

    Signals:
        chosen: what is selected changed.
        opened: a message was opened by Enter or a double click: its id.
        menu_asked: a global point where the menu of the selection is wanted.
        unfold_asked: the row of a conversation is to be unfolded or folded: its id.
        paged: Space was pressed; the reading pane scrolls or the next unread message comes.
    """

    chosen = Signal()
    opened = Signal(object)
    menu_asked = Signal(object)
    unfold_asked = Signal(object)
    paged = Signal()

    def __init__(self, model: MailListModel, clock: Clock, parent: QWidget | None = None) -> None:
        self._is_settling = False
        super().__init__(model, clock, parent)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Messages"))
        self.viewport().update()

    # --- what is shown
    def show_table(self, *, on: bool) -> None:
        """Show lines with columns, or cards."""
        kept = self.selected()
        self._list.show_table(on=on)
        self.horizontalHeader().setVisible(on)
        self._measure()
        self._fit_columns()
        self.choose(kept)

    def show_order(self, order: MailOrder, *, is_fresh: bool) -> None:
        """Show another order.

        Of the same list, what is on the screen and what is chosen stays where it is; a `fresh` list
        begins at its top.
        """
        kept, anchor = self.selected(), self._anchor()
        current, at = self.current(), self.currentIndex().row()
        gone_from = self._list.layout_now
        self._is_settling = True
        self._list.show_order(order)
        self._measure()
        if is_fresh:
            self.verticalScrollBar().setValue(0)
        else:
            self._stay(anchor)
        shown = self._list.layout_now
        still = shown.shown(kept)
        if not is_fresh and kept and not still:
            gone = set(kept) | _gone(gone_from, shown, at)
            following = gone_from.neighbour(gone, at) if at >= 0 else 0
            still = [following] if shown.row(following) >= 0 else []
        self._is_settling = False
        self.choose(still, current if current in still else 0)
        self.chosen.emit()

    def selected(self) -> list[int]:
        """Return the ids of the messages that are selected, in the order of the list."""
        found: list[int] = []
        spans = selected_rows(self.selectionModel().selection())
        for top, bottom in spans:
            found += self._list.layout_now.messages(top, bottom)
        return list(dict.fromkeys(found))

    def current(self) -> int:
        """Return the message that the keyboard is on; 0 if there is none."""
        return self._list.layout_now.message(self.currentIndex().row())

    def choose(self, messages: Sequence[int], current: int = 0) -> None:
        """Select these messages and no others, as far as they are shown."""
        model = self._list
        spans = model.layout_now.spans(messages)
        selection = QItemSelection()
        last = model.columnCount() - 1
        for top, bottom in spans:
            selection.append(QItemSelectionRange(model.index(top, 0), model.index(bottom, last)))
        chosen = self.selectionModel()
        row = model.layout_now.row(current) if current else (spans[0][0] if spans else -1)
        if row >= 0:
            chosen.setCurrentIndex(model.index(row, 0), _Flag.NoUpdate)
        chosen.select(selection, _Flag.ClearAndSelect)

    def unfold(self, message: int, others: Sequence[int] | None) -> None:
        """Show the other messages of a conversation below its row, or (None) no more."""
        kept, place = self.selected(), self.verticalScrollBar().value()
        self._is_settling = True
        self._list.unfold(message, others)
        self._measure()
        self.verticalScrollBar().setValue(place)
        self._is_settling = False
        self.choose(kept)

    def go_to(self, message: int) -> None:
        """Select one message and bring it into view."""
        self.choose([message], message)
        self.scrollTo(self.currentIndex())

    def step(self, by: int) -> None:
        """Select the next message below, or above."""
        shown = self._list.layout_now
        row = self.currentIndex().row() + by
        while 0 <= row < len(shown) and not shown.message(row):
            row += by
        if message := shown.message(row):
            self.go_to(message)

    # --- Qt's names
    @Slot()
    def _on_selection_changed(self, *_selection: object) -> None:
        self.viewport().update()
        if not self._is_settling:
            self.chosen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold a group by its head, unfold a conversation by its arrow, else choose."""
        self.is_pressed = True
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        if event.button() == Qt.MouseButton.LeftButton and self._folds(row, at):
            return
        super().mousePressEvent(event)

    def _folds(self, row: int, at: QPoint) -> bool:
        group = self._list.layout_now.group(row)
        if group is not None:
            self._fold_group(group.key)
            return True
        message = self._list.row(row)
        is_child = message is not None and message.id in self._list.layout_now.children
        if message is None or is_child or message.count == 1 or at.x() > look().px(LEFT):
            return False
        self.unfold_asked.emit(message.id)
        return True

    def _fold_group(self, key: str) -> None:
        kept = self.selected()
        place = self.verticalScrollBar().value()
        self._is_settling = True
        self._list.fold_group(key)
        self._measure()
        self.verticalScrollBar().setValue(place)
        self._is_settling = False
        self.choose(kept)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a message."""
        message = self._list.layout_now.message(self.rowAt(event.position().toPoint().y()))
        if message and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, page with Space, unfold with Right, fold with Left."""
        key, message = event.key(), self.current()
        if key in _ENTER and message:
            self.opened.emit(message)
        elif key == Qt.Key.Key_Space:
            self.paged.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._fold_by_key(key, message):
            return
        else:
            super().keyPressEvent(event)

    def _fold_by_key(self, key: int, message: int) -> bool:
        row = self._list.known(message)
        is_unfolded = message in self._list.unfolded
        wants = key == Qt.Key.Key_Right
        if row is not None and row.count > 1 and wants != is_unfolded:
            self.unfold_asked.emit(message)
            return True
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is selected, by pointer or key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            self.menu_asked.emit(self.viewport().mapToGlobal(rect.center()))
        elif self._list.layout_now.message(self.rowAt(event.pos().y())):
            self.menu_asked.emit(event.globalPos())


def role_shows_people(role: FolderRole | None) -> bool:
    """Tell whether a folder holds what one wrote oneself: to whom says more than from whom."""
    return role in (FolderRole.SENT, FolderRole.DRAFTS, FolderRole.OUTBOX)


def _gone(before: ListLayout, now: ListLayout, near: int) -> set[int]:
    """Return the messages near a row that are not shown any more."""
    around = before.messages(near - BESIDE, near + BESIDE)
    return {one for one in around if now.row(one) < 0}
