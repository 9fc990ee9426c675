"""The history of one record: who changed what and when, with each old value to be restored."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.entities import get_entity
from desktop.core.i18n import N_, _
from desktop.core.pages import FieldChange, HistoryEntry
from desktop.core.ports import Reads
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

ENTRIES: Final = 200
CHANGE_ROLE: Final = Qt.ItemDataRole.UserRole
DEEDS: Final = {"I": N_("Created"), "U": N_("Changed"), "D": N_("Deleted")}
HEADS: Final = (N_("When"), N_("Who"), N_("Field"), N_("Before"), N_("After"))
WIDTHS: Final = (170, 150, 170)  # before and after share the rest


class HistoryPane(QWidget):
    """Shows the changes of one record.

    Signals:
        restore_requested: field name, and the value in JSON form that it had before.
    """

    restore_requested = Signal(str, object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._entity = ""
        self._tree = self._make_tree()
        self._restore = QPushButton(icon("undo-2"), _("Restore this value"), self)
        self._restore.setEnabled(False)
        self._restore.clicked.connect(self._on_restore_clicked)
        self._hint = QLabel(_("Choose a changed field to take back its old value."), self)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row = QHBoxLayout()
        row.addWidget(self._hint, 1)
        row.addWidget(self._restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._tree, 1)
        layout.addLayout(row)

    def show_record(self, entity: str, record_id: uuid.UUID) -> None:
        """Read and show the newest ENTRIES changes of a record."""
        self._entity = entity

        def ask(reads: Reads) -> list[HistoryEntry]:
            return reads.history(entity, record_id, ENTRIES)

        self._jobs.cards.submit(ask, self._on_read, topic="history")

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setHeaderLabels([_(head) for head in HEADS])
        tree.setAccessibleName(_("History"))
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        for column, width in enumerate(WIDTHS):
            tree.setColumnWidth(column, look().px(width))
        header = tree.header()
        header.setStretchLastSection(False)
        for column in range(len(WIDTHS), len(HEADS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        tree.currentItemChanged.connect(self._on_tree_current_changed)
        return tree

    def _on_read(self, entries: list[HistoryEntry]) -> None:
        self._tree.clear()
        for entry in entries:
            self._tree.addTopLevelItem(self._item(entry))
        self._tree.expandAll()

    def _item(self, entry: HistoryEntry) -> QTreeWidgetItem:
        when = format_moment(from_micros(entry.at))
        top = QTreeWidgetItem([when, entry.actor, _(DEEDS[entry.op])])
        for change in entry.fields if entry.op == "U" else ():
            label = _(get_entity(self._entity).field(change.field).label)
            line = QTreeWidgetItem(["", "", label, change.old_text, change.new_text])
            line.setData(0, CHANGE_ROLE, change)
            line.setToolTip(3, change.old_text)
            line.setToolTip(4, change.new_text)
            top.addChild(line)
        return top

    def _current(self) -> FieldChange | None:
        item = self._tree.currentItem()
        found = item.data(0, CHANGE_ROLE) if item else None
        return found if isinstance(found, FieldChange) else None

    @Slot()
    def _on_tree_current_changed(self) -> None:
        change = self._current()
        self._restore.setEnabled(
            change is not None and not get_entity(self._entity).field(change.field).readonly
        )

    @Slot()
    def _on_restore_clicked(self) -> None:
        change = self._current()
        if change is not None:
            self.restore_requested.emit(change.field, change.old)
