"""What would move: proposals that a person sees before anything is changed, and can undo after."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.plan import Link, Plan, Task
from desktop.core.scheduling.schedule import Schedule, calculate, recalculate


@dataclass(frozen=True, slots=True)
class Place:
    """When a task stands, None if nobody has placed it."""

    start: Minute | None
    finish: Minute | None


@dataclass(frozen=True, slots=True)
class Move:
    """A task that would stand elsewhere."""

    task: uuid.UUID
    old: Place
    new: Place

    def undone(self) -> Move:
        """Return the move that takes this one back."""
        return Move(self.task, self.new, self.old)


def standing_place(plan: Plan, task: Task) -> Place:
    """Return where a task without sub-tasks stands now: where it was begun, or where it was put."""
    start = task.start if task.actual_start is None else task.actual_start
    if start is None:
        return Place(None, None)
    if task.actual_finish is not None:
        return Place(start, task.actual_finish)
    return Place(start, plan.time_of(task).finish(start, task.duration))


def propose_schedule(plan: Plan, now: Minute | None = None) -> tuple[Move, ...]:
    """Return what moves if every task that has not begun is put as early as its links allow.

    Nothing is put before `now`, if that is given. Nothing is changed: see `apply_moves`.
    """
    return tuple(_moves(calculate(plan, standing=False, now=now), plan.tasks))


def propose_shift(standing: Schedule, changed: Task) -> tuple[Move, ...]:
    """Return what moves along if one task becomes `changed`: that which its links push.

    `standing` is the plan before it, calculated with `standing=True`; so a drag costs only what
    it touches. Only what the change moves is returned, not what was pushed already (after a change
    in the tree all of it); the changed task itself is among them if it is pushed as well.
    """
    after = recalculate(standing, changed)
    network, old = after.network, standing.early
    if after.network.owners is not standing.network.owners:  # the tree changed
        return tuple(_moves(after, network.plan.tasks))
    moved = {network.owners[at] for at, span in enumerate(after.early) if span != old[at]}
    places = sorted({network.places[task] for task in (*moved, changed.id)})
    return tuple(_moves(after, [network.plan.tasks[place] for place in places]))


def propose_tidying(plan: Plan) -> tuple[Move, ...]:
    """Return what moves if every task that its links push goes as far as they push, no further."""
    return tuple(_moves(calculate(plan, standing=True), plan.tasks))


def apply_moves(plan: Plan, moves: Iterable[Move]) -> Plan:
    """Return the plan in which tasks stand where moves put them; `undone` moves take them back."""
    starts = {move.task: move.new.start for move in moves}
    tasks = tuple(
        replace(task, start=starts[task.id]) if task.id in starts else task for task in plan.tasks
    )
    return replace(plan, tasks=tasks)


def broken_links(plan: Plan) -> tuple[Link, ...]:
    """Return the links that do not hold where tasks stand now; a view paints them as such.

    Links of tasks that nobody has placed hold, and so do those into what has begun. A link that is
    left out of every calculation (see `Network.faults`) is not asked here.
    """
    schedule = calculate(replace(plan, links=()), standing=True)
    network = calculate(plan, standing=True).network
    faulty = {fault.link.id for fault in network.faults}
    tasks = {task.id: task for task in plan.tasks}
    return tuple(
        link for link in plan.links if link.id not in faulty and not _holds(schedule, link, tasks)
    )


def _holds(schedule: Schedule, link: Link, tasks: dict[uuid.UUID, Task]) -> bool:
    plan, after = schedule.plan, tasks[link.after]
    is_summary = bool(schedule.network.tree.children(after.id))
    if after.actual_start is not None and not is_summary:
        return True
    if any(
        task.start is None and not schedule.network.tree.children(task.id)
        for task in (tasks[link.before], after)
    ):
        return True
    moment = schedule.span_of(link.before)[link.kind.from_finish]
    if link.lag:
        moment = moment + link.lag if link.elapsed else plan.time.later(moment, link.lag)
    end = schedule.span_of(link.after)[link.kind.to_finish]
    if not after.duration or is_summary:
        return end >= moment
    time = plan.time_of(after)
    return time.index(end) >= time.index(moment)


def _moves(schedule: Schedule, tasks: Iterable[Task]) -> Iterable[Move]:
    plan, tree = schedule.plan, schedule.network.tree
    for task in tasks:
        if task.actual_start is not None or tree.children(task.id):
            continue
        new, old = schedule.span_of(task.id), standing_place(plan, task)
        if new[0] != old.start:
            yield Move(task.id, old, Place(*new))
