"""Asks which value stays where two people changed the same field."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import Entity
from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.views.theme import look

Clash = tuple[object, object, object]  # base, mine, theirs, in JSON form


class ConflictDialog(QDialog):
    """Shows base, mine and theirs of each field; mine is proposed, nothing is lost silently."""

    def __init__(
        self, entity: Entity, clashes: Mapping[str, Clash], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The record was changed meanwhile"))
        self._groups: dict[str, QButtonGroup] = {}
        text = _(
            "Somebody else changed the same fields. Choose what stays; "
            "the other value remains in the history."
        )
        hint = QLabel(text, self)
        hint.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        for column, head in enumerate((_("Field"), _("Before"), _("Mine"), _("Theirs"))):
            label = QLabel(head, self)
            label.setFont(look().font("note", 600))
            grid.addWidget(label, 0, column)
        for row, (name, clash) in enumerate(clashes.items(), start=1):
            self._add_row(grid, row, entity.field(name), clash)
        box = QDialogButtonBox(self)
        box.addButton(_("Save my choice"), QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(_("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(hint)
        layout.addLayout(grid)
        layout.addWidget(box)

    def kept_mine(self) -> frozenset[str]:
        """Return the fields in which the person's own value stays."""
        return frozenset(name for name, group in self._groups.items() if group.checkedId() == 0)

    def _add_row(self, grid: QGridLayout, row: int, field: Field, clash: Clash) -> None:
        base, mine, theirs = (_read(field, value) for value in clash)
        for column, words in enumerate((_(field.label), base)):
            label = QLabel(words, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(label, row, column)
        group = self._groups[field.name] = QButtonGroup(self)
        for number, text in enumerate((mine, theirs)):
            button = QRadioButton(text.replace("&", "&&"), self)
            button.setChecked(number == 0)
            group.addButton(button, number)
            grid.addWidget(button, row, 2 + number)


def _read(field: Field, value: object) -> str:
    kind = kind_of(field)
    return kind.format(field, kind.from_json(value)) or _("(empty)")  # type: ignore[arg-type]  # JSON by contract
