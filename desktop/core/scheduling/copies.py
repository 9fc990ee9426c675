"""Copies of a plan with other dates: a template made from it, or a project from a template."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.plan import Plan, Task
from desktop.core.scheduling.working_time import WorkingTime


def copy_plan(plan: Plan, start: Minute, new_id: Callable[[], uuid.UUID]) -> Plan:
    """Return a plan of new tasks and links that begins at `start`, as if nothing were done yet.

    Dates keep their distance from the plan's start in the working minutes of the project, and
    durations their working minutes; so what lay five working days behind the start does so
    again, across whatever weekends and holidays now lie between. People and calendars stay: who
    copies replaces them.
    """
    ids = {task.id: new_id() for task in plan.tasks}
    tasks = tuple(_copied(plan, task, start, ids) for task in plan.tasks)
    links = tuple(
        replace(link, id=new_id(), before=ids[link.before], after=ids[link.after])
        for link in plan.links
        if link.before in ids and link.after in ids
    )
    return replace(plan, start=start, tasks=tasks, links=links)


def _copied(plan: Plan, task: Task, start: Minute, ids: dict[uuid.UUID, uuid.UUID]) -> Task:
    by = plan.time.index(start) - plan.time.index(plan.start)
    placed = task.start if task.start is not None else task.actual_start
    is_finish = task.constraint.value.startswith(("finish", "must_finish"))
    shift_on = shifted_finish if is_finish or not task.duration else shifted_start
    return replace(
        task,
        id=ids[task.id],
        parent=ids.get(task.parent) if task.parent is not None else None,
        start=_each(shifted_start if task.duration else shifted_finish, plan.time, placed, by),
        constraint_on=_each(shift_on, plan.time, task.constraint_on, by),
        deadline=_each(shifted_finish, plan.time, task.deadline, by),
        percent=0,
        actual_start=None,
        actual_finish=None,
    )


def shifted_start(time: WorkingTime, moment: Minute, by: int) -> Minute:
    """Return a start moved by working minutes: where the next working minute begins."""
    return time.start_of(time.index(moment) + by)


def shifted_finish(time: WorkingTime, moment: Minute, by: int) -> Minute:
    """Return a finish moved by working minutes: where the last one ended."""
    return time.end_of(time.index(moment) + by)


def _each(
    shifted: Callable[[WorkingTime, Minute, int], Minute],
    time: WorkingTime,
    moment: Minute | None,
    by: int,
) -> Minute | None:
    return None if moment is None else shifted(time, moment, by)
