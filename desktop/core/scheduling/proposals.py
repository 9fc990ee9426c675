"""What would move: proposals that a person sees before anything is changed, and can undo after."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.network import Network
from desktop.core.scheduling.passes import Span
from desktop.core.scheduling.plan import Link, Plan, Task
from desktop.core.scheduling.schedule import (
    Schedule,
    calculate,
    early_after,
    is_same_shape,
    span_in,
)


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
    schedule = calculate(plan, standing=False, now=now)
    return tuple(_moves(schedule.network, schedule.early, plan.tasks))


def propose_shift(standing: Schedule, changed: Task) -> tuple[Move, ...]:
    """Return what moves along if one task becomes `changed`: that which its links push.

    `standing` is the plan before it, calculated with `standing=True`; so a drag costs only what
    it touches. Only what the change moves is returned, not what was pushed already (after a change
    in the tree all of it); the changed task itself is among them if it is pushed as well.
    """
    network, early = early_after(standing, changed)
    if not is_same_shape(network, standing.network):
        return tuple(_moves(network, early, network.plan.tasks))
    old = standing.early
    moved = {network.owners[at] for at, span in enumerate(early) if span != old[at]}
    places = sorted({network.places[task] for task in (*moved, changed.id)})
    return tuple(_moves(network, early, [network.plan.tasks[place] for place in places]))


def propose_tidying(plan: Plan) -> tuple[Move, ...]:
    """Return what moves if every task that its links push goes as far as they push, no further."""
    schedule = calculate(plan, standing=True)
    return tuple(_moves(schedule.network, schedule.early, plan.tasks))


def apply_moves(plan: Plan, moves: Iterable[Move]) -> Plan:
    """Return the plan in which tasks stand where moves put them; `undone` moves take them back."""
    starts = {move.task: move.new.start for move in moves}
    tasks = tuple(
        replace(task, start=starts[task.id]) if task.id in starts else task for task in plan.tasks
    )
    return replace(plan, tasks=tasks)


def broken_links(standing: Schedule) -> tuple[Link, ...]:
    """Return the links that do not hold where tasks stand now; a view paints them as such.

    Links of tasks that nobody has placed hold, and so do those into what has begun. A link that is
    left out of every calculation (see `Network.faults`) is not asked here.
    """
    network = standing.network
    faulty = {fault.link.id for fault in network.faults}
    spans = _standing_spans(network)
    return tuple(
        link
        for link in network.plan.links
        if link.id not in faulty
        and link.before in spans
        and link.after in spans
        and not _holds(network, link, spans)
    )


def _standing_spans(network: Network) -> dict[uuid.UUID, Span]:
    """Return where tasks stand, summary tasks too; those that nobody has placed are left out."""
    plan, tree = network.plan, network.tree
    spans: dict[uuid.UUID, Span] = {}
    for task, _depth in reversed(list(tree.walk())):
        children = tree.children(task)
        below = [spans[child] for child in children if child in spans]
        if below:
            spans[task] = min(start for start, _ in below), max(finish for _, finish in below)
        elif not children:
            place = standing_place(plan, plan.tasks[network.places[task]])
            if place.start is not None and place.finish is not None:
                spans[task] = place.start, place.finish
    return spans


def _holds(network: Network, link: Link, spans: Mapping[uuid.UUID, Span]) -> bool:
    plan, after = network.plan, network.nodes[network.nodes_of[link.after][0]]
    if after.done:
        return True
    moment = spans[link.before][link.kind.from_finish]
    if link.lag:
        moment = moment + link.lag if link.elapsed else plan.time.later(moment, link.lag)
    end = spans[link.after][link.kind.to_finish]
    return end >= moment if not after.duration else after.time.between(moment, end) >= 0


def _moves(network: Network, early: Sequence[Span], tasks: Iterable[Task]) -> Iterable[Move]:
    for task in tasks:
        if task.actual_start is None and not network.tree.children(task.id):
            new, old = span_in(network, early, task.id), standing_place(network.plan, task)
            if new[0] != old.start:
                yield Move(task.id, old, Place(*new))
