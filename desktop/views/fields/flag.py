"""The editor of yes or no."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext


class FlagEditor(FieldEditor):
    """A check box; nothing known is shown as no, and stays nothing until it is clicked."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._value: bool | None = None
        self.box = QCheckBox(_("Yes"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.setFocusProxy(self.box)
        self.name_for_readers(self.box)
        self.box.clicked.connect(self._on_box_clicked)

    def value(self) -> Json:
        """Return True, False or None."""
        return self._value

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self._value = self.kind.from_json(value)
        self.box.setChecked(bool(self._value))

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or click again."""
        self.box.setEnabled(not readonly)
        self.box.setFocusPolicy(Qt.FocusPolicy.NoFocus if readonly else Qt.FocusPolicy.StrongFocus)

    @Slot(bool)
    def _on_box_clicked(self, checked: bool) -> None:
        self._value = checked
        self.edited.emit()
        self.finished.emit()
