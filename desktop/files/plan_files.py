"""Plans as files: what the window asks the worker for.

`plan.export` writes a plan for Microsoft Project or as a table, `plan.look` tells what an import
would bring, `plan.import` makes a project of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from desktop.core.errors import NotAllowedError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.project_xml.plan_file import PlanFile
from desktop.core.project_xml.sheets import plan_file
from desktop.core.tables import CellKind, CellValue, ColumnSpec
from desktop.core.work.planning import span_of, work_times
from desktop.core.work.predecessors import write_lag
from desktop.core.work.rows import PlanSheet
from desktop.core.work.scope_json import scope_from_json
from desktop.files.project_xml import ENDING, read_plan_file, write_plan_file
from desktop.files.writing import write_table
from desktop.services.long_work import LongWork, long_work
from desktop.services.steps import Steps
from desktop.services.work.arriving import add_plan, known_people

NO_EXPORT: Final = N_("You lack the right to export such records.")
NO_IMPORT: Final = N_("You lack the right to import such records.")
Row = tuple[CellValue, ...]
FIRST_TITLES: Final = 200  # that a preview shows
COLUMNS: Final = (
    ColumnSpec("WBS"),
    ColumnSpec(N_("Task title")),
    ColumnSpec(N_("Assigned to")),
    ColumnSpec(N_("State")),
    ColumnSpec(N_("Starts"), CellKind.MOMENT),
    ColumnSpec(N_("Due"), CellKind.MOMENT),
    ColumnSpec(N_("Working hours"), CellKind.INTEGER),
    ColumnSpec(N_("Done (%)"), CellKind.INTEGER),
    ColumnSpec(N_("Predecessors")),
    ColumnSpec(N_("Customer")),
)


@long_work("plan.export")
def export_plan(work: LongWork, scope: Mapping[str, Any], title: str, path: str) -> Json:
    """Write a plan; the file's name decides the format (.xml for Project, .xlsx, .csv, .tsv).

    Raises:
        NotAllowedError: the right is missing.
        FileProblem: it cannot be written; nothing was changed.
        CancelledError: the person cancelled; an earlier file is untouched.
    """
    if not work.actor.may("task.export"):
        raise NotAllowedError(_(NO_EXPORT))
    reads = work.reads()
    try:
        sheet = reads.plan_sheet(scope_from_json(scope))
    finally:
        reads.close()
    steps = Steps(work.report, len(sheet.rows))
    target = Path(path)
    if target.suffix.lower() == ENDING:
        write_plan_file(target, plan_file(sheet, title), steps.cancelled)
    else:
        columns = [ColumnSpec(_(column.label), column.kind) for column in COLUMNS]
        rows = _counted(_rows(sheet), steps)
        write_table(target, columns, rows, title=title, cancelled=steps.cancelled)
    steps.finish()
    return {"path": str(target), "rows": len(sheet.rows)}


@long_work("plan.look")
def look_at_plan(work: LongWork, path: str) -> Json:
    """Return what an import of a plan file would bring, and what of it would be left out.

    Raises:
        FileProblem, InputError: it cannot be read; the text says why and what to do.
    """
    plan = read_plan_file(Path(path), Steps(work.report, 0).cancelled)
    return {
        "title": plan.title or Path(path).stem,
        "start": plan.start,
        "tasks": len(plan.tasks),
        "links": len(plan.links),
        "titles": [[task.level, task.title] for task in plan.tasks[:FIRST_TITLES]],
        "strangers": _strangers(work, plan),
        "missed": [[what, count] for what, count in plan.missed.items()],
    }


@long_work("plan.import")
def import_plan(work: LongWork, path: str, title: str) -> Json:
    """Make a project of a plan file; return its id and how many tasks it has.

    Raises:
        NotAllowedError: the right is missing.
        FileProblem, InputError: it cannot be read; nothing was changed.
    """
    if not (work.actor.may("task.import") and work.actor.may("project.create")):
        raise NotAllowedError(_(NO_IMPORT))
    plan = read_plan_file(Path(path), Steps(work.report, 0).cancelled)
    steps = Steps(work.report, len(plan.tasks) + len(plan.links))
    with work.store.work(work.actor, "plan.import") as unit:
        project = add_plan(unit, plan, title or plan.title or Path(path).stem, steps.advance)
    return {"project": str(project), "tasks": len(plan.tasks)}


def _counted(rows: Iterator[Row], steps: Steps) -> Iterator[Row]:
    for row in rows:
        yield row
        steps.advance(1)


def _strangers(work: LongWork, plan: PlanFile) -> list[Json]:
    """Return the names of people of a plan who are no users here."""
    reads = work.reads()
    try:
        users = [(one.id, one.name) for one in reads.organisation().people]
    finally:
        reads.close()
    known = known_people(users, plan)
    return [person.name for person in plan.people if person.uid not in known]


def _rows(sheet: PlanSheet) -> Iterator[Row]:
    times = work_times(sheet)
    places = {row.id: place for place, row in enumerate(sheet.rows, start=1)}
    before: dict[object, list[str]] = {}
    for link in sheet.links:
        if link.before in places:
            lag = write_lag(link.lag, elapsed=link.elapsed)
            kind = "" if link.kind == "FS" and not lag else link.kind
            before.setdefault(link.after, []).append(f"{places[link.before]}{kind}{lag}")
    file = plan_file(sheet, "")
    numbers = _outline([task.level for task in file.tasks])
    for row, number in zip(sheet.rows, numbers, strict=True):
        duration = 0 if row.has_children else span_of(row, times.of(row.assignees))[1]
        yield (
            number,
            "    " * number.count(".") + row.title,
            row.people,
            _state(row.kind, row.status),
            row.starts_at,
            row.due_at,
            round(duration / 60) or None,
            row.percent,
            "; ".join(before.get(row.id, ())),
            row.account.title if row.account else "",
        )


def _outline(levels: list[int]) -> list[str]:
    counts: list[int] = []
    numbers = []
    for level in levels:
        del counts[level:]
        counts += [0] * (level - len(counts))
        counts[level - 1] += 1
        numbers.append(".".join(map(str, counts)))
    return numbers


def _state(kind: str, status: str) -> str:
    from desktop.core.entities import get_entity

    options = get_entity(kind).field("status").options
    return next((_(one.label) for one in options if one.value == status), "")
