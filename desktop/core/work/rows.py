"""Rows of a plan as screens show them: projects and tasks in one tree, and the links between.

A project stands below the project that it is part of, a task below its task or else its project.
Times are wall times without zone, as the person at the screen reads them.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from desktop.core.filters import EVERYTHING, Filter
from desktop.core.pages import Ref
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.hours import OFFICE_WEEK, Hours

PROJECT: Final = "project"
TASK: Final = "task"

ASSIGNED: Final = "assigned"  # to the person of the scope
GIVEN: Final = "given"  # by that person to others
WATCHED: Final = "watched"  # by that person


@dataclass(frozen=True, slots=True)
class PlanScope:
    """Which part of all work a plan shows; what is not said narrows nothing.

    `project` means it with all sub-projects, `account` a customer's projects and tasks, `person`
    the tasks of somebody in a `role`. `filter` is one of tasks. Above a task that is meant stand
    its parents and its project in any case. `critical` asks for slack and the critical path too,
    which are calculated from the whole plan.
    """

    project: uuid.UUID | None = None
    account: uuid.UUID | None = None
    person: uuid.UUID | None = None
    role: str = ASSIGNED
    filter: Filter = EVERYTHING
    search: str = ""
    finished: bool = True  # whether finished and cancelled tasks and projects are shown
    critical: bool = False


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of a plan: a project or a task; what is below it is summed up in a summary.

    Of a summary (`has_children`) times, effort, time spent and progress are those of all below it.
    `duration`, `effort`, `spent` and `slack` are minutes, the first two and the last of work.
    """

    id: uuid.UUID
    kind: str  # PROJECT or TASK
    parent: uuid.UUID | None
    title: str
    order: str = ""  # of tasks among their siblings, before which projects stand
    status: str = ""
    priority: str = ""
    assignees: tuple[uuid.UUID, ...] = ()
    people: str = ""  # their names
    owner: uuid.UUID | None = None
    starts_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    duration: int = 0
    effort: int = 0
    spent: int = 0
    percent: int = 0
    is_milestone: bool = False
    account: Ref | None = None
    project: uuid.UUID | None = None  # of a task; of a project itself
    stage: Ref | None = None
    acceptance: str = ""
    has_children: bool = False
    may_edit: bool = True
    overdue: bool = False
    baseline_start: dt.datetime | None = None
    baseline_finish: dt.datetime | None = None
    is_critical: bool = False
    slack: int | None = None
    constraint: str = "none"
    constraint_at: dt.datetime | None = None
    deadline: dt.datetime | None = None
    actual_start: dt.datetime | None = None
    done_at: dt.datetime | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class PlanLink:
    """`after` waits for `before`; `kind` is FS, SS, FF or SF, `lag` in minutes.

    An `elapsed` lag counts nights and days off too. A `broken` link does not hold as tasks stand.
    """

    id: uuid.UUID
    before: uuid.UUID
    after: uuid.UUID
    kind: str = "FS"
    lag: int = 0
    elapsed: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan whole: its rows from top to bottom as an open tree shows them, and its links.

    `hours` say when there is work in it, `own_hours` of those who work otherwise. `start` is before
    all tasks: the day of its project.
    """

    scope: PlanScope
    rows: tuple[PlanRow, ...] = ()
    links: tuple[PlanLink, ...] = ()
    hours: Hours = OFFICE_WEEK
    start: dt.datetime | None = None
    own_hours: Mapping[uuid.UUID, Hours] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a project or a summary task sums up of all below it; minutes and per cent."""

    starts_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    duration: int = 0
    effort: int = 0
    spent: int = 0
    percent: int = 0
    tasks: int = 0
    finished: int = 0
    late: bool = False
