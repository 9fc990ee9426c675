"""A plain table of texts that is read, chosen and copied, never edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.views.theme import look

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class TextColumn(Generic[T]):
    """A column: its head, its text of a row, and how wide it is."""

    label: str  # English msgid
    text: Callable[[T], str]
    width: int = 100
    is_right: bool = False
    is_strong: bool = False


class TextModel(QAbstractTableModel, Generic[T]):
    """Shows rows of any kind by columns of texts."""

    def __init__(self, columns: Sequence[TextColumn[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[T, ...] = ()

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell."""
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(self.rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_right else _LEFT
        if role == Qt.ItemDataRole.FontRole and column.is_strong:
            return look().font(weight=600)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].is_right else _LEFT
        return _(self.columns[section].label) if role == Qt.ItemDataRole.DisplayRole else None


def text_table(model: TextModel[T], stretched: int, parent: QWidget) -> QTableView:
    """Return a table of such rows; the column `stretched` takes the room that is left."""
    made = QTableView(parent)
    made.setModel(model)
    made.setFrameShape(QTableView.Shape.NoFrame)
    made.setShowGrid(False)
    made.setAlternatingRowColors(True)
    made.setWordWrap(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(look().row_height)
    header = made.horizontalHeader()
    header.setHighlightSections(False)
    for number, column in enumerate(model.columns):
        made.setColumnWidth(number, look().px(column.width))
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    return made
