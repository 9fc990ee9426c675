"""The preview of what is about to be pasted into a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, ngettext
from desktop.views.records.lists.pasted_cells import PastedCell
from desktop.views.theme import look

HEADS: Final = (N_("Record"), N_("Field"), N_("Now"), N_("New"), N_("Problem"))
_WIDTHS: Final = (200, 130, 150, 150, 220)
_ROOT: Final = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class PastedModel(QAbstractTableModel):
    """The cells of a paste: what stands there, and what would."""

    def __init__(self, cells: Sequence[PastedCell], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells = sorted(cells, key=_problems_first)

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many cells there are."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how much is told of each."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text, red where there is a problem."""
        cell = self._cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (cell.title, _(cell.field.label), cell.old, cell.new, cell.problem)[
                index.column()
            ]
        if role == Qt.ItemDataRole.ForegroundRole and cell.problem:
            return look().colour("danger")
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the heads."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _(HEADS[section])
        return None


class PasteDialog(QDialog):
    """Shows every cell that changes, problems first, and lets the person go on or not."""

    def __init__(
        self, cells: Sequence[PastedCell], notes: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Paste"))
        problems = sum(bool(cell.problem) for cell in cells)
        good = len(cells) - problems
        summary = ngettext(
            "{count} cell will be changed.", "{count} cells will be changed.", good
        ).format(count=good)
        if problems:
            summary += " " + ngettext(
                "{count} cell cannot be pasted and stays as it is.",
                "{count} cells cannot be pasted and stay as they are.",
                problems,
            ).format(count=problems)
        self._text = QLabel("\n".join([summary, *notes]), self)
        self._text.setWordWrap(True)
        self._table = QTableView(self)
        self._table.setModel(PastedModel(cells, self))
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(look().row_height)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.setShowGrid(False)
        self._table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setAccessibleName(_("What will be changed"))
        for column, width in enumerate(_WIDTHS):
            self._table.horizontalHeader().resizeSection(column, look().px(width))
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._text)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._make_buttons(good))
        self.resize(look().px(880), look().px(480))

    def _make_buttons(self, good: int) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        accept = buttons.addButton(_("Paste"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        accept.setEnabled(good > 0)
        accept.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _problems_first(cell: PastedCell) -> bool:
    return not cell.problem
