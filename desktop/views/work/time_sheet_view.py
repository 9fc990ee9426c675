"""The view "Time sheet": my hours of a week by task, typed where they belong."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.clock import local_zone, to_micros
from desktop.core.entities import get_entity
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.core.work.rows import TASK, PlanRow
from desktop.views.dialogs import show
from desktop.views.icons import icon
from desktop.views.printing.printable import Printable
from desktop.views.records.form_dialog import FormDialog
from desktop.views.records.record_saving import save
from desktop.views.theme import look
from desktop.views.work.sheet_print import SheetPrint
from desktop.views.work.time_sheet import SheetRow, cell_text, read_sheet
from desktop.views.work.time_sheet_model import SUM, SheetModel
from desktop.views.work.week_bar import WeekBar, today
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import CONCERNED, Shown, WorkView

MORNING: Final = 8  # o'clock: when work begins of which only its length is typed
DAY_WIDTH, TASK_WIDTH = 84, 320
LOG: Final = "work_log"
SEVERAL: Final = N_("Several entries or a running timer stand there. Change them in the work log.")


class TimeSheetView(WorkView):
    """Shows a week of my work log as a table."""

    has_details = False
    has_filter = False

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._added: dict[uuid.UUID, Ref] = {}  # tasks put into the sheet that have no hours yet
        self.week = WeekBar(self)
        self.lines = SheetModel(self)
        self.table = self._make_table()
        self._add = QToolButton(self)
        self._add.setIcon(icon("plus"))
        self._add.setText(_("Add a task to the sheet…"))
        self._add.setProperty("outlined", True)
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.clicked.connect(self._on_add_clicked)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 12, 6)
        head.addWidget(self.week, 1)
        head.addWidget(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self.read)
        self.week.week_chosen.connect(self._on_week_chosen)
        self.lines.typed.connect(self._on_typed)
        self.lines.refused.connect(tools.jobs.failed)

    def _make_table(self) -> QTableView:
        made = QTableView(self)
        made.setModel(self.lines)
        made.setAccessibleName(_("Time sheet"))
        made.setFrameShape(QTableView.Shape.NoFrame)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        made.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(look().row_height + 4)
        header = made.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, SUM + 1):
            made.setColumnWidth(column, look().px(DAY_WIDTH))
        return made

    # --- what the page asks
    def show_scope(self, shown: Shown) -> None:
        """Show my week, whatever the scope: hours are written by whoever worked them."""
        self.read()

    def hear(self, changes: Changes) -> None:
        """Read again what was changed."""
        if not (CONCERNED | {"task_plan"}).isdisjoint(changes.ids):
            self._soon.start()

    def chosen(self) -> Sequence[PlanRow]:
        """Return the task of the row with the keyboard."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.lines.rows) and (task := self.lines.rows[place].task):
            return (PlanRow(task.id, TASK, None, task.title),)
        return ()

    def status_text(self) -> str:
        """Say how many hours were worked."""
        minutes = sum(row.total() for row in self.lines.rows)
        return _("{hours} h in this week").format(hours=cell_text(minutes) or "0")

    def printable(self) -> Printable | None:
        """Return the week as it is shown."""
        return SheetPrint(_("Time sheet"), self.week.label_text(), self.lines)

    # --- inside
    @Slot()
    def read(self) -> None:
        """Read the week."""
        me, monday = self._tools.me, self.week.monday
        if me is None:
            return

        def ask(reads: Reads) -> list[SheetRow]:
            return read_sheet(reads, me, monday)

        self._tools.jobs.cards.submit(ask, self._on_read, topic=f"sheet {id(self)}")

    def _on_read(self, rows: list[SheetRow]) -> None:
        if self.table.state() == QAbstractItemView.State.EditingState:
            self._soon.start()
            return
        known = {row.task.id for row in rows if row.task}
        rows += [SheetRow(ref) for one, ref in self._added.items() if one not in known]
        at = self.table.currentIndex()
        self.lines.show_rows(rows, self.week.days(), today())
        self._go(at.row(), at.column())
        self.status_changed.emit()

    def _go(self, row: int, column: int) -> None:
        index = self.lines.index(row, column)
        if not index.isValid():
            index = self.lines.index(0, 1)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.table.selectionModel().setCurrentIndex(QModelIndex(index), flag)

    @Slot(object)
    def _on_week_chosen(self, _monday: dt.date) -> None:
        self._added.clear()
        self.read()

    @Slot(object, object, object)
    def _on_typed(self, row: SheetRow, day: dt.date, minutes: int) -> None:
        self._tools.jobs.start(self._write(row, day, minutes), name=_("Saving"))

    async def _write(self, row: SheetRow, day: dt.date, minutes: int) -> None:
        """Write the hours of a day: a new entry, or the last one of the day longer or shorter."""
        jobs, entries = self._tools.jobs, row.worked(day)
        if not entries:
            at = dt.datetime(day.year, day.month, day.day, MORNING, tzinfo=local_zone())
            values: Mapping[str, Json] = {
                "title": row.task.title if row.task else _("Without a task"),
                "task_id": str(row.task.id) if row.task else None,
                "started_at": to_micros(at),
                "minutes": minutes,
            }
            given = {name: value for name, value in values.items() if value is not None}
            await jobs.command(f"{LOG}.create", values=given)
            return
        last = entries[-1]
        left = minutes - sum(entry.minutes or 0 for entry in entries[:-1])
        if last.minutes is None or left < 0:
            self._soon.start()
            raise RuleBrokenError(_(SEVERAL))
        if left == 0:
            await jobs.command(f"{LOG}.delete", ids=[str(last.id)])
            return
        edits: dict[str, list[Json]] = {"minutes": [last.minutes, left]}
        await save(jobs, self, get_entity(LOG), last.id, edits)

    @Slot()
    def _on_add_clicked(self) -> None:
        self._tools.jobs.start(self._ask_task(), name=_("Reading"))

    async def _ask_task(self) -> None:
        """Ask for a task that hours are to be written for."""
        field = Field("record", get_entity(TASK).label, Kind.LINK, required=True, target=TASK)
        title = _("Add a task to the sheet…").rstrip("…")
        make = self._tools.make_editor
        dialog = FormDialog(title, (field,), make, _("Add"), self.window())
        if not await show(dialog):
            return
        chosen = uuid.UUID(str(dialog.values()["record"]))
        refs = await self._tools.jobs.read(lambda reads: reads.refs(TASK, [chosen]))
        for ref in refs:
            self._added[ref.id] = ref
        self.read()
