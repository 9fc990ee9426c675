"""The lines of a tree of tasks as Qt's views and screen readers ask for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.core.i18n import _
from desktop.core.pages import Ref
from desktop.core.work.rows import PlanRow
from desktop.views.record_mime import RECORDS, records_as_mime
from desktop.views.work.plan_columns import USUAL, PlanColumn, columns_named
from desktop.views.work.plan_tree import Line, PlanTree

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()


class TreeModel(QAbstractTableModel):
    """A flat table of the lines that are shown; opening a line inserts those below it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = PlanTree()
        self.columns: tuple[PlanColumn, ...] = columns_named(USUAL)

    # --- what is shown
    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.tree.replace(lines)
        self.endResetModel()

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = columns_named(keys)
        self.endResetModel()

    def open(self, place: int, lines: Sequence[Line]) -> None:
        """Open a line: `lines` are what stands below it."""
        if lines:
            self.beginInsertRows(NOWHERE, place + 1, place + len(lines))
            self.tree.insert(place, lines)
            self.endInsertRows()
        else:
            self.tree.insert(place, lines)

    def close(self, place: int) -> None:
        """Close a line."""
        end = self.tree.end_of(place)
        if end > place + 1:
            self.beginRemoveRows(NOWHERE, place + 1, end - 1)
            self.tree.close(place)
            self.endRemoveRows()
        else:
            self.tree.close(place)

    def insert_line(self, place: int, line: Line) -> None:
        """Show a line that is not saved yet."""
        self.beginInsertRows(NOWHERE, place, place)
        self.tree.lines.insert(place, line)
        self.tree.replace(self.tree.lines)
        self.endInsertRows()

    def remove_line(self, place: int) -> None:
        """Take such a line away."""
        self.beginRemoveRows(NOWHERE, place, place)
        del self.tree.lines[place]
        self.tree.replace(self.tree.lines)
        self.endRemoveRows()

    def patch(self, row: PlanRow) -> None:
        """Show another state of a row, if it is shown."""
        place = self.tree.place(row.id)
        if place >= 0:
            self.tree.patch(place, row)
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def line(self, place: int) -> Line | None:
        """Return a line, None if there is none of that number."""
        return self.tree.lines[place] if 0 <= place < len(self.tree) else None

    def row_at(self, place: int) -> PlanRow | None:
        """Return the row of a line, None if there is none of that number."""
        line = self.line(place)
        return None if line is None else line.row

    def refs(self, places: Iterable[int]) -> list[Ref]:
        """Return the records of lines."""
        rows = (self.tree.lines[place].row for place in places)
        return [Ref(row.kind, row.id, row.title) for row in rows]

    def index_of(self, record_id: uuid.UUID | None, column: int = 0) -> QModelIndex:
        """Return where a record stands; an invalid index if it is not shown."""
        place = self.tree.place(record_id)
        return self.index(place, column) if place >= 0 else QModelIndex()

    # Qt overrides

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self.tree)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; colours and marks are painted."""
        row = self.row_at(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row, column, self.tree.lines[index.row()])
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].label)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be chosen and dragged, and take what is dropped."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """Return that records are dragged."""
        return [RECORDS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the records of the dragged rows."""
        return records_as_mime(self.refs(sorted({index.row() for index in indexes})))

    def supportedDragActions(self) -> Qt.DropAction:
        """Return that records may be moved in the tree, and meant by others."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that records are moved."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def _spoken(row: PlanRow, column: PlanColumn, line: Line) -> str:
    """Return what a screen reader says: the title with its level and whether it is open."""
    text = column.text(row)
    if column.key != "title":
        return text
    level = _("level {number}").format(number=line.depth + 1)
    if not row.has_children:
        return f"{text}, {level}"
    return f"{text}, {level}, {_('open') if line.is_open else _('closed')}"
