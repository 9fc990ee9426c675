"""The time sheet as a table: each cell is typed in, the last row and column are sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from desktop.core.dates import weekday_name
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.views.theme import look
from desktop.views.work.time_sheet import SheetRow, cell_text, parse_hours
from desktop.views.work.week_bar import DAYS

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
SUM: Final = DAYS + 1  # the column of sums; the first one names the task
SATURDAY: Final = 5
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SheetModel(QAbstractTableModel):
    """Shows the rows of a week.

    Signals:
        typed: a SheetRow, a day, and the minutes that it shall have.
        refused: why what was typed cannot be kept.
    """

    typed = Signal(object, object, object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[SheetRow] = ()
        self.days: Sequence[dt.date] = ()
        self._today = dt.date.min

    def show_rows(self, rows: Sequence[SheetRow], days: Sequence[dt.date], today: dt.date) -> None:
        """Show another week, or the same anew."""
        self.beginResetModel()
        self.rows, self.days, self._today = tuple(rows), tuple(days), today
        self.endResetModel()

    def _sum(self, column: int) -> int:
        if column == SUM:
            return sum(row.total() for row in self.rows)
        return sum(row.minutes(self.days[column - 1]) for row in self.rows)

    def _text(self, place: int, column: int) -> str:
        if place == len(self.rows):
            return _("Total") if column == 0 else cell_text(self._sum(column))
        row = self.rows[place]
        if column == 0:
            return row.task.title if row.task else _("Without a task")
        return cell_text(row.total() if column == SUM else row.minutes(self.days[column - 1]))

    # Qt overrides

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the tasks, and one for the sums."""
        return 0 if parent.isValid() or not self.days else len(self.rows) + 1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the task, seven days, and the sum."""
        return 0 if parent.isValid() else SUM + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell."""
        is_sum = index.row() == len(self.rows) or index.column() == SUM
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() else None
        if role == Qt.ItemDataRole.FontRole and is_sum:
            return look().font(weight=600)
        if role == Qt.ItemDataRole.BackgroundRole and 0 < index.column() < SUM:
            return self._ground(self.days[index.column() - 1])
        return None

    def _ground(self, day: dt.date) -> QColor | None:
        if day == self._today:
            return look().colour("hover")
        return look().colour("alternate") if day.weekday() >= SATURDAY else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Have what was typed written into the log."""
        row, day = self.rows[index.row()], self.days[index.column() - 1]
        try:
            minutes = parse_hours(str(value))
        except InvalidValueError as error:
            self.refused.emit(str(error))
            return False
        if minutes != row.minutes(day):
            self.typed.emit(row, day, minutes)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the cells of days be typed in."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_cell = index.row() < len(self.rows) and 0 < index.column() < SUM
        return flags | Qt.ItemFlag.ItemIsEditable if is_cell else flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._head(section)

    def _head(self, section: int) -> str | None:
        if section == 0:
            return _("Task")
        if section == SUM:
            return _("Total")
        if not self.days:
            return None
        day = self.days[section - 1]
        return f"{weekday_name(day, short=True)} {day:%d/%m}"
