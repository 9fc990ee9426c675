"""The duplicates of a list: searched for by the worker, looked at one group after the other."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.duplicate_groups import FoundGroups, Group, groups_from_json
from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.i18n import _
from desktop.core.pages import ListQuery, Ref
from desktop.core.queries import query_to_json
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.merge.merging import Merging
from desktop.views.records.merge.words import groups_left, reasons, strength
from desktop.views.records.work_display import WorkDisplay
from desktop.views.theme import look

if TYPE_CHECKING:
    import asyncio

WIDTH, HEIGHT = 760, 520
REF: Final = Qt.ItemDataRole.UserRole


class FindDialog(QDialog):
    """Show it with `begin`: it is not modal, so records can be opened beside it."""

    def __init__(
        self,
        jobs: Jobs,
        query: ListQuery,
        merging: Merging,
        display: WorkDisplay | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._query = query
        self._merging = merging
        self._display = display
        self._entity = get_entity(query.entity)
        self._task: asyncio.Task[None] | None = None
        self._hidden = 0  # groups that were found and are too many to be shown
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Duplicates: {records}").format(records=_(self._entity.plural)))
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderLabels([_("Record"), _("Details")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.setColumnWidth(0, look().px(340))
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(self.windowTitle())
        self._merge = QPushButton(icon("merge"), _("Compare and merge…"), self)
        self._apart = QPushButton(_("Not a duplicate"), self)
        self._open = QPushButton(_("Open it"), self)
        self._again = QPushButton(_("Search again"), self)
        self._close = QPushButton(_("Close"), self)
        self._lay_out()
        self._connect()
        self._show_buttons()
        self.resize(look().px(WIDTH), look().px(HEIGHT))

    @property
    def is_running(self) -> bool:
        """Whether the worker is searching."""
        return self._task is not None

    def begin(self) -> None:
        """Show the dialog and search."""
        self.show()
        self._search()

    def _connect(self) -> None:
        self.tree.itemSelectionChanged.connect(self._show_buttons)
        self.tree.activated.connect(self._on_activated)
        self._merge.clicked.connect(self._on_merge_clicked)
        self._apart.clicked.connect(self._on_apart_clicked)
        self._open.clicked.connect(self._on_open_clicked)
        self._again.clicked.connect(self._search)
        self._close.clicked.connect(self._on_close_clicked)
        self._merging.merged.connect(self._on_merged)
        self._merging.kept_apart.connect(self._on_kept_apart)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        buttons = (self._merge, self._apart, self._open)
        for button in (*buttons, self._again, self._close):
            button.setAutoDefault(False)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._again)
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.told)
        layout.addWidget(self._bar)
        layout.addWidget(self.tree, 1)
        layout.addLayout(row)

    @Slot()
    def _search(self) -> None:
        if not self.is_running:
            self.tree.clear()
            self.told.setText(_("Searching for duplicates…"))
            self._bar.setRange(0, 0)
            self._task = self._jobs.start(self._find(), name=_("Search for duplicates"))
            self._show_buttons()

    async def _find(self) -> None:
        import asyncio

        try:
            found = await self._ask()
        except AppError as error:
            self._finish(str(error))
        except asyncio.CancelledError:
            self._finish(_("Stopped."))
            raise
        else:
            self._show_found(found)

    async def _ask(self) -> FoundGroups:
        shown: Any = None
        if self._display is not None:
            shown = self._display.begin(self.windowTitle(), self.stop)

        def advance(done: int, of: int, what: str) -> None:
            self._bar.setRange(0, of)
            self._bar.setValue(done)
            if self._display is not None:
                self._display.advance(shown, done, of, what)

        try:
            request = {"query": query_to_json(self._query)}
            answer = await self._jobs.ask("duplicates.find", request, advance)
        finally:
            if self._display is not None:
                self._display.end(shown)
        return groups_from_json(self._entity.key, answer if isinstance(answer, dict) else {})

    def stop(self) -> None:
        """End the search."""
        if self._task is not None:
            self._task.cancel()

    def _show_found(self, found: FoundGroups) -> None:
        for group in found.groups:
            self._add(group)
        self._hidden = found.total - len(found.groups)
        self._finish(self._left() if found.total else _("No duplicates were found."))
        first_group = self.tree.topLevelItem(0)
        if first_group is not None:
            self.tree.setCurrentItem(first_group)
            self.tree.setFocus()

    def _left(self) -> str:
        shown = self.tree.topLevelItemCount()
        return groups_left(shown, shown + self._hidden)

    def _add(self, group: Group) -> None:
        why = reasons(self._entity, group.likeness)
        head = f"{strength(group.likeness)}: {why}" if why else strength(group.likeness)
        item = QTreeWidgetItem([head[:1].upper() + head[1:]])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        for hit in group.records:
            child = QTreeWidgetItem([hit.ref.title, hit.detail])
            child.setData(0, REF, hit.ref)
            child.setToolTip(1, hit.detail)
            item.addChild(child)
        self.tree.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)
        item.setExpanded(True)

    def _finish(self, sentence: str) -> None:
        self._task = None
        self.told.setText(sentence)
        self._show_buttons()

    @Slot()
    def _show_buttons(self) -> None:
        group = self._group()
        self._bar.setVisible(self.is_running)
        self._merge.setEnabled(group is not None)
        self._apart.setEnabled(group is not None)
        self._open.setEnabled(self._ref() is not None)
        self._again.setEnabled(not self.is_running)
        self._close.setText(_("Stop") if self.is_running else _("Close"))

    def _group(self) -> QTreeWidgetItem | None:
        item = self.tree.currentItem()
        return None if item is None else item.parent() or item

    def _ref(self) -> Ref | None:
        item = self.tree.currentItem()
        found = None if item is None else item.data(0, REF)
        return found if isinstance(found, Ref) else None

    def _ids(self) -> list[uuid.UUID]:
        group = self._group()
        return [] if group is None else _ids_of(group)

    @Slot()
    def _on_merge_clicked(self) -> None:
        self._merging.compare(self._entity, self._ids(), self)

    @Slot()
    def _on_apart_clicked(self) -> None:
        self._merging.keep_all_apart(self._entity, self._ids())

    @Slot()
    def _on_open_clicked(self) -> None:
        found = self._ref()
        if found is not None:
            self._merging.open(found)

    @Slot()
    def _on_activated(self) -> None:
        if self._ref() is not None:
            self._on_open_clicked()
        else:
            self._on_merge_clicked()

    @Slot(object, object)
    def _on_merged(self, _master: uuid.UUID, ids: list[uuid.UUID]) -> None:
        self._take_out(frozenset(ids))

    @Slot(object)
    def _on_kept_apart(self, ids: list[uuid.UUID]) -> None:
        self._take_out(frozenset(ids))

    def _take_out(self, ids: frozenset[uuid.UUID]) -> None:
        """Take away the group that was dealt with, and go to the next."""
        for place in reversed(range(self.tree.topLevelItemCount())):
            item = self.tree.topLevelItem(place)
            if item is not None and len(ids.intersection(_ids_of(item))) > 1:
                self.tree.takeTopLevelItem(place)
        self.told.setText(self._left())
        self._show_buttons()

    @Slot()
    def _on_close_clicked(self) -> None:
        if self.is_running:
            self.stop()
        else:
            self.close()

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop a search that nobody waits for.

        QDialog's own would call `reject`, which closes, and see the dialog still there.
        """
        self.stop()
        event.accept()

    def reject(self) -> None:
        """Treat Escape as closing."""
        self.close()


def _ids_of(group: QTreeWidgetItem) -> list[uuid.UUID]:
    children = [group.child(place) for place in range(group.childCount())]
    refs = [child.data(0, REF) for child in children if child is not None]
    return [ref.id for ref in refs if isinstance(ref, Ref)]
