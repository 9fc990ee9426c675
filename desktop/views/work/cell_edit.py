"""Editing one cell of the tree in its place, and writing the title of a task that is made there."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass
from desktop.views.fields import inline_editor
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.fields.edit_line import is_enter
from desktop.views.fields.suggestions import SuggestionList
from desktop.views.theme import look
from desktop.views.work.tree_surface import TreeSurface

LEAST_WIDTH: Final = 140
LEAST_LINES: Final = 2  # that make a paste an outline
TOLD_FOR: Final = 6000  # ms that an error stands below its cell
_PASSING: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_TABS: Final = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell that is edited: its record, its column, its field, the value it began with."""

    record_id: uuid.UUID
    column: int
    field: Field
    base: Json
    is_new: bool = False


class CellEdit(QObject):
    """Edits the cells of one tree; its owner saves what was typed.

    Signals:
        kept: the Cell, the value that is to be saved, and whether Enter ended it.
        dropped: the Cell that was left without saving.
        tabbed: the Cell, and 1 or -1: Tab or Shift+Tab was pressed.
        pasted: several lines that were pasted where a new task is written.
    """

    kept = Signal(object, object, object)
    dropped = Signal(object)
    tabbed = Signal(object, object)
    pasted = Signal(object)

    def __init__(self, table: TreeSurface) -> None:
        super().__init__(table)
        self._table = table
        self._editor: FieldEditor | None = None
        self.cell: Cell | None = None
        table.columns.sectionResized.connect(self.place)
        table.lines.rowsInserted.connect(self.place)
        table.lines.rowsRemoved.connect(self.place)
        table.lines.modelAboutToBeReset.connect(self.give_up)

    @property
    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return self._editor is not None

    def begin(self, cell: Cell, context: EditorContext, typed: str | None = None) -> bool:
        """Open the editor of a cell, `typed` in place of its value; tell whether there is one."""
        self.keep()
        editor = inline_editor(cell.field, context, self._table.viewport())
        if editor is None:
            return False
        self.cell, self._editor = cell, editor
        place = self._table.lines.tree.place(cell.record_id)
        self._table.scrollTo(self._table.lines.index(place, cell.column))
        editor.set_value(cell.base)
        editor.finished.connect(self._on_editor_finished)
        self.place()
        for widget in (editor, *editor.findChildren(QWidget)):
            widget.installEventFilter(self)
        editor.show()
        editor.focus_first()
        line = editor.focus_widget()
        if isinstance(line, QLineEdit):
            line.selectAll()
            if typed is not None:
                line.insert(typed)
        return True

    def write(self, text: str) -> None:
        """Have a text saved as if it had been typed, with Enter behind it."""
        if self._editor is not None:
            self._editor.set_value(text)
            self.keep(by_enter=True)

    def keep(self, *, by_enter: bool = False) -> bool:
        """Close, and have saved what is typed; tell whether that could be done."""
        cell, editor = self.cell, self._editor
        if cell is None or editor is None:
            return True
        problem = editor.problem()
        if problem and not cell.is_new:
            self.tell(cell, problem)
            return False
        value = editor.value()
        self._close()
        if value in (None, "") and cell.is_new:
            self.dropped.emit(cell)
        elif value != cell.base:
            self.kept.emit(cell, value, by_enter)
        else:
            self.dropped.emit(cell)
        return True

    @Slot()
    def give_up(self) -> None:
        """Close without saving."""
        cell = self.cell
        if cell is not None:
            self._close()
            self.dropped.emit(cell)

    def tell(self, cell: Cell, sentence: str) -> None:
        """Say below a cell what is wrong."""
        place = self._table.lines.tree.place(cell.record_id)
        rect = self._table.edit_rect(max(place, 0), cell.column)
        at = self._table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2))
        QToolTip.showText(at, sentence, self._table.viewport(), QRect(), TOLD_FOR)

    @Slot()
    def place(self, *_what: object) -> None:
        """Put the editor over its cell, which may have moved."""
        cell, editor = self.cell, self._editor
        if cell is None or editor is None:
            return
        place = self._table.lines.tree.place(cell.record_id)
        if place < 0:
            return
        rect = self._table.edit_rect(place, cell.column)
        height = max(rect.height(), editor.minimumSizeHint().height())
        width = max(rect.width(), look().px(LEAST_WIDTH))
        room = self._table.viewport().rect()
        x = max(room.left(), min(rect.left(), room.right() - width))
        editor.setGeometry(x, rect.top() - (height - rect.height()) // 2, width, height)

    def _close(self) -> None:
        editor, self._editor, self.cell = self._editor, None, None
        if editor is not None:
            had_focus = self._is_in(editor)
            editor.hide()
            editor.deleteLater()
            if had_focus:
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_editor_finished(self) -> None:
        self.keep(by_enter=True)

    def _lists(self) -> list[SuggestionList]:
        editor = self._editor
        found = editor.findChildren(SuggestionList) if editor else []
        return [one for one in found if one.isVisible()]

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Tab and Escape from the editor; keep what was typed when it is left."""
        if isinstance(watched, FieldEditor) and is_enter(event) and _is_press(event):
            return True  # what its line did not accept: to the table it means another task
        if self._editor is None:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        is_left = isinstance(event, QFocusEvent) and event.lostFocus()
        if is_left and event.reason() not in _PASSING and not self._holds_focus():  # type: ignore[attr-defined]  # a QFocusEvent
            self.keep()
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and not self._lists():
            self.give_up()
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste()
        by = _TABS.get(key)
        if by is None or self.cell is None:
            return False
        for one in self._lists():
            one.eventFilter(watched, event)
        self.tabbed.emit(self.cell, by)
        return True

    def _paste(self) -> bool:
        """Say that lines were pasted, each of which is a task; one line is text like any other."""
        lines = [one for one in QApplication.clipboard().text().splitlines() if one.strip()]
        if self.cell is None or not self.cell.is_new or len(lines) < LEAST_LINES:
            return False
        self.pasted.emit(lines)
        return True

    def _holds_focus(self) -> bool:
        return self._editor is not None and self._is_in(self._editor)

    def _is_in(self, editor: FieldEditor) -> bool:
        focused = QApplication.focusWidget()
        return focused is editor or (focused is not None and editor.isAncestorOf(focused))


def _is_press(event: QEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress
