"""What summary tasks say of the tasks below them: progress, work, durations."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.plan import WHOLE, Plan, Task
from desktop.core.scheduling.tree import Tree

ONE_PERSON: Final = 1


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over a task and all below it, in working minutes, and its progress in per cent.

    Progress is weighted by effort, that of tasks without effort by what they take. Milestones
    weigh nothing, except where there is nothing else.
    """

    duration: int
    effort: int
    done: int  # of the effort
    tasks: int  # without tasks below them
    finished: int  # of these

    @property
    def percent(self) -> int:
        """Progress in whole per cent, rounded down, so that 100 means all."""
        if self.effort:
            return self.done // self.effort
        return WHOLE * self.finished // self.tasks


def effort_of(task: Task) -> int:
    """Return the working minutes that all people together have with a task without sub-tasks."""
    if task.effort:
        return task.effort
    units = sum(each.units for each in task.assignments) or WHOLE * ONE_PERSON
    return task.duration * units // WHOLE


def roll_up(plan: Plan, tree: Tree) -> Mapping[uuid.UUID, Total]:
    """Return the totals of every task, from the bottom of the tree to its top."""
    tasks = {task.id: task for task in plan.tasks}
    totals: dict[uuid.UUID, Total] = {}
    for task, _depth in reversed(list(tree.walk())):
        below = [totals[child] for child in tree.children(task)]
        totals[task] = _sum(below) if below else _own(tasks[task])
    return totals


def _own(task: Task) -> Total:
    effort = effort_of(task)
    percent = WHOLE if task.actual_finish is not None else task.percent
    return Total(task.duration, effort, effort * percent, 1, percent == WHOLE)


def _sum(below: list[Total]) -> Total:
    return Total(
        sum(total.duration for total in below),
        sum(total.effort for total in below),
        sum(total.done for total in below),
        sum(total.tasks for total in below),
        sum(total.finished for total in below),
    )
