"""When tasks take place: moved by hand, pushed by links on request, agreed as a baseline."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Final

from desktop.core.errors import InvalidValueError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.work.planning import as_changes, proposed
from desktop.core.work.rows import TASK, PlanScope
from desktop.models.work import Project
from desktop.services.commands import command
from desktop.services.work.facts import local_of, moment_of, read_time, sheet_of
from desktop.store.work import Work

BAD_CHANGE: Final = N_("This is no change of a schedule.")


@command("task.schedule", label=N_("Reschedule"))
def schedule_tasks(work: Work, changes: Sequence[Sequence[Any]]) -> int:
    """Move tasks: lists of id, start, due and duration; what is None follows or stays.

    Times are wall times ("2026-11-23T09:00"), durations minutes of work. Where start and due are
    said, they say the duration. Returns how many tasks were changed.

    Raises:
        InvalidValueError: a task would be due before it starts, or something is no time.
    """
    return _schedule(work, changes)


def _schedule(work: Work, changes: Sequence[Sequence[Any]]) -> int:
    written: list[tuple[uuid.UUID, dict[str, Any]]] = []
    for change in changes:
        try:
            one, start, due, duration = (*change, None, None, None)[:4]
            task, minutes = uuid.UUID(str(one)), None if duration is None else int(duration)
        except (TypeError, ValueError) as error:
            raise InvalidValueError(_(BAD_CHANGE)) from error
        said = {"starts_at": read_time(start), "due_at": read_time(due), "duration": minutes}
        values = {name: value for name, value in said.items() if value is not None}
        if "starts_at" in values and "due_at" in values:
            values.pop("duration", None)
        written.append((task, values))
    return work.bulk_change("task", [(one, values) for one, values in written if values])


@command("project.apply_schedule", label=N_("Schedule automatically"))
def apply_schedule(work: Work, id: str, *, from_now: bool = False) -> int:  # noqa: A002 - the field's name
    """Put all tasks of a project that have not begun as early as their links allow.

    With `from_now` nothing is put before the present day. Returns how many tasks were moved;
    `Reads.plan_proposal` says before which.
    """
    sheet = sheet_of(work, PlanScope(project=uuid.UUID(id)))
    now = local_of(work.now) if from_now else None
    changes = as_changes(proposed(sheet, now))
    return _schedule(work, [_listed(change) for change in changes])


@command("project.set_baseline", label=N_("Set the baseline"), on_records=True)
def set_baselines(work: Work, ids: Sequence[str]) -> int:
    """Keep the present dates of all tasks of projects as what was agreed; return of how many."""
    return sum(_baseline(work, uuid.UUID(one), is_set=True) for one in ids)


@command("project.clear_baseline", label=N_("Clear the baseline"), on_records=True)
def clear_baselines(work: Work, ids: Sequence[str]) -> int:
    """Forget what was agreed; return of how many tasks."""
    return sum(_baseline(work, uuid.UUID(one), is_set=False) for one in ids)


def _baseline(work: Work, project: uuid.UUID, *, is_set: bool) -> int:
    found = work.session.get_one(Project, project)
    found.baseline_at = work.now if is_set else None
    rows = [row for row in sheet_of(work, PlanScope(project=project)).rows if row.kind == TASK]
    changes = [
        (
            row.id,
            {
                "baseline_start_at": moment_of(row.starts_at) if is_set and row.starts_at else None,
                "baseline_due_at": moment_of(row.due_at) if is_set and row.due_at else None,
            },
        )
        for row in rows
    ]
    return work.bulk_change("task", changes)


def _listed(change: Json) -> Sequence[Any]:
    return change if isinstance(change, list) else ()
