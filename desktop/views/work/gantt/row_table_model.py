"""The rows of a chart as a table: what stands at the left of the bars."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.core.gantt.chart import ChartRow, RowKey
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import Minute, from_minute
from desktop.views.work.plan_words import day_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class OutlineColumn:
    """A column at the left of the chart; its width is in pixels of the 100 % design."""

    label: str  # English msgid
    width: int
    text: Callable[[ChartRow], str]


def _title(row: ChartRow) -> str:
    return row.title


def _people(row: ChartRow) -> str:
    return row.row.people if row.row is not None else ""


def _start(row: ChartRow) -> str:
    is_known = row.row is None or row.row.starts_at is not None
    return _moment(row.span[0]) if row.span is not None and is_known else ""


def _finish(row: ChartRow) -> str:
    is_known = row.row is None or row.row.due_at is not None
    return _moment(row.span[1]) if row.span is not None and is_known else ""


def _percent(row: ChartRow) -> str:
    return f"{row.row.percent} %" if row.row is not None and row.row.percent else ""


@lru_cache(maxsize=8192)
def _moment(minute: Minute) -> str:
    return day_text(from_minute(minute))


COLUMNS: Final = (
    OutlineColumn(N_("Task title"), 190, _title),
    OutlineColumn(N_("Assigned to"), 100, _people),
    OutlineColumn(N_("Starts"), 100, _start),
    OutlineColumn(N_("Due"), 100, _finish),
    OutlineColumn(N_("Done (%)"), 62, _percent),
)


class RowTableModel(QAbstractTableModel):
    """Shows rows as far as they are unfolded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ChartRow, ...] = ()
        self.foldable: frozenset[RowKey] = frozenset()
        self.closed: frozenset[RowKey] = frozenset()

    def show_rows(
        self, rows: Sequence[ChartRow], foldable: Collection[RowKey], closed: Collection[RowKey]
    ) -> None:
        """Show other rows; `foldable` have rows below them, those in `closed` hide them."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.foldable, self.closed = frozenset(foldable), frozenset(closed)
        self.endResetModel()

    def place_of(self, key: RowKey) -> int:
        """Return where a row stands, -1 if it is not seen."""
        return next((place for place, row in enumerate(self.rows) if row.key == key), -1)

    # Qt overrides

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are seen."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return COLUMNS[index.column()].text(self.rows[index.row()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _(COLUMNS[section].label)
        return None
