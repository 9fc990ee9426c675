"""One field on a form: its label above, its editor, and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.fields.base import FieldEditor
from desktop.views.theme import look


class FieldBox(QWidget):
    """Shows a field's label, editor, problem and warning.

    Signals:
        edited: the field's name, when the person changed its value.
    """

    edited = Signal(str)

    def __init__(self, field: Field, editor: FieldEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor
        self.is_locked = False
        if field.readonly:
            editor.set_readonly(True)
        self._label = QLabel(self._label_text(), self)
        self._label.setFont(look().font("note"))
        self._label.setToolTip(_(field.help))
        self._remark = QLabel(self)
        self._remark.setFont(look().font("note"))
        self._remark.setWordWrap(True)
        self._remark.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._label)
        layout.addWidget(editor)
        layout.addWidget(self._remark)
        layout.addStretch(1)
        self._recolour()
        editor.edited.connect(self._on_editor_edited)
        look().changed.connect(self._recolour)

    def value(self) -> Json:
        """Return the value in JSON form; of a text that is no value, the last good one."""
        return self.editor.value()

    def set_value(self, value: Json) -> None:
        """Show a value."""
        self.editor.set_value(value)
        self.show_problem("")

    def is_writable(self) -> bool:
        """Tell whether the person may change the field here."""
        return not self.field.readonly

    def lock(self, *, is_locked: bool) -> None:
        """Let the person read and copy only, as they lack the right; what stands there stays."""
        if is_locked != self.is_locked:
            self.is_locked = is_locked
            self.editor.set_readonly(is_locked or self.field.readonly)

    def problem(self) -> str:
        """Return why what stands in the editor cannot be saved, or ""."""
        return self.editor.problem()

    def show_problem(self, sentence: str) -> None:
        """Show a sentence below the editor; without one, the editor's own warning."""
        shown = sentence or self.editor.warning()
        self._remark.setText(shown)
        self._remark.setVisible(bool(shown))
        self._colour(self._remark, "danger" if sentence else "warning")

    def _label_text(self) -> str:
        mark = " *" if self.field.required and not self.field.readonly else ""
        return _(self.field.label) + mark

    def _colour(self, label: QLabel, role: str) -> None:
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour(role))
        label.setPalette(palette)

    @Slot()
    def _recolour(self) -> None:
        self._colour(self._label, "muted")

    @Slot()
    def _on_editor_edited(self) -> None:
        self.show_problem(self.editor.problem())
        self.edited.emit(self.field.name)
