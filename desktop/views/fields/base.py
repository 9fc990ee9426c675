"""What all editors have in common: a value in JSON form, edited by a person, checked meanwhile."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import FieldKind
from desktop.views.fields.context import EditorContext


class FieldEditor(QWidget):
    """Edits the value of one field.

    Signals:
        edited: the person changed something; never for `set_value`.
        finished: the person is done with the value: Enter, or an entry picked from a list.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.context = context
        self.kind: FieldKind[Any] = kind_of(field)

    def value(self) -> Json:
        """Return the value in JSON form; while what is typed is no value, the last good one."""
        raise NotImplementedError

    def set_value(self, value: Json) -> None:
        """Show `value`, as a form does that was opened."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return why what is typed cannot be saved, in a sentence, or ""."""
        return ""

    def warning(self) -> str:
        """Return a sentence on a value that may be saved but looks wrong, or ""."""
        return self.kind.warning(self.field, self.kind.from_json(self.value()))

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and copy only, or edit again."""
        raise NotImplementedError

    def focus_widget(self) -> QWidget:
        """Return the widget that takes the keys first."""
        proxy = self.focusProxy()
        return self if proxy is None else proxy

    def focus_first(self) -> None:
        """Put the cursor here."""
        self.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Look again at the other fields of the form: the currency of an amount."""

    def name_for_readers(self, widget: QWidget, part: str = "") -> None:
        """Tell screen readers what a widget of this editor is for."""
        label = _(self.field.label)
        widget.setAccessibleName(f"{label}: {part}" if part else label)
        if self.field.help:
            widget.setAccessibleDescription(_(self.field.help))
