"""The rows of a block: opened by a click or Enter, with one action at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.views.home.row_delegate import Index, Offer, RowDelegate, row_height
from desktop.views.icons import icon
from desktop.views.widgets.result_list import Result, ResultView
from desktop.views.widgets.roomy_menu import RoomyMenu

_SELECT: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect


class BlockRows(ResultView):
    """Rows that are marked only while the keyboard is on them.

    Enter opens, Space acts; the menu of a row offers both.

    Signals:
        acted: the payload of the row whose action was chosen.
    """

    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RowDelegate(self)
        self._pressed = QPersistentModelIndex()
        self.setItemDelegate(self._rows)
        self.setSpacing(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def offer(self, offer: Offer | None) -> None:
        """Show an action in every row."""
        self._rows.offer = offer
        self.setAccessibleDescription(
            _("Space: {action}").format(action=offer.label) if offer else ""
        )

    def show_rows(self, results: Sequence[Result]) -> None:
        """Show other rows; the mark stays in its place."""
        row = self.currentIndex().row() if self.hasFocus() else -1
        self.show_results(results, select=False)
        if row >= 0 and results:
            self.setCurrentIndex(self.model().index(min(row, len(results) - 1), 0))

    def full_height(self) -> int:
        """Return the height of all rows."""
        return len(self.results) * row_height()

    def _act(self, index: Index) -> bool:
        if self._rows.offer is None or not index.isValid():
            return False
        self.acted.emit(self.results[index.row()].payload)
        return True

    def _on_action(self, at: QPoint) -> QModelIndex:
        """Return the row whose action is at a point, or none."""
        index = self.indexAt(at)
        rect = self._rows.action_rect(self.visualRect(index))
        return index if index.isValid() and rect.contains(at) else QModelIndex()

    @Slot()
    def _on_menu_open(self) -> None:
        self.choose()

    @Slot()
    def _on_menu_act(self) -> None:
        self._act(self.currentIndex())

    # Qt's names
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row."""
        index = self.currentIndex()
        point = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, point = self.indexAt(event.pos()), event.globalPos()
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = RoomyMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("square-arrow-out-up-right"), _("Open"), self._on_menu_open)
        if self._rows.offer is not None:
            label = self._rows.offer.label.replace("&", "&&")
            action = QAction(icon(self._rows.offer.icon), label, menu)
            action.triggered.connect(self._on_menu_act)
            menu.addAction(action)
        menu.popup(point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the action, or the row."""
        index = self._on_action(event.position().toPoint())
        self._pressed = QPersistentModelIndex(index)
        if not index.isValid():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act where the action was pressed, else open."""
        if not self._pressed.isValid():
            super().mouseReleaseEvent(event)
        elif self._on_action(event.position().toPoint()) == self._pressed:
            self._act(self._pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the action under the pointer."""
        super().mouseMoveEvent(event)
        self._rows.hovered = event.position().toPoint()
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing any more."""
        super().leaveEvent(event)
        self._rows.hovered = QPoint(-1, -1)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, act with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif event.key() != Qt.Key.Key_Space or not self._act(self.currentIndex()):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark a row when the keyboard comes."""
        super().focusInEvent(event)
        index = self.currentIndex()
        if index.isValid():
            self.selectionModel().select(index, _SELECT)
        elif event.reason() != Qt.FocusReason.MouseFocusReason:
            self.step(1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mark nothing when it leaves."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.clearSelection()
