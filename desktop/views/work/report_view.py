"""The view "Report": what people did in a week, without anybody writing reports."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.i18n import _, ngettext
from desktop.core.organisation import Organisation
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.reports import PersonReport
from desktop.core.work.rows import TASK, PlanRow
from desktop.views.dialogs import choose_file_to_save
from desktop.views.icons import icon
from desktop.views.printing.printable import Printable
from desktop.views.work.report_rows import (
    DEEDS,
    PEOPLE,
    ReportPrint,
    figures_as_json,
    lines_of,
    within,
)
from desktop.views.work.text_table import TextModel, text_table
from desktop.views.work.time_sheet import cell_text
from desktop.views.work.week_bar import WeekBar
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import CONCERNED, Shown, WorkView

_CONCERNED: Final = CONCERNED | {"call", "visit", "meeting", "event", "app_user", "org_unit"}


@dataclass(frozen=True, slots=True)
class _Read:
    reports: tuple[PersonReport, ...]
    organisation: Organisation


class ReportView(WorkView):
    """Shows figures of people above, and below what those who are chosen did."""

    has_details = False
    has_filter = False

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._read = _Read((), Organisation())
        self._reports: list[PersonReport] = []
        self.week = WeekBar(self)
        self.unit = QComboBox(self)
        self.unit.setAccessibleName(_("Unit"))
        self.day = QComboBox(self)
        self.day.setAccessibleName(_("Day"))
        for box in (self.unit, self.day):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.people = TextModel(PEOPLE, self)
        self.deeds = TextModel(DEEDS, self)
        self.figures = text_table(self.people, 1, self)
        self.figures.setAccessibleName(_("People"))
        self.log = text_table(self.deeds, 3, self)
        self.log.setAccessibleName(_("What was done"))
        self._export = QToolButton(self)
        self._export.setIcon(icon("file-output"))
        self._export.setToolTip(_("Export the figures…"))
        self._export.setAccessibleName(_("Export the figures…"))
        self._soon = QTimer(self, singleShot=True, interval=200)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 12, 6)
        head.addWidget(self.week, 1)
        for widget in (self.day, self.unit, self._export):
            head.addWidget(widget)
        splitter = QSplitter(self)
        splitter.setOrientation(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.figures)
        splitter.addWidget(self.log)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.figures)

    def _connect(self) -> None:
        self._soon.timeout.connect(self.read)
        self.week.week_chosen.connect(self._on_week_chosen)
        self.unit.currentIndexChanged.connect(self._arrange)
        self.day.currentIndexChanged.connect(self._on_day_chosen)
        self.figures.selectionModel().selectionChanged.connect(self._show_deeds)
        self.log.doubleClicked.connect(self._on_deed_opened)
        self._export.clicked.connect(self._on_export_clicked)

    # --- what the page asks
    def show_scope(self, shown: Shown) -> None:
        """Show everybody's work, whatever the scope: units and people are chosen here."""
        self._fill_days()
        self.read()

    def hear(self, changes: Changes) -> None:
        """Read again what was changed."""
        if not _CONCERNED.isdisjoint(changes.ids):
            self._soon.start()

    def chosen(self) -> Sequence[PlanRow]:
        """Return the task of the deed with the keyboard."""
        place = self.log.currentIndex().row()
        if self.log.hasFocus() and 0 <= place < len(self.deeds.rows):
            task = self.deeds.rows[place].deed.task
            return () if task is None else (PlanRow(task.id, TASK, None, task.title),)
        return ()

    def status_text(self) -> str:
        """Say how many people did how much."""
        count, minutes = len(self._reports), sum(one.minutes for one in self._reports)
        people = ngettext("{count} person", "{count} people", count).format(count=count)
        return _("{people}, {hours} h").format(people=people, hours=cell_text(minutes) or "0")

    def printable(self) -> Printable | None:
        """Return what the chosen people did, or all."""
        return ReportPrint(self.week.label_text(), self._chosen_people() or self._reports)

    # --- inside
    def _span(self) -> tuple[dt.date, dt.date]:
        day = self.day.currentData()
        if isinstance(day, int) and day >= 0:
            one = self.week.days()[day]
            return one, one
        return self.week.days()[0], self.week.days()[-1]

    @Slot()
    def read(self) -> None:
        """Read what people did."""
        first, last = self._span()

        def ask(reads: Reads) -> _Read:
            return _Read(reads.work_report(first, last), reads.organisation())

        self._tools.jobs.cards.submit(ask, self._on_read, topic=f"report {id(self)}")

    def _on_read(self, read: _Read) -> None:
        is_new = read.organisation.units != self._read.organisation.units or not self.unit.count()
        self._read = read
        if is_new:
            self._fill_units()
        self._arrange()

    def _fill_units(self) -> None:
        chosen = self.unit.currentData()
        self.unit.blockSignals(True)
        self.unit.clear()
        self.unit.addItem(_("All units"), None)
        for unit in self._read.organisation.units:
            self.unit.addItem(unit.name, str(unit.id))
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))
        self.unit.blockSignals(False)

    def _fill_days(self) -> None:
        chosen = self.day.currentIndex()
        self.day.blockSignals(True)
        self.day.clear()
        self.day.addItem(_("Whole week"), -1)
        for number, day in enumerate(self.week.days()):
            self.day.addItem(f"{day:%d/%m}", number)
        self.day.setCurrentIndex(max(0, chosen))
        self.day.blockSignals(False)

    @Slot()
    def _arrange(self) -> None:
        unit = self.unit.currentData()
        chosen = uuid.UUID(unit) if unit else None
        self._reports = within(self._read.reports, self._read.organisation, chosen)
        self.people.show_rows(self._reports)
        self._show_deeds()
        self.status_changed.emit()

    def _chosen_people(self) -> list[PersonReport]:
        rows = {index.row() for index in self.figures.selectionModel().selectedRows()}
        return [self._reports[row] for row in sorted(rows) if row < len(self._reports)]

    @Slot()
    def _show_deeds(self) -> None:
        self.deeds.show_rows(lines_of(self._chosen_people() or self._reports))

    @Slot(object)
    def _on_week_chosen(self, _monday: dt.date) -> None:
        self._fill_days()
        self.read()

    @Slot()
    def _on_day_chosen(self) -> None:
        self.read()

    @Slot(QModelIndex)
    def _on_deed_opened(self, index: QModelIndex) -> None:
        record = self.deeds.rows[index.row()].deed.record
        self.record_opened.emit(record.entity, record.id)

    @Slot()
    def _on_export_clicked(self) -> None:
        self._tools.jobs.start(self._export_figures(), name=_("Export the figures…"))

    async def _export_figures(self) -> None:
        name = f"{_('Work report')} {self.week.monday.isoformat()}.xlsx"
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        chosen = await choose_file_to_save(self.window(), _("Export"), name, kinds)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(".xlsx")
            table = {**figures_as_json(self._reports), "path": str(path)}
            await self._tools.jobs.ask("statistics.export", table)
