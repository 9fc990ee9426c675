"""Scheduling on request: which tasks would move, before anything does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.scheduling.minutes import from_minute
from desktop.core.work.planning import Shift, proposed
from desktop.core.work.rows import PlanSheet
from desktop.views.jobs import Jobs
from desktop.views.theme import look
from desktop.views.work.gantt.now import local_now
from desktop.views.work.plan_words import day_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WIDTH, HEIGHT = 760, 480
COLUMNS = (N_("Task title"), N_("Starts now"), N_("Would start"), N_("Ends now"), N_("Would end"))


class ShiftTableModel(QAbstractTableModel):
    """The tasks that would move: from when to when."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shifts: Sequence[Shift] = ()

    def show_shifts(self, shifts: Sequence[Shift]) -> None:
        """Show other tasks."""
        self.beginResetModel()
        self.shifts = shifts
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many tasks would move."""
        return 0 if parent.isValid() else len(self.shifts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        shift = self.shifts[index.row()]
        moments = (shift.old_start, shift.start, shift.old_due, shift.due)
        return shift.title if index.column() == 0 else day_text(moments[index.column() - 1])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _(COLUMNS[section])
        return None


class ScheduleDialog(QDialog):
    """Shows what would move; accepted, `shifts` are to be made."""

    def __init__(self, jobs: Jobs, sheet: PlanSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._sheet = sheet
        self.setWindowTitle(_("Schedule automatically"))
        words = _(
            "Every task that has not begun is put as early as its links and restrictions allow."
        )
        self._lead = QLabel(words, self)
        self._lead.setWordWrap(True)
        self.from_now = QCheckBox(_("Put nothing before today"), self)
        self.from_now.setChecked(True)
        self.count = QLabel(self)
        self.model = ShiftTableModel(self)
        self.table = QTableView(self)
        self._prepare_table()
        self.buttons = QDialogButtonBox(self)
        self.apply = self.buttons.addButton(_("Apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        layout = QVBoxLayout(self)
        for widget in (self._lead, self.from_now, self.count):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self.from_now.toggled.connect(self._on_from_now_toggled)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._on_from_now_toggled()

    @property
    def shifts(self) -> Sequence[Shift]:
        """The tasks that would move."""
        return self.model.shifts

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(COLUMNS)):
            self.table.setColumnWidth(column, look().px(116))

    @Slot()
    def _on_from_now_toggled(self) -> None:
        self.apply.setEnabled(False)
        self.count.setText(_("Calculating"))
        self._jobs.start(self._propose(), name=_("Calculating"))

    async def _propose(self) -> None:
        is_from_now = self.from_now.isChecked()
        now = from_minute(local_now()) if is_from_now else None
        try:
            shifts = await self._jobs.aside(proposed, self._sheet, now)
        except AppError as error:
            self.count.setText(str(error))
            return
        if is_from_now == self.from_now.isChecked():
            self._show(shifts)

    def _show(self, shifts: Sequence[Shift]) -> None:
        self.model.show_shifts(shifts)
        count = len(shifts)
        number = format_number(count, language())
        moved = ngettext("{count} task would move:", "{count} tasks would move:", count)
        nothing = _("Nothing would move: all tasks stand as early as they can.")
        self.count.setText(moved.format(count=number) if count else nothing)
        self.apply.setEnabled(count > 0)
