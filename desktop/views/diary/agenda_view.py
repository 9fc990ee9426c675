"""The diary as a list: a head for each day, its entries below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from desktop.core.dates import format_day_long
from desktop.core.diary.agenda import AgendaRow, agenda
from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import say_entry
from desktop.core.diary.spans import Span, whole_days
from desktop.views.diary.agenda_delegate import AgendaDelegate
from desktop.views.diary.canvas.canvas import key_of
from desktop.views.theme import look

ROW: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()


class AgendaModel(QAbstractListModel):
    """The lines of the list; replaced whole, there are never more than a month's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AgendaRow] = []

    def show_rows(self, rows: list[AgendaRow]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line, or what a screen reader says of it."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return format_day_long(row.day) if row.entry is None else say_entry(row.entry)
        return None


class AgendaView(QListView):
    """Tells what happens to its entries as the surfaces with hours do.

    Signals:
        entry_chosen: the Entry that the keyboard came to, or None.
        entry_opened: the Entry that is wanted.
        delete_asked: the Entry that somebody wants to delete.
        range_chosen: the Span of the day whose head was chosen.
        day_opened: the date whose head was opened.
        context_asked: an Entry or a Span, and the global point.
    """

    entry_chosen = Signal(object)
    entry_opened = Signal(object)
    delete_asked = Signal(object)
    range_chosen = Signal(object)
    day_opened = Signal(object)
    context_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = AgendaModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(AgendaDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_activated)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen(self) -> Entry | None:
        """The entry that the keyboard is on."""
        row = self._row(self.currentIndex())
        return row.entry if row else None

    @property
    def cursor_span(self) -> Span | None:
        """The day that the keyboard is on."""
        row = self._row(self.currentIndex())
        return whole_days(row.day, row.day) if row else None

    def show_entries(self, entries: Sequence[Entry], first: date, last: date, today: date) -> None:
        """Show the entries of some days; the chosen one stays chosen."""
        chosen, at = self.chosen, self.currentIndex().row()
        self.lines.show_rows(agenda(entries, first, last, today))
        rows = self.lines.rows
        wanted = next(
            (n for n, row in enumerate(rows) if chosen and _is_same(row.entry, chosen)), -1
        )
        if wanted < 0 and chosen is not None and rows:
            wanted = min(at, len(rows) - 1)
        if wanted >= 0:
            self.setCurrentIndex(self.lines.index(wanted))

    def choose(self, entry: Entry | None) -> None:
        """Put the keyboard on an entry, or on none."""
        if entry is None:
            self.setCurrentIndex(QModelIndex())
            return
        for number, row in enumerate(self.lines.rows):
            if _is_same(row.entry, entry):
                self.setCurrentIndex(self.lines.index(number))
                return

    def entry_at(self, at: QPoint) -> Entry | None:
        """Return the entry at a point of the viewport."""
        row = self._row(self.indexAt(at))
        return row.entry if row else None

    def _row(self, index: Index) -> AgendaRow | None:
        found = self.lines.data(index, ROW) if index.isValid() else None
        return found if isinstance(found, AgendaRow) else None

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self._row(now)
        self.entry_chosen.emit(row.entry if row else None)
        if row is not None and row.entry is None:
            self.range_chosen.emit(whole_days(row.day, row.day))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row = self._row(index)
        if row is not None and row.entry is not None:
            self.entry_opened.emit(row.entry)
        elif row is not None:
            self.day_opened.emit(row.day)

    @Slot(QPoint)
    def _on_menu_requested(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = self._row(index if index.isValid() else self.currentIndex())
        if row is not None:
            subject = row.entry or whole_days(row.day, row.day)
            self.context_asked.emit(subject, self.viewport().mapToGlobal(at))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; Delete deletes."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_activated(self.currentIndex())
        elif key is Qt.Key.Key_Delete and self.chosen is not None:
            self.delete_asked.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first entry."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines.rows:
            self.setCurrentIndex(self.lines.index(0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose nothing where nothing is."""
        super().mousePressEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self.setCurrentIndex(QModelIndex())


def _is_same(entry: Entry | None, other: Entry) -> bool:
    return entry is not None and key_of(entry) == key_of(other)
