"""The Qt item model of a record list: `RecordRows` as Qt and its assistive technology see it.

Painting does not come through `data()`: `RowTable` asks for whole rows. What `data()` answers is
for screen readers, tests and Qt itself.
"""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from desktop.core.entities import get_entity
from desktop.core.field_paths import path_label
from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.pages import BIN_LABELS, GroupHead, ListQuery, Row
from desktop.views.items.list_place import Place
from desktop.views.items.record_rows import RecordRows
from desktop.views.items.row_layout import RowLayout, group_key
from desktop.views.jobs import Jobs

Index = QModelIndex | QPersistentModelIndex
RECORD_ID_ROLE: Final = Qt.ItemDataRole.UserRole
ROOT: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RecordTableModel(QAbstractTableModel):
    """A list of records of one entity, with the heads of groups as rows of their own.

    Signals:
        state_changed: the exact total, the work under way or an error is another.
    """

    state_changed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = RecordRows(jobs, self)
        self._rows.resetting.connect(self._on_rows_resetting)
        self._rows.was_reset.connect(self._on_rows_reset)
        self._rows.rows_changed.connect(self._on_rows_changed)
        self._rows.state_changed.connect(self.state_changed)

    @property
    def query(self) -> ListQuery | None:
        """What the list shows."""
        return self._rows.query

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the columns."""
        return self._rows.fields

    @property
    def layout(self) -> RowLayout:
        """Where records and heads stand."""
        return self._rows.layout

    @property
    def total(self) -> int | None:
        """The exact number of places of records, None while it is not known."""
        return self.layout.total if self._rows.order else None

    @property
    def records(self) -> int | None:
        """The exact number of records, where one may stand in several groups."""
        found = self._rows.order.snapshot.records if self._rows.order else None
        return self.total if found is None else found

    @property
    def list_id(self) -> int:
        """The order in use, for questions by position; 0 while there is none."""
        return self._rows.order.list_id if self._rows.order else 0

    @property
    def is_busy(self) -> bool:
        """Whether the list is still being made."""
        return self._rows.is_fresh

    @property
    def is_behind(self) -> bool:
        """Whether no row of what the list is to show is there yet."""
        return self._rows.is_behind

    @property
    def error(self) -> str:
        """Why the list could not be read, as a sentence; "" if it could."""
        return self._rows.error

    @property
    def folded(self) -> frozenset[str]:
        """The groups that are folded, by their keys."""
        return frozenset(self._rows.folded)

    def keep_place_with(self, place: Place) -> None:
        """Let `place` keep what the person looks at where it is."""
        self._rows.place = place

    def set_query(self, query: ListQuery, *, typing: bool = False) -> None:
        """Show `query`; while somebody is `typing`, only its first rows until he pauses."""
        self._rows.set_query(query, typing=typing)

    def set_folded(self, folded: frozenset[str]) -> None:
        """Take the groups that are folded, before a grouped query is shown."""
        self._rows.folded = set(folded)

    def refresh(self) -> None:
        """Read everything again, in place; after an error, try again."""
        self._rows.refresh()

    def close(self) -> None:
        """Ask nothing more."""
        self._rows.close()

    def show_rows(self, first: int, last: int) -> None:
        """Have the rows `first` to `last` read, and some around them."""
        self._rows.show_rows(first, last)

    def item(self, row: int) -> Row | GroupHead | None:
        """Return what stands in `row`; None for a record that is not here yet."""
        position = self.layout.position(row)
        return self.layout.head(row) if position < 0 else self._rows.cache.row(position)

    def record(self, row: int) -> Row | None:
        """Return the record in `row`, if it is one and is here."""
        if not 0 <= row < self.layout.row_count:
            return None
        position = self.layout.position(row)
        return None if position < 0 else self._rows.cache.row(position)

    def record_at(self, position: int) -> Row | None:
        """Return the record at `position`, if it is here."""
        return self._rows.cache.row(position)

    def patch(self, record: Row) -> None:
        """Show a row as it will be when a change is saved that is under way."""
        self._rows.patch(record)

    def read_again(self, record_id: uuid.UUID) -> None:
        """Show a row as it is in the database."""
        self._rows.read_rows({record_id})

    def is_gone(self, record: Row) -> bool:
        """Tell whether the record was deleted since the order was fixed."""
        return record.id in self._rows.cache.gone

    def field(self, column: int) -> Field:
        """Return the field of a column."""
        return self._rows.fields[column]

    def toggle_group(self, row: int) -> None:
        """Fold or unfold the group whose head stands in `row`."""
        head = self.layout.head(row)
        if head is None:
            return
        was_open = self.layout.is_open(row)
        self._rows.folded ^= {group_key(head.value)}
        after = RowLayout(self.layout.total, self.layout.groups, self._rows.folded)
        if was_open:
            self.beginRemoveRows(ROOT, row + 1, row + head.count)
            self._rows.layout = after
            self.endRemoveRows()
        else:
            self.beginInsertRows(ROOT, row + 1, row + head.count)
            self._rows.layout = after
            self.endInsertRows()
        self._on_rows_changed(row, row)

    def translate(self) -> None:
        """Show heads and texts in the language of now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.fields) - 1)
        self.refresh()

    @Slot()
    def _on_rows_resetting(self) -> None:
        self.beginResetModel()

    @Slot()
    def _on_rows_reset(self) -> None:
        self.endResetModel()

    @Slot(object, object)
    def _on_rows_changed(self, top: int, bottom: int) -> None:
        self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(self.fields) - 1))

    def _text(self, row: int, column: int) -> str:
        item = self.item(row)
        if isinstance(item, Row):
            return item.texts[column]
        if isinstance(item, GroupHead):
            return f"{item.label} ({item.count})" if column == 0 else ""
        return "…"

    # Overrides of Qt's methods.

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.layout.row_count

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == RECORD_ID_ROLE:
            record = self.record(index.row())
            return record.id if record else None
        if role == Qt.ItemDataRole.TextAlignmentRole and kind_of(self.field(index.column())).right:
            return _RIGHT
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or self.query is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        if section >= len(self.query.columns):
            return None
        name = self.query.columns[section]
        if self.query.bin and name in BIN_LABELS:
            return _(BIN_LABELS[name])
        return path_label(get_entity(self.query.entity), name)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.layout.head(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        field = self.field(index.column())
        if not field.readonly and not field.system:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren
