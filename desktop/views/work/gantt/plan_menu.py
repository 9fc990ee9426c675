"""What is done to a whole plan: scheduled on request, agreed as a baseline, put on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from desktop.core.errors import RuleBrokenError
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_, _
from desktop.core.work.planning import as_changes
from desktop.core.work.rows import PROJECT, PlanScope, PlanSheet
from desktop.views.dialogs import choose_file_to_save, show, tell
from desktop.views.printing.output import write_file
from desktop.views.work.gantt.now import local_now
from desktop.views.work.gantt.plan_exchange import PlanExchange
from desktop.views.work.gantt.plan_picture import PlanView

if TYPE_CHECKING:
    from desktop.views.work.gantt.gantt_pane import GanttPane
    from desktop.views.work.gantt.plan_print import PlanPrint

NO_PROJECT: Final = N_("There is no project here that could have a baseline.")


class PlanMenu(QObject):
    """Carries out what the menu of the plan offers."""

    def __init__(self, pane: GanttPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._exchange = PlanExchange(pane)
        self._deeds: dict[str, Callable[[], None]] = {
            "schedule": self._schedule,
            "set_baseline": self._set_baseline,
            "clear_baseline": self._clear_baseline,
            "print": self._print,
            "picture": self._picture,
            "export": self._exchange.begin_export,
            "import": self._exchange.begin_import,
        }
        pane.bar.asked.connect(self.do)

    @Slot(str)
    def do(self, key: str) -> None:
        """Do what was asked for."""
        self._deeds[key]()

    # --- scheduling
    def _schedule(self) -> None:
        sheet = self._pane.frame.sheet
        if sheet is not None:
            self._pane.jobs.start(self._ask_schedule(sheet), name=_("Schedule automatically"))

    async def _ask_schedule(self, sheet: PlanSheet) -> None:
        from desktop.views.work.gantt.schedule_dialog import ScheduleDialog

        dialog = ScheduleDialog(self._pane.jobs, sheet, self._pane.window())
        if await show(dialog):
            self._pane.command("task.schedule", changes=as_changes(dialog.shifts))

    # --- paper and pictures
    def printable(self) -> PlanPrint | None:
        """Return what is printed, None while there is nothing."""
        from desktop.views.work.gantt.plan_print import PlanPrint

        seen = self._seen()
        return PlanPrint(seen) if seen.rows else None

    def _seen(self) -> PlanView:
        """Return the plan as it is seen: grouped, unfolded, with what is shown beside the bars."""
        frame = self._pane.frame
        sheet, shown = frame.sheet or PlanSheet(PlanScope()), frame.chart.shown
        title = self._pane.plan_title()
        return PlanView(title, tuple(frame.rows), sheet.links, sheet.hours, local_now(), shown)

    def _print(self) -> None:
        from desktop.views.printing.print_dialog import PrintDialog

        printable = self.printable()
        if printable is not None:
            PrintDialog(self._pane.jobs, printable, self._pane.window()).show()

    def _picture(self) -> None:
        self._pane.jobs.start(self._save_picture(self._seen()), name=_("Saving the picture"))

    async def _save_picture(self, seen: PlanView) -> None:
        name = f"{safe_file_name(seen.title)}.png"
        path = await choose_file_to_save(
            self._pane.window(), _("Save as a picture…"), name, "PNG (*.png)"
        )
        if path:
            await self._write_pictures(seen, Path(path).with_suffix(""))

    async def _write_pictures(self, seen: PlanView, stem: Path) -> None:
        """Write a plan into one picture, or a long one into several; shown, and stoppable."""
        from desktop.views.work.gantt.plan_image import paint_plan, parts_of, png_of

        chart, parts = self._pane.frame.chart, parts_of(len(seen.rows))
        per_day = chart.axis.per_day / chart.ink.unit
        several = len(parts) > 1
        names = [f"{stem.name}-{n:02}.png" for n in range(1, len(parts) + 1)]
        names = names if several else [f"{stem.name}.png"]
        with self._pane.under_way(_("Saving the picture")) as advance:
            for number, (name, rows) in enumerate(zip(names, parts, strict=True)):
                advance(number, len(parts))
                image = await paint_plan(seen, per_day, rows)
                content = await self._pane.jobs.aside(png_of, image)
                await self._pane.jobs.aside(write_file, stem.with_name(name), content)
        if several:
            words = _("The plan is long, so there are {count} pictures: {first} to {last}.")
            told = words.format(count=len(names), first=names[0], last=names[-1])
            await tell(self._pane.window(), told)

    # --- baselines
    def _set_baseline(self) -> None:
        if self._tell_projects("project.set_baseline"):
            shown = replace(self._pane.frame.chart.shown, baseline=True)
            self._pane.show_parts(shown)

    def _clear_baseline(self) -> None:
        self._tell_projects("project.clear_baseline")

    def _tell_projects(self, command: str) -> bool:
        """Run a command on the projects that stand at the top; False if there is none."""
        sheet = self._pane.frame.sheet
        rows = sheet.rows if sheet is not None else ()
        known = {row.id for row in rows}
        tops = [row for row in rows if row.kind == PROJECT and row.parent not in known]
        if not tops:
            self._pane.jobs.report(RuleBrokenError(_(NO_PROJECT)))
            return False
        self._pane.command(command, ids=[str(row.id) for row in tops])
        return True
