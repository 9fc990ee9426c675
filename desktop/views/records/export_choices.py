"""What of a list is exported: which rows, which columns, which kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop.core.entities import Entity
from desktop.core.fields import Kind
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.imports.card_columns import has_cards
from desktop.core.pages import ListQuery
from desktop.views.records.lists.table_selection import Selection
from desktop.views.theme import look


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file."""

    label: str
    ending: str
    cards: str = ""  # the version of vCard


FORMATS: Final[Mapping[str, Format]] = {
    "xlsx": Format(N_("Excel workbook"), ".xlsx"),
    "csv": Format(N_("CSV text"), ".csv"),
    "vcard3": Format(N_("Contact cards for phones and Outlook: vCard 3.0"), ".vcf", "3.0"),
    "vcard4": Format(N_("Contact cards: vCard 4.0"), ".vcf", "4.0"),
}
_NO_CELL: Final = frozenset({Kind.IMAGE, Kind.JSON})
ALL, SELECTED, SHOWN = "all", "selected", "shown"


class ExportChoices(QWidget):
    """Three questions, each answered already."""

    def __init__(
        self,
        entity: Entity,
        query: ListQuery,
        selection: Selection,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._query = query
        self._every = tuple(one.name for one in entity.fields if one.kind not in _NO_CELL)
        self._groups: dict[str, QButtonGroup] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        chosen = selection.count if not selection.is_whole else 0
        self._add("rows", _("Which rows"), _row_labels(chosen), SELECTED if chosen > 1 else ALL)
        labels = {
            SHOWN: _("The columns on the screen ({count})").format(count=len(query.columns)),
            ALL: _("All fields ({count})").format(count=len(self._every)),
        }
        self._add("columns", _("Which columns"), labels, SHOWN)
        formats = {
            key: f"{_(form.label)} ({form.ending})"
            for key, form in FORMATS.items()
            if not form.cards or has_cards(entity)
        }
        self._add("format", _("Kind of file"), formats, next(iter(FORMATS)))
        self._groups["format"].buttonToggled.connect(self._on_format_toggled)
        self._layout.addStretch(1)

    @property
    def format(self) -> str:
        """The chosen key of FORMATS."""
        return self._chosen("format")

    def wants_selection(self) -> bool:
        """Tell whether only the selected records are wanted."""
        return self._chosen("rows") == SELECTED

    def columns(self) -> tuple[str, ...]:
        """Return the fields to export."""
        shown = tuple(path for path in self._query.columns if "." in path or path in self._every)
        if self._chosen("columns") == ALL:
            return tuple(dict.fromkeys((*shown, *self._every)))
        return shown

    def choose(self, question: str, answer: str) -> None:
        """Answer a question ("rows", "columns", "format")."""
        for button in self._groups[question].buttons():
            if button.objectName() == answer:
                button.setChecked(True)

    def _add(self, name: str, title: str, labels: Mapping[str, str], first: str) -> None:
        heading = QLabel(title, self)
        heading.setFont(look().font("lead", QFont.Weight.DemiBold))
        if self._groups:
            self._layout.addSpacing(10)
        self._layout.addWidget(heading)
        group = self._groups[name] = QButtonGroup(self)
        for value, label in labels.items():
            button = QRadioButton(label, self)
            button.setObjectName(value)
            button.setChecked(value == first)
            group.addButton(button)
            self._layout.addWidget(button)

    @Slot()
    def _on_format_toggled(self) -> None:
        """Ask for columns only where there are any."""
        for button in self._groups["columns"].buttons():
            button.setEnabled(not FORMATS[self.format].cards)

    def _chosen(self, name: str) -> str:
        button = self._groups[name].checkedButton()
        return button.objectName() if button else ""


def _row_labels(chosen: int) -> dict[str, str]:
    labels = {ALL: _("All rows of the list")}
    if chosen:
        text = ngettext("Only the {count} selected row", "Only the {count} selected rows", chosen)
        labels[SELECTED] = text.format(count=format_number(chosen, language()))
    return labels
