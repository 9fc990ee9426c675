"""The dialog that gives many records the same new values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.collation import sort_key
from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.views.fields.base import FieldEditor
from desktop.views.icons import icon
from desktop.views.theme import look

MakeEditor = Callable[[Field], FieldEditor]
WIDTH: Final = 640
HEIGHTS: Final = (320, 600)  # the least, and the greatest that it grows to by itself
FIELD_WIDTH: Final = 200
EDITOR_PLACE: Final = 1  # in the layout of a row
_NOT_OFFERED: Final = frozenset(
    {
        Kind.IMAGE,
        Kind.FILE,
        Kind.JSON,
        Kind.COMPUTED,
        Kind.SEQUENCE,
    }  # each record has its own number
)


def changeable_fields(entity: Entity) -> list[Field]:
    """Return the fields that many records can be given a value of, by their labels."""
    fields = [
        field
        for field in entity.form_fields()
        if not field.readonly and field.kind not in _NOT_OFFERED and field.name != entity.title
    ]
    return sorted(fields, key=_label_key)


class BulkEditDialog(QDialog):
    """Asks which fields get which values; says for how many records."""

    def __init__(
        self, entity: Entity, count: int, make_editor: MakeEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._make_editor = make_editor
        self._rows: list[_ValueRow] = []
        self.setWindowTitle(_("Change many"))
        number = format_number(count, language())
        self._summary = QLabel(
            ngettext(
                "{count} record gets these values:", "{count} records get these values:", count
            ).format(count=number),
            self,
        )
        self._body = QWidget(self)
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(0, 0, 0, 0)
        area = self._area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._body)
        self._add = QPushButton(icon("plus"), _("Another field"), self._body)
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._on_add_clicked)
        self._lines.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addStretch(1)
        self._problem = self._make_problem()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._summary)
        layout.addWidget(area, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._make_buttons(number, count))
        self.resize(look().px(WIDTH), look().px(HEIGHTS[0]))
        self._on_add_clicked()

    def values(self) -> dict[str, Json]:
        """Return the new values in JSON form, by field."""
        return {row.field.name: row.value() for row in self._rows if row.field}

    def problem(self) -> str:
        """Return why the values cannot be given, or ""."""
        return next((problem for row in self._rows if (problem := row.problem())), "")

    def choose(self, name: str) -> None:
        """Offer a field in the first line."""
        self._rows[0].choose(name)

    def _make_problem(self) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.hide()
        palette = label.palette()
        palette.setColor(palette.ColorRole.WindowText, look().colour("danger"))
        label.setPalette(palette)
        return label

    def _make_buttons(self, number: str, count: int) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        text = ngettext("Change {count} record", "Change {count} records", count)
        accept = buttons.addButton(
            text.format(count=number), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        accept.setDefault(True)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        return buttons

    def _free_fields(self, besides: _ValueRow | None = None) -> list[Field]:
        taken = {row.field.name for row in self._rows if row.field and row is not besides}
        return [field for field in changeable_fields(self._entity) if field.name not in taken]

    def _show_choices(self) -> None:
        for row in self._rows:
            row.offer(self._free_fields(row))
            row.show_removal(possible=len(self._rows) > 1)
        self._add.setEnabled(bool(self._free_fields()))
        self._grow()

    def _grow(self) -> None:
        """Be as high as the fields need: some are written in several lines."""
        self._lines.activate()
        missing = self._body.sizeHint().height() - self._area.viewport().height()
        if missing > 0 and self.isVisible():
            most = max(self.height(), look().px(HEIGHTS[1]))
            self.resize(self.width(), min(self.height() + missing, most))

    @Slot()
    def _on_add_clicked(self) -> None:
        row = _ValueRow(self._make_editor, self._body)
        row.field_chosen.connect(self._show_choices)
        row.removal_asked.connect(self._on_removal_asked)
        self._rows.append(row)
        self._lines.insertWidget(len(self._rows) - 1, row)
        row.show()  # now, as its height is asked for at once
        self._show_choices()

    @Slot(object)
    def _on_removal_asked(self, row: _ValueRow) -> None:
        self._rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_choices()

    @Slot()
    def _on_accepted(self) -> None:
        problem = self.problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if not problem:
            self.accept()

    # Qt's names

    def showEvent(self, event: QShowEvent) -> None:
        """Be high enough for the field that it begins with."""
        super().showEvent(event)
        self._grow()
        self._rows[0].focus_first()


class _ValueRow(QWidget):
    """One field with its new value, or with none; at first no field is chosen.

    Signals:
        field_chosen: another field was chosen.
        removal_asked: the row itself.
    """

    field_chosen = Signal()
    removal_asked = Signal(object)

    def __init__(self, make_editor: MakeEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self.field: Field | None = None
        self.editor: FieldEditor | None = None
        self._make_editor = make_editor
        self._fields: dict[str, Field] = {}
        self._choice = QComboBox(self)
        self._choice.setFixedWidth(look().px(FIELD_WIDTH))
        self._choice.setAccessibleName(_("Field"))
        self._choice.setPlaceholderText(_("Choose a field"))
        self._choice.activated.connect(self._on_choice_activated)
        self._empty = QCheckBox(_("leave empty"), self)
        self._empty.toggled.connect(self._on_empty_toggled)
        self._empty.hide()
        self._remove = QToolButton(self)
        self._remove.setIcon(icon("x", "muted"))
        self._remove.setAutoRaise(True)
        self._remove.setToolTip(_("Remove"))
        self._remove.clicked.connect(self._on_remove_clicked)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addStretch(1)  # where the editor will stand
        self._layout.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)

    def value(self) -> Json:
        """Return the new value in JSON form, None for none."""
        return None if self.editor is None or self._empty.isChecked() else self.editor.value()

    def problem(self) -> str:
        """Return why the value cannot be given, or ""."""
        if self.field is None or self.editor is None:
            return _("Choose which field gets a new value.")
        if self._empty.isChecked():
            return ""
        problem = self.editor.problem()
        if not problem and self.editor.value() is None:
            problem = _("Choose a value, or tick “leave empty”.")
        return f"{_(self.field.label)}: {problem}" if problem else ""

    def offer(self, fields: list[Field]) -> None:
        """Offer these fields."""
        self._choice.clear()
        for field in fields:
            self._choice.addItem(_(field.label), field.name)
        self._choice.setCurrentIndex(self._choice.findData(self.field.name) if self.field else -1)
        self._fields = {field.name: field for field in fields}

    def choose(self, name: str) -> None:
        """Take another field."""
        field = self._fields.get(name)
        if field is None or field is self.field:
            return
        self.field = field
        self._layout.takeAt(EDITOR_PLACE)
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = self._make_editor(field)
        self._layout.insertWidget(EDITOR_PLACE, self.editor, 1)
        self._empty.setChecked(False)
        self._empty.setVisible(not field.required)
        self.editor.show()
        self.field_chosen.emit()

    def focus_first(self) -> None:
        """Put the cursor where the person goes on: to the choice, or to the value."""
        if self.editor is None:
            self._choice.setFocus()
        else:
            self.editor.focus_first()

    def show_removal(self, *, possible: bool) -> None:
        """Let the line be taken away, or not the last one."""
        self._remove.setEnabled(possible)

    @Slot()
    def _on_choice_activated(self) -> None:
        self.choose(str(self._choice.currentData()))

    @Slot(bool)
    def _on_empty_toggled(self, checked: bool) -> None:
        if self.editor is not None:
            self.editor.setEnabled(not checked)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.removal_asked.emit(self)


def _label_key(field: Field) -> bytes:
    return sort_key(_(field.label))
