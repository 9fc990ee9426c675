"""The table of a tree of tasks: what keys and clicks do on its lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.views.items.row_layout import merge_spans
from desktop.views.records.lists.table_selection import selected_rows
from desktop.views.work.plan_columns import TITLE
from desktop.views.work.tree_model import TreeModel
from desktop.views.work.tree_painter import Part, part_at
from desktop.views.work.tree_surface import TreeSurface

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: Final = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}  # whether it goes down
_OWN: Final = frozenset(
    {
        *_ENTER,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Space,
        Qt.Key.Key_F2,
        Qt.Key.Key_Delete,
    }
)
_ALT: Final = Qt.KeyboardModifier.AltModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


class TreeTable(TreeSurface):
    """Lines that are opened, ticked, edited, moved and chosen.

    Signals:
        fold_asked: a line whose arrow was clicked.
        tick_asked: lines whose box was clicked, or Space pressed on them.
        edit_asked: line, column, and the text that began it or None.
        sibling_asked: Enter on a line: another one behind it.
        indent_asked: the chosen lines go one level deeper.
        outdent_asked: the chosen lines go one level up.
        step_asked: the chosen lines go one place on: whether downwards.
        delete_asked: the chosen lines are to be deleted.
        open_asked: a line was double-clicked.
        menu_asked: a global point where the menu of the chosen lines is wanted.
    """

    fold_asked = Signal(object)
    tick_asked = Signal(object)
    edit_asked = Signal(object, object, object)
    sibling_asked = Signal(object)
    indent_asked = Signal()
    outdent_asked = Signal()
    step_asked = Signal(object)
    delete_asked = Signal()
    open_asked = Signal(object)
    menu_asked = Signal(object)

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("Tree of tasks"))

    # --- what is chosen
    def chosen(self) -> list[int]:
        """Return the chosen lines, from top to bottom."""
        spans = selected_rows(self.selectionModel().selection())
        return [row for first, last in merge_spans(spans) for row in range(first, last + 1)]

    def current_line(self) -> int:
        """Return the line with the keyboard, -1 for none."""
        return self.currentIndex().row()

    def choose(self, places: Iterable[int], current: int = -1, column: int = 0) -> None:
        """Choose these lines and put the keyboard on `current`, else on the first of them."""
        wanted = sorted(place for place in places if 0 <= place < self.model().rowCount())
        selection = QItemSelection()
        last = self.model().columnCount() - 1
        for first, end in merge_spans([(place, place) for place in wanted]):
            selection.select(self.model().index(first, 0), self.model().index(end, last))
        at = current if current in wanted else next(iter(wanted), -1)
        model = self.selectionModel()
        if at >= 0:
            index = self.model().index(at, min(column, last))
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # --- keys
    def _fold(self, key: Qt.Key, place: int) -> bool:
        """Open or close with Left and Right, or go to the parent; tell whether it did."""
        line = self.lines.line(place)
        if line is None or self.currentIndex().column() != self.title_column():
            return False
        if line.row.has_children and line.is_open == (key == Qt.Key.Key_Left):
            self.fold_asked.emit(place)
            return True
        parent = self.lines.tree.parent(place)
        if key == Qt.Key.Key_Left and parent >= 0:
            self.choose([parent])
            return True
        return False

    def title_column(self) -> int:
        """Return the logical number of the column with the titles."""
        return next(n for n, column in enumerate(self.lines.columns) if column.key == TITLE)

    def _act(self, key: Qt.Key, place: int) -> None:
        if key in _ENTER:
            self.sibling_asked.emit(place)
        elif key == Qt.Key.Key_Tab:
            self.indent_asked.emit()
        elif key == Qt.Key.Key_Backtab:
            self.outdent_asked.emit()
        elif key == Qt.Key.Key_Space:
            self.tick_asked.emit(self.chosen())
        elif key == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif place >= 0:
            self.edit_asked.emit(place, self.currentIndex().column(), None)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the tree from the program's shortcuts and from the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if _is_own(event):
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
            if is_tab and _is_own(event):  # else Qt takes them to move the focus
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here; leave everything else to Qt."""
        key, place = Qt.Key(event.key()), self.current_line()
        if _is_own(event):
            if event.modifiers() & _ALT:
                self.step_asked.emit(_STEPS[key])
            else:
                self._act(key, place)
            event.accept()
            return
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and _plain(event) == _NONE:
            if self._fold(key, place):
                return
        elif _is_typed(event) and place >= 0:
            self.edit_asked.emit(place, self.currentIndex().column(), event.text())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open, close or tick, else choose."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        line = self.lines.line(index.row())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if line is not None and is_left and index.column() == self.title_column():
            part = part_at(self.visualRect(index), line, at.x())
            if part is Part.FOLD:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.fold_asked.emit(index.row())
                return
            if part is Part.CHECK:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.choose([index.row()])
                self.tick_asked.emit([index.row()])
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell; what is no cell that can be edited opens its record."""
        index = self.indexAt(event.position().toPoint())
        line = self.lines.line(index.row())
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return
        column = self.lines.columns[index.column()]
        if column.key == TITLE:
            at = part_at(self.visualRect(index), line, event.position().toPoint().x())
            if at is not Part.TITLE:
                return
        if column.key == TITLE or not column.edited_field(line.row):
            self.open_asked.emit(index.row())
        else:
            self.edit_asked.emit(index.row(), index.column(), None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect: QRect = self.visualRect(self.currentIndex())
            self.menu_asked.emit(self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(24, 0)))
        else:
            self.menu_asked.emit(event.globalPos())

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters edit the title."""


def _plain(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~_KEYPAD


def _is_own(event: QKeyEvent) -> bool:
    """Tell whether a key means something in the tree."""
    key, held = Qt.Key(event.key()), _plain(event)
    if key in _STEPS and held == _ALT:
        return True
    if key == Qt.Key.Key_Backtab:
        return held in (_NONE, _SHIFT)
    return key in _OWN and held == _NONE


def _is_typed(event: QKeyEvent) -> bool:
    """Tell whether a key brings a letter: no shortcut, no control character, no space alone."""
    blocking = Qt.KeyboardModifier.ControlModifier | _ALT
    text = event.text()
    return bool(text) and text.isprintable() and text != " " and not event.modifiers() & blocking
