"""What projects and summary tasks say of all that is below them.

Progress is weighted by effort, that of tasks without effort by what they take for each who does
them. Milestones weigh nothing, except where there is nothing else; cancelled tasks do not count.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.plan import WHOLE
from desktop.core.work.planning import CANCELLED, DAY_OF_WORK, DONE
from desktop.core.work.rows import Totals


@dataclass(frozen=True, slots=True)
class Leaf:
    """What counts of one task that has none below it; minutes and per cent."""

    status: str
    percent: int = 0
    starts_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    duration: int = 0
    effort: int = 0
    spent: int = 0
    people: int = 0
    is_milestone: bool = False
    late: bool = False

    @property
    def weight(self) -> int:
        """How much it counts in the progress of what is above it."""
        if self.is_milestone:
            return 0
        return self.effort or (self.duration or DAY_OF_WORK) * max(self.people, 1)

    @property
    def progress(self) -> int:
        """How much of it is done, in per cent."""
        return WHOLE if self.status == DONE else max(0, min(self.percent, WHOLE))


@dataclass(slots=True)
class Sum:
    """Totals under way: leaves are added one by one, in whatever order."""

    starts_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    duration: int = 0
    effort: int = 0
    spent: int = 0
    done: int = 0  # of the effort, times 100
    tasks: int = 0
    finished: int = 0
    late: bool = False

    def add(self, leaf: Leaf) -> None:
        """Add a task that has none below it."""
        self.spent += leaf.spent
        if leaf.status == CANCELLED:
            return
        self.duration += leaf.duration
        self.effort += leaf.weight
        self.done += leaf.weight * leaf.progress
        self.tasks += 1
        self.finished += leaf.status == DONE
        self.late = self.late or leaf.late
        self.starts_at = _first(self.starts_at, leaf.starts_at or leaf.due_at)
        self.due_at = _last(self.due_at, leaf.due_at or leaf.starts_at)

    def totals(self) -> Totals:
        """Return the totals of what was added; progress is rounded down, so that 100 means all."""
        if self.effort:
            percent = self.done // self.effort
        else:
            percent = WHOLE * self.finished // self.tasks if self.tasks else 0
        return Totals(
            self.starts_at,
            self.due_at,
            self.duration,
            self.effort,
            self.spent,
            percent,
            self.tasks,
            self.finished,
            self.late,
        )


def sum_up(
    parents: Mapping[uuid.UUID, uuid.UUID | None],
    leaves: Mapping[uuid.UUID, Leaf],
    also_spent: Mapping[uuid.UUID, int],
) -> dict[uuid.UUID, Totals]:
    """Return the totals of all that stand above a leaf, or above time that was spent.

    `parents` is a forest without rings; `also_spent` are minutes logged on a summary itself.
    """
    sums: dict[uuid.UUID, Sum] = {}
    for one, leaf in leaves.items():
        for above in _above(parents, one):
            sums.setdefault(above, Sum()).add(leaf)
    for one, minutes in also_spent.items():
        if one not in leaves:
            for above in (one, *_above(parents, one)):
                sums.setdefault(above, Sum()).spent += minutes
    return {one: total.totals() for one, total in sums.items()}


def _above(parents: Mapping[uuid.UUID, uuid.UUID | None], one: uuid.UUID) -> Sequence[uuid.UUID]:
    found: list[uuid.UUID] = []
    above = parents.get(one)
    while above is not None:
        found.append(above)
        above = parents.get(above)
    return found


def _first(one: dt.datetime | None, other: dt.datetime | None) -> dt.datetime | None:
    return min(_known((one, other)), default=None)


def _last(one: dt.datetime | None, other: dt.datetime | None) -> dt.datetime | None:
    return max(_known((one, other)), default=None)


def _known(moments: Iterable[dt.datetime | None]) -> list[dt.datetime]:
    return [moment for moment in moments if moment is not None]
