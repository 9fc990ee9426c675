"""The dialog that says everything of one own field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import get_entity, iter_entities
from desktop.core.errors import AppError, InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.own_fields import KINDS, OF_CHOICES, SEARCHABLE, SECTION, sections_of
from desktop.core.sequences import OWN_PATTERN
from desktop.views.customizing.words_of_kinds import KIND_LABELS, choices_text, read_choices
from desktop.views.jobs import Jobs
from desktop.views.theme import look

TYPED_DEFAULT: Final = frozenset(
    {
        Kind.TEXT,
        Kind.INTEGER,
        Kind.MONEY,
        Kind.PERCENT,
        Kind.DURATION,
        Kind.RATING,
        Kind.CHOICE,
        Kind.COLOUR,
        Kind.SEQUENCE,
    }
)  # what one line can say


class OwnFieldDialog(QDialog):
    """Makes an own field of an entity, or changes one; stays open until it is saved."""

    def __init__(
        self, jobs: Jobs, entity: str, known: Mapping[str, Json] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._entity = get_entity(entity)
        self._known = known
        self._is_saving = False
        self.label_vi, self.label_en, self.default = (QLineEdit(self) for _part in range(3))
        self.kind = QComboBox(self)
        self.target = QComboBox(self)
        self.section = QComboBox(self)
        self.choices = QPlainTextEdit(self)
        self.required = QCheckBox(_("Must be filled in"), self)
        self.in_list = QCheckBox(_("Shown in lists"), self)
        self.in_search = QCheckBox(_("Found by the search"), self)
        self.problem = QLabel(self)
        self._form = QFormLayout()
        self._fill()
        self._arrange()
        if known is not None:
            self._show(known)
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        self._on_kind_changed()
        self.label_vi.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        for kind in KINDS:
            self.kind.addItem(_(KIND_LABELS[kind]), kind.value)
        for entity in iter_entities():
            if not entity.hidden:
                self.target.addItem(_(entity.plural), entity.key)
        self.section.setEditable(True)
        for section in dict.fromkeys((SECTION, *sections_of(self._entity))):
            self.section.addItem(_(section), section)
        self.choices.setFixedHeight(look().px(96))
        self.choices.setTabChangesFocus(True)
        self.choices.setPlaceholderText(_("One a line, for example: Gold | in English"))
        self.problem.setWordWrap(True)
        self.problem.hide()
        palette = self.problem.palette()
        palette.setColor(palette.ColorRole.WindowText, look().colour("danger"))
        self.problem.setPalette(palette)

    def _arrange(self) -> None:
        title = _("Change an own field") if self._known else _("Add an own field")
        self.setWindowTitle(f"{title} · {_(self._entity.plural)}")
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Label in Vietnamese"), self.label_vi),
            (_("Label in English"), self.label_en),
            (_("Kind"), self.kind),
            (_("Choices"), self.choices),
            (_("Links to"), self.target),
            (_("Section"), self.section),
            (_("Default"), self.default),
        )
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        for label, widget in rows:
            widget.setAccessibleName(label)
            self._form.addRow(label, widget)
        for box in (self.required, self.in_list, self.in_search):
            self._form.addRow("", box)
        buttons = QDialogButtonBox(self)
        self.save = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setDefault(True)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(look().px(480))

    def _show(self, known: Mapping[str, Json]) -> None:
        self.label_vi.setText(str(known["label_vi"] or ""))
        self.label_en.setText(str(known["label_en"] or ""))
        self.kind.setCurrentIndex(self.kind.findData(known["kind"]))
        self.kind.setEnabled(False)
        self.kind.setToolTip(_("Make a new field for another kind: this one may have values."))
        self.target.setCurrentIndex(self.target.findData(known["target"]))
        self.target.setEnabled(False)
        self.choices.setPlainText(choices_text(self._known_choices()))
        section = str(known["section"] or SECTION)
        self.section.setCurrentIndex(self.section.findData(section))
        if self.section.currentIndex() < 0:
            self.section.setEditText(section)
        self.required.setChecked(bool(known["is_required"]))
        self.in_list.setChecked(bool(known["in_list"]))
        self.in_search.setChecked(bool(known["in_search"]))
        self.default.setText(self._default_text(known["default_value"]))

    def _known_choices(self) -> list[dict[str, str]]:
        choices = (self._known or {}).get("choices")
        return [dict(one) for one in choices] if isinstance(choices, list) else []  # type: ignore[arg-type]  # as they were written

    def _default_text(self, value: Json) -> str:
        if value is None:
            return ""
        if self._kind() is Kind.CHOICE:
            names = {one["value"]: one["vi"] for one in self._known_choices()}
            return names.get(str(value), "")
        field = Field("default_value", "", self._kind())
        kind = kind_of(field)
        return kind.edit_text(field, kind.from_json(value))

    def _kind(self) -> Kind:
        return Kind(self.kind.currentData())

    def _typed_default(self) -> Json:
        """Return the default that was typed; raise InvalidValueError."""
        text, kind = self.default.text().strip(), self._kind()
        if not text or kind not in TYPED_DEFAULT:
            return None
        if kind is Kind.CHOICE:
            return text
        field = Field("default_value", "", kind)
        return kind_of(field).to_json(kind_of(field).parse(field, text))

    def _section(self) -> str:
        """Return the section as it is kept: a text of the program's, or what was typed."""
        typed = self.section.currentText().strip()
        row = self.section.findText(typed, Qt.MatchFlag.MatchFixedString)
        chosen = str(self.section.itemData(row)) if row >= 0 else typed
        return "" if chosen == SECTION else chosen

    def _said(self) -> dict[str, Json]:
        said: dict[str, Json] = {
            "label_vi": self.label_vi.text(),
            "label_en": self.label_en.text(),
            "is_required": self.required.isChecked(),
            "default_value": self._typed_default(),
            "section": self._section(),
            "in_list": self.in_list.isChecked(),
            "in_search": self.in_search.isChecked(),
        }
        if self._kind() in OF_CHOICES:
            said["choices"] = read_choices(self.choices.toPlainText(), self._known_choices())
        return said

    @Slot()
    def _on_kind_changed(self) -> None:
        kind = self._kind()
        self._form.setRowVisible(self.choices, kind in OF_CHOICES)
        self._form.setRowVisible(self.target, kind is Kind.LINK)
        self._form.setRowVisible(self.default, kind in TYPED_DEFAULT)
        self._name_default(is_pattern=kind is Kind.SEQUENCE)
        self._form.setRowVisible(self.in_search, kind in SEARCHABLE)
        self._form.setRowVisible(self.required, kind is not Kind.FLAG)

    def _name_default(self, *, is_pattern: bool) -> None:
        name = _("Pattern") if is_pattern else _("Default")
        label = self._form.labelForField(self.default)
        if isinstance(label, QLabel):
            label.setText(name)
        self.default.setAccessibleName(name)
        self.default.setPlaceholderText(OWN_PATTERN if is_pattern else "")

    @Slot()
    def _on_accepted(self) -> None:
        if not self._is_saving:
            self._is_saving = True
            self._jobs.start(self._save(), name=_("Saving"))

    async def _save(self) -> None:
        try:
            said = self._said()
            if self._known is not None:
                await self._jobs.command("custom_field.redefine", id=self._known["id"], **said)
            else:
                target = self.target.currentData() if self._kind() is Kind.LINK else ""
                facts = {"entity": self._entity.key, "kind": self._kind().value, "target": target}
                await self._jobs.command("custom_field.define", **facts, **said)
        except AppError as error:
            self._tell(error)
        else:
            self.accept()
        finally:
            self._is_saving = False

    def _tell(self, error: AppError) -> None:
        self.problem.setText(str(error))
        self.problem.show()
        name = error.field if isinstance(error, InvalidValueError) else ""
        editor = {
            "label_vi": self.label_vi,
            "label_en": self.label_en,
            "choices": self.choices,
            "default_value": self.default,
        }.get(name)
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
