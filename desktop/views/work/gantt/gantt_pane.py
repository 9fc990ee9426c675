"""The Gantt chart of a scope: read, shown, worked in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.gantt.axis import STAGES, STEP, stage_of
from desktop.core.gantt.chart import Grouping
from desktop.core.i18n import _
from desktop.core.json_file import JsonObject
from desktop.core.scheduling.loads import Loads, daily_loads
from desktop.core.scheduling.schedule import Schedule
from desktop.core.work.planning import standing
from desktop.core.work.rows import PlanRow, PlanScope, PlanSheet
from desktop.views.jobs import Jobs
from desktop.views.records.work_display import WorkDisplay
from desktop.views.work.gantt.chart_keys import ChartKeys
from desktop.views.work.gantt.gantt_bar import SHOWN, GanttBar
from desktop.views.work.gantt.ink import Shown
from desktop.views.work.gantt.link_menu import LinkMenu
from desktop.views.work.gantt.linking import Linking
from desktop.views.work.gantt.load_strip import LoadStrip
from desktop.views.work.gantt.now import local_now
from desktop.views.work.gantt.plan_frame import PlanFrame
from desktop.views.work.gantt.plan_menu import PlanMenu
from desktop.views.work.gantt.proposal_bar import ProposalBar
from desktop.views.work.gantt.shifting import Shifting

if TYPE_CHECKING:
    from desktop.views.work.gantt.plan_print import PlanPrint

SHOWN_BY: Final = ("project", "task", "task_link", "app_user", "account", "day_off")


class GanttPane(QWidget):
    """Shows a scope as bars and has what is done to them carried out.

    Signals:
        record_opened: the kind and the id of a row that is to be opened.
        loaded: a plan was read and is shown.
        rows_menu_asked: a global point where the menu of the selected rows is wanted.
    """

    record_opened = Signal(str, object)
    loaded = Signal()
    rows_menu_asked = Signal(object)

    def __init__(
        self, jobs: Jobs, parent: QWidget | None = None, display: WorkDisplay | None = None
    ) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.display = display  # of long work, with the way to stop it
        self.scope: PlanScope | None = None
        self.title = ""
        self._reading: asyncio.Task[None] | None = None
        self._is_stale = False
        self._is_new = True  # another scope than before: its whole plan is shown at first
        self.bar = GanttBar(self)
        self.proposal = ProposalBar(self)
        self.frame = PlanFrame(self)
        self.shifting = Shifting(self.frame, self.proposal, self.command)
        self.linking = Linking(self.frame, self.command)
        self.keys = ChartKeys(self.frame, self.shifting, self.linking)
        self.link_menu = LinkMenu(self.frame, self.linking, self.keys, jobs)
        self.loads = LoadStrip(self.frame)
        self.menu = PlanMenu(self)
        self._nothing = QLabel(_("There are no tasks here yet."), self)
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        from PySide6.QtCore import Qt

        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self.frame)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.proposal)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.loads)
        self.loads.hide()
        self.setFocusProxy(self.frame)

    def _connect(self) -> None:
        bar, chart = self.bar, self.frame.chart
        bar.grouped.connect(self.frame.group_by)
        bar.zoomed.connect(self.zoom)
        bar.today_asked.connect(self.show_today)
        bar.join_asked.connect(self.linking.join_picked)
        bar.unlink_asked.connect(self.keys.unlink)
        bar.folded.connect(self.frame.fold_all)
        bar.loads_toggled.connect(self.loads.setVisible)
        bar.shown_changed.connect(self.show_parts)
        chart.axis_changed.connect(self._on_axis_changed)
        self.frame.row_opened.connect(self.record_opened)
        self.frame.table.menu_asked.connect(self._on_menu_asked)
        chart.menu_asked.connect(self._on_menu_asked)
        self.linking.refused.connect(self.jobs.report)
        self.shifting.ended.connect(self._on_ended)

    # --- what is shown
    def show_scope(self, scope: PlanScope, title: str = "") -> None:
        """Show the plan of a scope, whole if it is another one; `title` stands on its prints."""
        before, self.scope, self.title = self.scope, scope, title
        whole = ("project", "account", "person")
        if before is None or any(getattr(before, one) != getattr(scope, one) for one in whole):
            self._is_new = True
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the plan again."""
        if self.scope is None:
            return
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self.jobs.start(self._read(self.scope), name=_("Reading the plan"))

    async def _read(self, scope: PlanScope) -> None:
        wanted = replace(scope, critical=True)
        sheet = await self.jobs.read(lambda reads: reads.plan_sheet(wanted))
        self.show_sheet(sheet)
        schedule, loads = await self.jobs.aside(_reckoned, sheet)
        self.use(schedule)
        self.loads.show_loads(sheet, loads)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show a plan that was read."""
        self.use(None)
        self.frame.show_sheet(sheet, local_now())
        self._stack.setCurrentIndex(0 if sheet.rows else 1)
        if self._is_new and sheet.rows:
            self._is_new = False
            self.zoom("fit")
        self.loaded.emit()

    def use(self, schedule: Schedule | None) -> None:
        """Reckon with a plan's schedule, None while it is not calculated."""
        self.shifting.use(schedule)
        self.linking.use(schedule)

    def plan_title(self) -> str:
        """Return what the plan is called on paper and in files."""
        tops = [row.title for row in self.frame.laid if row.depth == 0]
        return tops[0] if len(tops) == 1 else self.title or _("Plan of the work")

    def printable(self) -> PlanPrint | None:
        """Return the plan as it is seen, to be printed."""
        return self.menu.printable()

    def state(self) -> JsonObject:
        """Return how it looks."""
        return {
            "grouping": self.frame.grouping.value,
            "loads": self.bar.loads.isChecked(),
            "shown": {name: getattr(self.frame.chart.shown, name) for name in SHOWN},
        }

    def restore(self, state: Mapping[str, Json]) -> None:
        """Look so again; what is not understood stays as it is."""
        grouping, shown = state.get("grouping"), state.get("shown")
        if grouping in list(Grouping):
            self.frame.group_by(Grouping(grouping))
            self.bar.grouping.setCurrentIndex(self.bar.grouping.findData(self.frame.grouping))
        if isinstance(shown, dict):
            now = self.frame.chart.shown
            known = {name: bool(shown.get(name, getattr(now, name))) for name in SHOWN}
            self.show_parts(Shown(**known))
        self.bar.loads.setChecked(state.get("loads") is True)

    def picked(self) -> list[PlanRow]:
        """Return the selected projects and tasks."""
        return self.frame.picked()

    @Slot(str)
    def zoom(self, how: str) -> None:
        """Show a stage of time, "fit" the plan, or go "in" or "out" a little."""
        chart, steps = self.frame.chart, {"in": STEP, "out": 1 / STEP}
        if how == "fit":
            chart.fit()
        elif how in steps:
            chart.zoom(chart.axis.per_day * steps[how])
        else:
            chart.zoom(STAGES[how] * chart.ink.unit)
            self._show_current()

    def _show_current(self) -> None:
        """Bring the bar of the row that has the keyboard into view, whatever the zoom is now."""
        place = self.frame.current
        if 0 <= place < len(self.frame.rows):
            self.frame.chart.reveal(place)

    @Slot()
    def show_today(self) -> None:
        """Bring the present moment into view."""
        self.frame.chart.go_to(local_now(), share=0.3)

    @Slot(object)
    def show_parts(self, shown: Shown) -> None:
        """Show more or less beside the bars."""
        self.bar.show_parts(shown)
        self.frame.chart.show_parts(shown)

    # --- deeds
    @contextmanager
    def under_way(self, title: str) -> Iterator[Callable[[int, int], None]]:
        """Show long work of the task that runs now, with a way to stop it."""
        task, display = asyncio.current_task(), self.display
        if display is None:
            yield lambda _done, _of: None
            return
        work = display.begin(title, task.cancel if task else None)
        try:
            yield lambda done, of: display.advance(work, done, of)
        finally:
            display.end(work)

    async def ask(self, title: str, request: str, arguments: dict[str, Json]) -> Json:
        """Let the worker do something long, shown and stoppable."""
        if self.display is None:
            return await self.jobs.ask(request, arguments)
        return await self.display.ask(self.jobs, title, request, arguments)

    def command(self, key: str, **arguments: object) -> None:
        """Have a command carried out; what was previewed goes if it is refused."""
        self.jobs.start(self._command(key, arguments), name=_("Saving"))

    async def _command(self, key: str, arguments: dict[str, object]) -> None:
        try:
            outcome = await self.jobs.command(key, **arguments)
        except AppError:
            self.shifting.give_up()
            raise
        if not outcome.changes:  # then nothing is read again that would end the preview
            self.shifting.give_up()

    # --- slots
    def hear(self, changes: Changes) -> None:
        """Read again what was changed, as soon as nobody drags anything."""
        if any(changes.touches(entity) for entity in SHOWN_BY):
            self._is_stale = True
            self._on_ended()

    @Slot()
    def _on_ended(self) -> None:
        """Read what changed, but not under somebody's hands."""
        is_held = self.frame.chart.is_dragging or self.shifting.is_waiting
        if self._is_stale and not is_held:
            self._is_stale = False
            self.refresh()

    @Slot()
    def _on_axis_changed(self) -> None:
        chart = self.frame.chart
        self.bar.show_stage(stage_of(chart.axis.per_day / chart.ink.unit))

    @Slot(object)
    def _on_menu_asked(self, at: QPoint) -> None:
        if not self.link_menu.open_at(at):
            self.rows_menu_asked.emit(at)


def _reckoned(sheet: PlanSheet) -> tuple[Schedule, Loads]:
    """Return the schedule of a plan as it stands, and how busy people are; takes a while."""
    schedule = standing(sheet)
    return schedule, daily_loads(schedule)
