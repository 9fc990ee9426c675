"""The timeline of a customer as an item model: newest first, read on as one scrolls."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.core.clock import from_micros, local_day
from desktop.core.dates import format_day, format_moment
from desktop.core.entities import get_entity
from desktop.core.fields import Kind
from desktop.core.pages import TimelineEntry
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs

ENTRIES: Final = 60  # read at once
LATER_THAN_ALL: Final = 2**62
Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """Entries of one record's timeline, in pieces of ENTRIES.

    Signals:
        loaded: how many entries are here now.
    """

    loaded = Signal(object)

    def __init__(self, jobs: Jobs, parent: object = None) -> None:
        super().__init__()
        self._jobs = jobs
        self._entity = ""
        self._record_id: uuid.UUID | None = None
        self._kinds: tuple[str, ...] = ()
        self._entries: list[TimelineEntry] = []
        self._texts: list[str] = []
        self._reading = False
        self._has_more = False

    def show(self, entity: str, record_id: uuid.UUID, kinds: tuple[str, ...]) -> None:
        """Show the timeline of a record, only of these kinds of entries (all if empty)."""
        self._entity, self._record_id, self._kinds = entity, record_id, kinds
        self.refresh()

    def refresh(self) -> None:
        """Read the newest entries again; what is shown stays until they are here."""
        if self._record_id is not None:
            self._read(LATER_THAN_ALL, self._on_first_read)

    def entry(self, row: int) -> TimelineEntry:
        """Return the entry of a row."""
        return self._entries[row]

    def moment_text(self, row: int) -> str:
        """Return when the entry of a row happened, as people read it."""
        return self._texts[row]

    def _read(self, before: int, done: Callable[[list[TimelineEntry]], None]) -> None:
        entity, record_id, kinds = self._entity, self._record_id, self._kinds
        if record_id is None:
            return
        self._reading = True

        def ask(reads: Reads) -> list[TimelineEntry]:
            return reads.timeline(entity, record_id, kinds, before, ENTRIES)

        self._jobs.cards.submit(ask, done, self._on_failed, topic=f"timeline {id(self)}")

    def _on_failed(self, error: Exception) -> None:
        self._reading = False
        self._jobs.report(error)

    def _on_first_read(self, entries: list[TimelineEntry]) -> None:
        self.beginResetModel()
        self._entries, self._texts = [], []
        self._take(entries)
        self.endResetModel()
        self.loaded.emit(len(self._entries))

    def _on_more_read(self, entries: list[TimelineEntry]) -> None:
        if not entries:
            self._take(entries)
            return
        first = len(self._entries)
        self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
        self._take(entries)
        self.endInsertRows()
        self.loaded.emit(len(self._entries))

    def _take(self, entries: list[TimelineEntry]) -> None:
        self._entries += entries
        self._texts += [_moment_text(entry) for entry in entries]
        self._has_more = len(entries) == ENTRIES
        self._reading = False

    # Qt's own methods

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        entry = self._entries[index.row()]
        return f"{self._texts[index.row()]} {entry.ref.title} {entry.text}".strip()

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more and not self._reading

    def fetchMore(self, parent: Index) -> None:
        if self._entries and not self._reading:
            self._read(self._entries[-1].at, self._on_more_read)


def _moment_text(entry: TimelineEntry) -> str:
    """Return when something was: a day where only that is known."""
    moment, entity = from_micros(entry.at), get_entity(entry.ref.entity)
    placed = entity.by_name.get(entity.timeline_at)
    if placed is not None and placed.kind is Kind.DATE:
        return format_day(local_day(moment))
    return format_moment(moment)
