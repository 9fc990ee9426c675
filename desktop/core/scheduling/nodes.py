"""What the calculation must know of each task: its working time, bounds and fixed dates."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.plan import Constraint, Plan, Task
from desktop.core.scheduling.working_time import WorkingTime

NEVER: Final[Minute] = -(1 << 50)  # before every moment
ALWAYS: Final[Minute] = 1 << 50  # after every moment


class Role(StrEnum):
    """What a node is."""

    TASK = "task"
    POINT = "point"  # no duration: a milestone, or the end of a summary task
    GATE = "gate"  # a bound of a summary task; a task held elsewhere may stand before it
    HEAD = "head"  # the first start below a summary task


class Node(NamedTuple):
    """What the calculation must know of a node, apart from its edges."""

    role: Role
    time: WorkingTime
    duration: int = 0
    not_before: Minute = NEVER  # its start
    finish_not_before: Minute = NEVER
    not_after: Minute = ALWAYS  # its start
    finish_not_after: Minute = ALWAYS
    pin: Minute | None = None  # where its start must be, against its links
    done: tuple[Minute, Minute] | None = None  # the start and finish of what has begun


def make_nodes(
    plan: Plan, task: Task, *, is_summary: bool, standing: bool, now: Minute | None
) -> list[Node]:
    """Return the one node of a task, or the gate, end and head of a summary task."""
    on, kind, time = task.constraint_on, task.constraint, plan.time_of(task)
    earliest = plan.start if now is None else max(plan.start, now)
    if is_summary:
        earlier = on if on is not None and kind is Constraint.START_NO_EARLIER else NEVER
        limit = ALWAYS if task.deadline is None else task.deadline
        return [
            Node(Role.GATE, plan.time, not_before=earlier),
            Node(Role.POINT, plan.time, finish_not_after=limit),
            Node(Role.HEAD, plan.time),
        ]
    if task.actual_start is not None:
        done = (task.actual_start, _begun_finish(task, time, now))
        return [Node(Role.TASK, time, task.duration, done=done)]
    if standing and task.start is not None:
        earliest = task.start
    return [_constrained(task, time, earliest)]


def _constrained(task: Task, time: WorkingTime, earliest: Minute) -> Node:
    """Return the node of a task that has not begun."""

    def said(kind: Constraint, otherwise: Minute) -> Minute:
        on = task.constraint_on
        return on if on is not None and task.constraint is kind else otherwise

    pin = task.constraint_on if task.constraint is Constraint.MUST_START else None
    if task.constraint is Constraint.MUST_FINISH:
        pin = task.constraint_on
        if pin is not None and task.duration:
            pin = time.start_of(time.index(pin) - task.duration)
    limit = ALWAYS if task.deadline is None else task.deadline
    return Node(
        Role.TASK if task.duration else Role.POINT,
        time,
        task.duration,
        not_before=max(earliest, said(Constraint.START_NO_EARLIER, NEVER)),
        finish_not_before=said(Constraint.FINISH_NO_EARLIER, NEVER),
        not_after=said(Constraint.START_NO_LATER, ALWAYS),
        finish_not_after=min(limit, said(Constraint.FINISH_NO_LATER, ALWAYS)),
        pin=pin,
    )


def _begun_finish(task: Task, time: WorkingTime, now: Minute | None) -> Minute:
    """Return when a task that has begun ends: what is left of it is not done in the past."""
    start = task.actual_start or 0
    if task.actual_finish is not None:
        return task.actual_finish
    finish = time.finish(start, task.duration)
    if now is None:
        return finish
    left = task.duration - task.duration * task.percent // 100
    return max(finish, time.finish(now, left)) if left else finish
