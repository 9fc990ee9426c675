"""Baselines: a plan as it was agreed, and how far it has moved since."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.edges import last_node
from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.schedule import Schedule
from desktop.core.scheduling.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed of one task; the duration in working minutes."""

    start: Minute
    finish: Minute
    duration: int


Baseline = Mapping[uuid.UUID, Agreed]


@dataclass(frozen=True, slots=True)
class Variance:
    """How much later (below 0: earlier) a task starts and finishes, and how much longer it takes.

    In its own working minutes.
    """

    start: int
    finish: int
    duration: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan against its baseline: what moved, what came, what went."""

    moved: Mapping[uuid.UUID, Variance]
    added: frozenset[uuid.UUID]
    removed: frozenset[uuid.UUID]


def take_baseline(schedule: Schedule) -> Baseline:
    """Return the present dates of all tasks, summary tasks too."""
    agreed = {}
    for task in schedule.plan.tasks:
        start, finish = schedule.span_of(task.id)
        agreed[task.id] = Agreed(start, finish, _time_of(schedule, task.id).between(start, finish))
    return agreed


def compare(schedule: Schedule, baseline: Baseline) -> Comparison:
    """Return how a plan differs from what was agreed; tasks that stand as agreed are left out."""
    now = take_baseline(schedule)
    moved = {}
    for task in now.keys() & baseline.keys():
        old, new, time = baseline[task], now[task], _time_of(schedule, task)
        if old != new:
            moved[task] = Variance(
                time.between(old.start, new.start),
                time.between(old.finish, new.finish),
                new.duration - old.duration,
            )
    return Comparison(
        moved, frozenset(now.keys() - baseline.keys()), frozenset(baseline.keys() - now.keys())
    )


def _time_of(schedule: Schedule, task: uuid.UUID) -> WorkingTime:
    number = last_node(schedule.network.nodes_of[task])
    return schedule.network.nodes[number].time
