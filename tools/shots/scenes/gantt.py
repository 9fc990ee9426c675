"""Scenes of the chart of a plan."""

from __future__ import annotations

from desktop.core.gantt.chart import Grouping
from desktop.core.gantt.parts import Part
from desktop.core.ports import Reads
from desktop.core.work.rows import PlanScope, PlanSheet
from desktop.views.printing.print_dialog import PrintDialog
from desktop.views.shell.targets import Target
from desktop.views.work.gantt.gantt_view import GanttView
from desktop.views.work.gantt.ink import Shown
from desktop.views.work.work_page import WorkPage
from desktop.views.work.work_scope import OF_PROJECT, WorkScope
from tools.shots.scenes.register import scene
from tools.shots.scenes.work import PROJECT, plan_something
from tools.shots.studio import Studio


async def _view(studio: Studio) -> GanttView:
    """Show the project as a chart, its tasks linked one after the other."""
    project = await plan_something(studio)

    def sheet(reads: Reads) -> PlanSheet:
        return reads.plan_sheet(PlanScope(project=project))

    found = await studio.jobs.read(sheet)
    leaves = [row for row in found.rows if not row.has_children and row.id != project]
    if not found.links:
        await studio.jobs.command("task.link_chain", ids=[str(row.id) for row in leaves])
    page = await studio.go(Target("work"))
    if not isinstance(page, WorkPage):
        raise TypeError(f"{page} is another page")
    page.show_scope(WorkScope(OF_PROJECT, project, PROJECT))
    page.head.view_chosen.emit("gantt")
    view = page.view
    if not isinstance(view, GanttView):
        raise TypeError(f"{view} is another view")
    await studio.until(lambda: view.pane.frame.rows)
    await studio.settle()
    return view


@scene("gantt")
async def gantt(studio: Studio) -> None:
    pane = (await _view(studio)).pane
    pane.frame.table.pick(6)
    await studio.shoot("gantt")
    pane.show_parts(Shown(critical=True, baseline=True))
    pane.bar.loads.setChecked(True)
    pane.zoom("day")
    pane.show_today()
    await studio.settle()
    await studio.shoot("gantt-days")
    pane.shifting.shift(Part.BODY, 3 * 24 * 60)
    await studio.shoot("gantt-proposal")
    pane.shifting.give_up()
    pane.bar.loads.setChecked(False)
    pane.show_parts(Shown())


@scene("gantt-paper")
async def gantt_of_people_and_on_paper(studio: Studio) -> None:
    pane = (await _view(studio)).pane
    pane.frame.group_by(Grouping.PERSON)
    pane.zoom("fit")
    await studio.shoot("gantt-people")
    pane.frame.group_by(Grouping.PROJECT)
    pane.menu.do("print")
    dialog = await studio.top(PrintDialog)
    await studio.until(lambda: not dialog.is_busy)
    await studio.shoot("gantt-print")
    dialog.close()
    await studio.settle()
