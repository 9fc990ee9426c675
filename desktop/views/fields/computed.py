"""The view of values that are made from other fields."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext


class ComputedEditor(FieldEditor):
    """Shows a value as people read it; it can be copied and never edited."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._shown: Any = None
        self.line = QLineEdit(self)
        self.line.setReadOnly(True)
        if self.kind.right:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.name_for_readers(self.line)

    def value(self) -> Json:
        """Return the value that was shown."""
        return self.kind.to_json(self._shown)

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self._shown = self.kind.from_json(value)
        self.line.setText(self.kind.format(self.field, self._shown))
        self.line.setCursorPosition(0)

    def set_readonly(self, readonly: bool) -> None:
        """Do nothing: it always is."""
