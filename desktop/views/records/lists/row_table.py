"""The table of a record list: what keys and clicks do on the rows that `RowSurface` paints."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.views.items.record_table_model import Index, RecordTableModel
from desktop.views.records.lists.frozen_table import FrozenTable
from desktop.views.records.lists.row_painter import PADDING
from desktop.views.records.lists.table_habits import table_habits

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_DOING: Final = (*_ENTER, Qt.Key.Key_F2, Qt.Key.Key_Delete)
_FOLDING: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class RowTable(FrozenTable):
    """Rows that are chosen, opened, edited and folded.

    A click or an arrow key chooses whole rows; dragging sideways, or Shift with Left and Right,
    chooses a block of cells.

    Signals:
        activated_row: a record's row was opened by Enter or a double click.
        edit_asked: a cell is to be edited: row, column, and the text that began it or None.
        delete_asked: the selection is to be deleted.
        key_typed: letters typed over the list while no cell is edited by them.
        menu_asked: a global point where the menu of the selection is wanted.
    """

    activated_row = Signal(object)
    edit_asked = Signal(object, object, object)
    delete_asked = Signal()
    key_typed = Signal(str)
    menu_asked = Signal(object)

    _is_block = False  # cells rather than rows are being chosen; Qt asks before `__init__` is done
    _pressed_column = -1

    def __init__(self, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def _toggle_group(self, row: int) -> None:
        self._list.toggle_group(row)
        self._measure_rows()

    def _is_head(self, index: QModelIndex) -> bool:
        return index.isValid() and self._list.layout.head(index.row()) is not None

    def _open(self, index: QModelIndex, *, by_mouse: bool = False) -> None:
        if self._is_head(index):
            if not by_mouse:
                self._toggle_group(index.row())
        elif by_mouse and table_habits().edits_by_double_click:
            self.edit_asked.emit(index.row(), index.column(), None)
        elif index.isValid():
            self.activated_row.emit(index.row())

    def _do(self, key: Qt.Key, index: QModelIndex) -> None:
        if key in _ENTER:
            self._open(index)
        elif key == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif index.isValid():
            self.edit_asked.emit(index.row(), index.column(), None)

    def _type(self, index: QModelIndex, text: str) -> None:
        if table_habits().types_into_cells and index.isValid():
            self.edit_asked.emit(index.row(), index.column(), text)
        else:
            self.key_typed.emit(text)

    # Qt overrides

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Choose rows, or cells while a block is drawn."""
        command = super().selectionCommand(index, event)
        if isinstance(event, QMouseEvent):
            is_moving = event.type() == QEvent.Type.MouseMove
            self._is_block = is_moving and index.column() != self._pressed_column
        elif isinstance(event, QKeyEvent):
            sideways = event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._is_block = shift and (sideways or self._is_block)
        if self._is_block and not self._is_cards:
            return command
        return command | QItemSelectionModel.SelectionFlag.Rows

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold a group, or choose."""
        index = self.indexAt(event.position().toPoint())
        self._pressed_column = index.column()
        if self._is_head(index) and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._toggle_group(index.row())
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open or edit."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()), by_mouse=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            self.menu_asked.emit(
                self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(PADDING, 0))
            )
        else:
            self.menu_asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, edit, fold, type; leave everything else to Qt."""
        key, index = Qt.Key(event.key()), self.currentIndex()
        if self._is_head(index) and key in _FOLDING:
            if self._list.layout.is_open(index.row()) == (key == Qt.Key.Key_Left):
                self._toggle_group(index.row())
        elif key in _DOING and event.modifiers() in _PLAIN:
            self._do(key, index)
        elif _is_typed(event):
            self._type(index, event.text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # the list view copies; Qt would copy one cell
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: Qt would walk over a million rows; typing leads to the search."""


def _is_typed(event: QKeyEvent) -> bool:
    """Tell whether a key brings a letter: no shortcut, no control character, no space alone."""
    blocking = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    text = event.text()
    return bool(text) and text.isprintable() and text != " " and not event.modifiers() & blocking
