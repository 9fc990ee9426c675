"""The changes that wait to be sent: which records, what was done with them, since when."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.i18n import N_, _
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.core.sync_lists import WaitingEdit, waiting_from_json
from desktop.views.jobs import Jobs
from desktop.views.sync.problem_words import Titles
from desktop.views.sync.waiting_words import change_words, has_card, record_words, waiting_for
from desktop.views.theme import look

HEADS: Final = (N_("Record"), N_("What was done"), N_("Done on"), N_("How it stands"))
WIDTHS: Final = (240, 190, 144, 110)
_EDIT: Final = Qt.ItemDataRole.UserRole


class WaitingPage(QWidget):
    """Asks the worker each time it is told that something changed.

    Signals:
        record_opened: entity key and id of a record of the list.
    """

    record_opened = Signal(str, object)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._shown: list[WaitingEdit] = []
        self.empty = QLabel(_("Nothing waits to be sent."), self)
        self.empty.setForegroundRole(self.empty.palette().ColorRole.PlaceholderText)
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(_("Changes that wait to be sent"))
        self.list.setHeaderLabels([_(head) for head in HEADS])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        for column, width in enumerate(WIDTHS):
            self.list.setColumnWidth(column, look().px(width))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        self.list.itemActivated.connect(self._on_list_item_activated)
        self._fill([], {})

    def show_count(self, count: int) -> None:
        """Show what waits, which are so many; returns at once."""
        if count or self._shown:
            self._jobs.start(self._read(), name=_("Reading"))

    async def _read(self) -> None:
        found = waiting_from_json(await self._jobs.ask("sync.waiting", {}))
        if found != self._shown:
            self._fill(found, await self._titles(found))

    async def _titles(self, edits: list[WaitingEdit]) -> Titles:
        wanted: dict[str, set[uuid.UUID]] = {}
        for one in edits:
            if one.id is not None:
                wanted.setdefault(one.entity, set()).add(one.id)

        def ask(reads: Reads) -> list[Ref]:
            return [ref for entity, ids in wanted.items() for ref in reads.refs(entity, list(ids))]

        return {str(ref.id): ref.title for ref in await self._jobs.read(ask)}

    def _fill(self, edits: list[WaitingEdit], titles: Titles) -> None:
        self._shown = edits
        self.empty.setVisible(not edits)
        self.list.setVisible(bool(edits))
        chosen = self.list.currentItem()
        place = -1 if chosen is None else self.list.indexOfTopLevelItem(chosen)
        self.list.clear()
        for one in edits:
            at = format_moment(from_micros(one.at))
            cells = [record_words(one, titles), change_words(one), at, waiting_for(one)]
            item = QTreeWidgetItem(self.list, cells)
            item.setData(0, _EDIT, one)
            for column in (0, 1):
                item.setToolTip(column, cells[column])
        current = self.list.topLevelItem(min(place, len(edits) - 1)) if place >= 0 else None
        if current is not None:
            self.list.setCurrentItem(current)

    @Slot(QTreeWidgetItem)
    def _on_list_item_activated(self, item: QTreeWidgetItem) -> None:
        edit = item.data(0, _EDIT)
        is_here = isinstance(edit, WaitingEdit) and edit.id is not None and edit.op != "D"
        if is_here and has_card(edit.entity):
            self.record_opened.emit(edit.entity, edit.id)
