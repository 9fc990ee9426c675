"""Editing one cell in its place: Enter keeps, Tab goes on, Escape leaves everything as it was."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QWidget

from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.pages import Row
from desktop.core.quick_dataclass import dataclass
from desktop.views.fields import inline_editor
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.fields.suggestions import SuggestionList
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.jobs import Jobs
from desktop.views.records.lists.row_table import RowTable
from desktop.views.records.record_saving import save
from desktop.views.theme import look

LEAST_WIDTH: Final = 140
TOLD_FOR: Final = 6000  # ms that an error stands below its cell
_NAMED_ELSEWHERE: Final = frozenset({Kind.LINK, Kind.TAGS})
_PASSING: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The cell that is edited: its record, its column, and the value it began with."""

    record_id: uuid.UUID
    row: int
    column: int
    field: Field
    base: Json


class InlineEdit(QObject):
    """Edits the cells of one table.

    Signals:
        ended: the table has the keyboard again.
    """

    ended = Signal()

    def __init__(
        self, table: RowTable, model: RecordTableModel, jobs: Jobs, context: EditorContext
    ) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._jobs = jobs
        self._context = context
        self._editor: FieldEditor | None = None
        self._cell: _Cell | None = None
        table.columns.sectionResized.connect(self._on_geometry_changed)
        model.modelAboutToBeReset.connect(self.give_up)

    @property
    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return self._editor is not None

    def begin(self, row: int, column: int, typed: str | None = None) -> bool:
        """Open the editor of a cell, `typed` in place of its value; tell whether there is one."""
        self.keep()
        record = self._model.record(row)
        if record is None or self._table.is_cards:
            return False
        field = self._model.field(column)
        editor = inline_editor(field, self._context, self._table.viewport())
        if editor is None:
            self._tell(row, column, _("“{field}” cannot be edited in the list.").format(
                field=_(field.label)))  # fmt: skip
            return False
        base = kind_of(field).to_json(record.values[column])
        self._open(_Cell(record.id, row, column, field, base), editor, base)
        if typed is not None:
            self._type_over(editor, typed)
        return True

    def keep(self) -> bool:
        """Save what is typed and close; tell whether that could be done."""
        cell, editor = self._cell, self._editor
        if cell is None or editor is None:
            return True
        problem = editor.problem()
        if problem:
            self._tell(cell.row, cell.column, problem)
            return False
        value = editor.value()
        self._close()
        if value != cell.base:
            self._show_value(cell, value)
            self._jobs.start(self._save(cell, value), name=_("Saving"))
        return True

    @Slot()
    def give_up(self) -> None:
        """Close without saving."""
        if self._editor is not None:
            self._close()

    def _open(self, cell: _Cell, editor: FieldEditor, value: Json) -> None:
        self._cell, self._editor = cell, editor
        self._table.is_held = True
        self._table.scrollTo(self._model.index(cell.row, cell.column))
        editor.set_value(value)
        editor.finished.connect(self._on_editor_finished)
        self._place()
        for widget in (editor, *editor.findChildren(QWidget)):
            widget.installEventFilter(self)
        editor.show()
        editor.focus_first()

    def _place(self) -> None:
        cell, editor = self._cell, self._editor
        if cell is None or editor is None:
            return
        rect = self._table.cell_rect(cell.row, cell.column)
        height = max(rect.height(), editor.minimumSizeHint().height())
        width = max(rect.width(), look().px(LEAST_WIDTH))
        room = self._table.viewport().rect()
        x = max(room.left(), min(rect.left(), room.right() - width))
        y = rect.top() - (height - rect.height()) // 2
        editor.setGeometry(QRect(x, y, width, height))

    def _type_over(self, editor: FieldEditor, typed: str) -> None:
        line = editor.focus_widget()
        if isinstance(line, QLineEdit):
            line.selectAll()
            line.insert(typed)

    def _close(self) -> None:
        editor, self._editor, self._cell = self._editor, None, None
        self._table.is_held = False
        if editor is not None:
            had_focus = self._is_in(editor)
            editor.hide()
            editor.deleteLater()
            if had_focus:
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()

    def _show_value(self, cell: _Cell, value: Json) -> None:
        """Show the new value before it is saved; the titles of records come when it is."""
        record = self._model.record(cell.row)
        if record is None or record.id != cell.record_id:
            return
        kind, at = kind_of(cell.field), cell.column
        new = kind.from_json(value)
        text = record.texts[at]
        if value_kind(cell.field) not in _NAMED_ELSEWHERE:
            text = kind.format(cell.field, new)
        values = (*record.values[:at], new, *record.values[at + 1 :])
        self._model.patch(
            Row(record.id, values, (*record.texts[:at], text, *record.texts[at + 1 :]))
        )

    async def _save(self, cell: _Cell, value: Json) -> None:
        query = self._model.query
        if query is None:
            return
        entity = get_entity(query.entity)
        edits: dict[str, list[Json]] = {cell.field.name: [cell.base, value]}
        try:
            if not await save(self._jobs, self._table, entity, cell.record_id, edits):
                self._model.read_again(cell.record_id)
        except AppError as error:
            self._model.read_again(cell.record_id)
            self._refused(cell, value, str(error))

    def _refused(self, cell: _Cell, value: Json, sentence: str) -> None:
        """Open the cell again with what was typed, and say below it why it was not saved."""
        record = self._model.record(cell.row)
        if self.is_open or record is None or record.id != cell.record_id:
            self._jobs.failed.emit(sentence)
            return
        editor = inline_editor(cell.field, self._context, self._table.viewport())
        if editor is not None:
            self._open(cell, editor, value)
        self._tell(cell.row, cell.column, sentence)

    def _tell(self, row: int, column: int, sentence: str) -> None:
        rect = self._table.cell_rect(row, column)
        at = self._table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2))
        QToolTip.showText(at, sentence, self._table.viewport(), QRect(), TOLD_FOR)
        self._table.announce(sentence)

    def _step(self, by: int) -> None:
        """Go on to the next cell that can be edited, in the order of the columns."""
        cell = self._cell
        if cell is None or not self.keep():
            return
        order = self._table.columns.columns_in_order()
        place, row = order.index(cell.column), cell.row
        for _number in range(2 * len(order)):
            place += by
            if not 0 <= place < len(order):
                place, row = place % len(order), row + by
            if not 0 <= row < self._model.rowCount():
                return
            field = self._model.field(order[place])
            if not (field.readonly or field.system or field.part_of) and self._model.record(row):
                self._table.setCurrentIndex(self._model.index(row, order[place]))
                if self.begin(row, order[place]):
                    return

    def _lists(self) -> list[SuggestionList]:
        editor = self._editor
        found = editor.findChildren(SuggestionList) if editor else []
        return [one for one in found if one.isVisible()]

    @Slot()
    def _on_editor_finished(self) -> None:
        self.keep()

    @Slot()
    def _on_geometry_changed(self) -> None:
        self._place()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Tab and Escape from the editor; keep what was typed when it is left."""
        if self._editor is None:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            return self._override(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self._leave(event.reason())
        return False

    def _leave(self, reason: Qt.FocusReason) -> None:
        if reason not in _PASSING and not self._holds_focus():
            self.keep()

    def _override(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and not self._lists():
            self.give_up()
            return True
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            for one in self._lists():
                one.eventFilter(watched, event)
            self._step(1 if key == Qt.Key.Key_Tab else -1)
            return True
        return False

    def _holds_focus(self) -> bool:
        return self._editor is not None and self._is_in(self._editor)

    def _is_in(self, editor: FieldEditor) -> bool:
        focused = QApplication.focusWidget()
        return focused is editor or (focused is not None and editor.isAncestorOf(focused))
