"""The Qt item model of a statistic's table: groups at the left and above, totals at the end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.statistics import Figure, Head, Number, Statistics
from desktop.views.theme import look

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FigureModel(QAbstractTableModel):
    """Shows a Statistics; the last row and the last column are its totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.statistics: Statistics | None = None

    def show(self, statistics: Statistics | None) -> None:
        """Show other numbers; in a table of the same form what is chosen stays chosen."""
        before, self.statistics = self.statistics, statistics
        if before is not None and statistics is not None and _same_form(before, statistics):
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.statistics = before
        self.beginResetModel()
        self.statistics = statistics
        self.endResetModel()

    def figure(self, row: int, column: int) -> Figure | None:
        """Return a cell."""
        if self.statistics is None:
            return None
        return self.statistics.figures[row][column]

    def labels(self) -> list[str]:
        """Return the names of the rows."""
        return [self._row_label(row) for row in range(self.rowCount())]

    def column_texts(self, column: int, most: int) -> list[str]:
        """Return the name of a column and its numbers: the first ones, and the total."""
        count = self.rowCount()
        rows = [*range(min(most, count - 1)), count - 1]
        return [self._column_label(column), *(self._text(row, column) for row in rows)]

    def is_total(self, row: int, column: int) -> bool:
        """Tell whether a cell is a total."""
        found = self.statistics
        return found is not None and (row == len(found.rows) or column == len(found.columns))

    def _text(self, row: int, column: int) -> str:
        figure = self.figure(row, column)
        if figure is None or (not figure.count and not self.is_total(row, column)):
            return ""
        return number_text(figure.value)

    def _row_label(self, row: int) -> str:
        return _head_label(self.statistics.rows, row) if self.statistics else ""

    def _column_label(self, column: int) -> str:
        return _head_label(self.statistics.columns, column) if self.statistics else ""

    # Overrides of Qt's methods.

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the groups and the totals."""
        return 0 if parent.isValid() or not self.statistics else len(self.statistics.rows) + 1

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the groups and the totals."""
        return 0 if parent.isValid() or not self.statistics else len(self.statistics.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a number as people read it, at the right; screen readers hear its groups, too."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole and self.is_total(row, column):
            return look().font("text", QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = self._text(row, column) or "0"
            return f"{self._row_label(row)}, {self._column_label(column)}: {number}"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a row or column."""
        is_row = orientation is Qt.Orientation.Vertical
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._row_label(section) if is_row else self._column_label(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if is_row else _RIGHT
        return None


def number_text(value: Number) -> str:
    """Return a number as people read it; nothing for no number."""
    return "" if value is None else format_number(value, language())


def _head_label(heads: tuple[Head, ...], place: int) -> str:
    return heads[place].label if place < len(heads) else _("Total")


def _same_form(before: Statistics, after: Statistics) -> bool:
    return (before.rows, before.columns) == (after.rows, after.columns)
