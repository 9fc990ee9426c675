"""My open tasks beside the diary: dragged onto a time they become an event about them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import _
from desktop.core.pages import ListQuery, Page, Ref, Row, Sort
from desktop.core.ports import Reads
from desktop.views.diary.calendar_list import blend_in
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.record_mime import RECORDS, records_as_mime
from desktop.views.theme import look

TASK: Final = "task"
TOPIC: Final = "tasks beside the diary"
OPEN: Final = Condition("status", Op.ANY_OF, ["new", "in_progress", "waiting"])
Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()


class TaskModel(QAbstractListModel):
    """The tasks that are due first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other tasks."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def ref(self, row: int) -> Ref:
        """Return the task of a row."""
        return Ref(TASK, self._rows[row].id, self._rows[row].texts[0])

    # Qt overrides

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many tasks are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title of a task, and when it is due under the pointer."""
        title, due = self._rows[index.row()].texts
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("square-check", "muted")
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{title}\n{_('Due: {day}').format(day=due)}" if due else title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let tasks be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what is dragged."""
        return [RECORDS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged tasks."""
        return records_as_mime(self.ref(row) for row in sorted({one.row() for one in indexes}))


class TaskPane(QWidget):
    """Hidden as long as there is no open task.

    Signals:
        task_opened: entity and id of a task that is wanted.
    """

    task_opened = Signal(str, object)

    def __init__(self, jobs: Jobs, me: uuid.UUID | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        mine = Condition("assignees", Op.ANY_OF, [str(me)] if me else [])
        self._query = ListQuery(TASK, ("title", "due_at"), Group((OPEN, mine)), sort=Sort("due_at"))
        self._is_stale = me is not None
        self._is_awake = self._is_asking = False
        self._head = QLabel(self)
        self._head.setContentsMargins(10, 6, 8, 4)
        self._head.setForegroundRole(self._head.palette().ColorRole.PlaceholderText)
        self.tasks = TaskModel(self)
        self.list = QListView(self)
        self.list.setModel(self.tasks)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.activated.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.list, 1)
        jobs.changes.changed.connect(self._on_changed)
        look().changed.connect(self.retranslate)
        self.retranslate()
        self.hide()  # until there are some

    @Slot()
    def retranslate(self) -> None:
        """Write the words in the language in use."""
        self._head.setText(_("Tasks (drag into the diary)"))
        self._head.setFont(look().font("note"))
        blend_in(self.list)
        self.list.setAccessibleName(_("My open tasks"))

    def wake(self) -> None:
        """Read what changed while nobody looked."""
        self._is_awake = True
        self._read_stale()

    def rest(self) -> None:
        """Ask nothing until somebody looks again."""
        self._is_awake = False
        self._is_stale = self._is_stale or self._is_asking
        self._jobs.cards.cancel(TOPIC)

    def _read_stale(self) -> None:
        if not (self._is_stale and self._is_awake):
            return
        self._is_stale, self._is_asking, query = False, True, self._query

        def ask(reads: Reads) -> Page:
            return reads.first_page(query)

        self._jobs.cards.submit(ask, self._on_read, self._jobs.report, topic=TOPIC)

    def _on_read(self, page: Page) -> None:
        self._is_asking = False
        self.tasks.show_rows(page.rows)
        self.setVisible(bool(page.rows))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.task_opened.emit(TASK, self.tasks.ref(index.row()).id)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(TASK):
            self._is_stale = True
            self._read_stale()
