"""The editor of everything that is one line of text which its kind reads and writes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.note_label import NoteLabel


class LineEditor(FieldEditor):
    """One line that is read while it is typed and written anew when it is left."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.line = EditLine(self)
        self._typed: Any = None  # the last good value
        self._problem = ""
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self.name_for_readers(self.line)
        self.line.textEdited.connect(self._on_line_edited)
        self.line.left.connect(self._on_line_left)
        self.line.entered.connect(self._on_line_entered)

    def value(self) -> Json:
        """Return the value in JSON form; while what is typed is no value, the last good one."""
        return self.kind.to_json(self._typed)

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self._typed = self.kind.from_json(value)
        self._problem = ""
        self._write()
        self.value_shown()

    def problem(self) -> str:
        """Return why what is typed is no value, or ""."""
        return self._problem

    def warning(self) -> str:
        """Return a sentence on a value that looks wrong, or ""."""
        return "" if self._problem else self.kind.warning(self.field, self._typed)

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and copy only, or edit again."""
        self.line.setReadOnly(readonly)

    def focus_first(self) -> None:
        """Put the cursor here with everything selected."""
        super().focus_first()
        self.line.selectAll()

    def read_field(self) -> Field:
        """Return the field as the kind shall read it: with the currency of the moment."""
        return self.field

    def value_shown(self) -> None:
        """Show beside the line what the value means; for subclasses."""

    def take(self, value: object) -> None:
        """Show a value that the person chose otherwise than by typing, and say so."""
        self._typed = self.kind.normalise(self.field, value)
        self._problem = ""
        self._write()
        self.value_shown()
        self.edited.emit()

    def add_note(self) -> QLabel:
        """Add a muted text behind the line and return it."""
        note = NoteLabel(self)
        self.row.addWidget(note)
        return note

    def _write(self) -> None:
        self.line.show_text(self.kind.edit_text(self.read_field(), self._typed))

    @Slot(str)
    def _on_line_edited(self, text: str) -> None:
        try:
            self._typed = self.kind.parse(self.read_field(), text)
        except InvalidValueError as error:
            self._problem = str(error)
        else:
            self._problem = ""
        self.value_shown()
        self.edited.emit()

    @Slot()
    def _on_line_left(self) -> None:
        if not self._problem and not self.line.isReadOnly():
            self._write()

    @Slot()
    def _on_line_entered(self) -> None:
        self._on_line_left()
        self.finished.emit()


def with_currency(field: Field, currency: str) -> Field:
    """Return the field as if it had that currency; the empty one changes nothing."""
    return replace(field, currency=currency) if currency else field
