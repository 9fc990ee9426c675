"""Plans as values: tasks in a tree, links between them, constraints, and who works on them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.working_time import WorkingTime

MOST_MINUTES: Final = 2_500_000  # of a duration, an effort or a lag: twenty years of work
WHOLE: Final = 100  # per cent
BAD_DURATION: Final = N_("A duration lies between 0 and 20 years of work.")
BAD_LAG: Final = N_("A lag is at most 20 years, forward or back.")
BAD_SHARE: Final = N_("Progress lies between 0 and 100 %.")
NEEDS_DAY: Final = N_("This constraint needs a day.")
ENDS_BEFORE_START: Final = N_("A task cannot be finished before it was started.")
FINISH_ALONE: Final = N_("A task that was finished was started first.")


class LinkKind(StrEnum):
    """Which end of the first task holds which end of the second."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"

    @property
    def from_finish(self) -> bool:
        """Whether the first task's finish counts, not its start."""
        return self in (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)

    @property
    def to_finish(self) -> bool:
        """Whether the second task's finish is held, not its start."""
        return self in (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)


class Constraint(StrEnum):
    """What a person said about the time of a task, beside its links.

    The first two move a task; those that end in `LATER` never do: they make its slack smaller, and
    negative when they cannot be kept. The last two hold a task where it is, against its links.
    """

    NONE = "none"
    START_NO_EARLIER = "start_no_earlier"
    FINISH_NO_EARLIER = "finish_no_earlier"
    START_NO_LATER = "start_no_later"
    FINISH_NO_LATER = "finish_no_later"
    MUST_START = "must_start"
    MUST_FINISH = "must_finish"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person (or machine) who works on a task, with so many per cent of the working time."""

    person: uuid.UUID
    units: int = WHOLE


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a plan. With tasks below it, it sums them up and has no time of its own.

    `start` is where it stands now, None if nobody has placed it. `duration` and `effort` count
    working minutes: how long it takes, and how much work all people have with it (0: as long as
    it takes, for each). A duration of 0 makes a milestone. `calendar` names one of the plan's.

    Raises:
        InvalidValueError: a number is out of its range, or the facts contradict each other.
    """

    id: uuid.UUID
    name: str = ""
    parent: uuid.UUID | None = None
    order: str = ""  # among its siblings; see `order_keys`
    duration: int = 0
    effort: int = 0
    start: Minute | None = None
    constraint: Constraint = Constraint.NONE
    constraint_on: Minute | None = None
    deadline: Minute | None = None
    calendar: str = ""
    percent: int = 0
    actual_start: Minute | None = None
    actual_finish: Minute | None = None
    assignments: tuple[Assignment, ...] = ()

    def __post_init__(self) -> None:
        if not (0 <= self.duration <= MOST_MINUTES and 0 <= self.effort <= MOST_MINUTES):
            raise InvalidValueError(_(BAD_DURATION), field="duration")
        if not 0 <= self.percent <= WHOLE:
            raise InvalidValueError(_(BAD_SHARE), field="percent")
        if self.constraint is not Constraint.NONE and self.constraint_on is None:
            raise InvalidValueError(_(NEEDS_DAY), field="constraint_on")
        _check_actual(self.actual_start, self.actual_finish)


@dataclass(frozen=True, slots=True)
class Link:
    """`after` is held by `before`, with a lag in working minutes of the plan's own calendar.

    A negative lag lets them overlap. An elapsed lag counts nights and weekends too (paint dries).

    Raises:
        InvalidValueError: the lag is out of its range.
    """

    id: uuid.UUID
    before: uuid.UUID
    after: uuid.UUID
    kind: LinkKind = LinkKind.FINISH_START
    lag: int = 0
    elapsed: bool = False

    def __post_init__(self) -> None:
        if abs(self.lag) > MOST_MINUTES:
            raise InvalidValueError(_(BAD_LAG), field="lag")


@dataclass(frozen=True, slots=True)
class Plan:
    """A project as planning sees it: all tasks of it and of its sub-projects.

    `time` is the calendar of the project; `calendars` those that tasks name, as of one person. A
    name that is not there means the project's own.
    """

    start: Minute
    time: WorkingTime
    tasks: tuple[Task, ...] = ()
    links: tuple[Link, ...] = ()
    calendars: Mapping[str, WorkingTime] = field(default_factory=dict)

    def time_of(self, task: Task) -> WorkingTime:
        """Return the working time in which a task is done."""
        return self.calendars.get(task.calendar, self.time)


def _check_actual(start: Minute | None, finish: Minute | None) -> None:
    if finish is None:
        return
    if start is None:
        raise InvalidValueError(_(FINISH_ALONE), field="actual_start")
    if finish < start:
        raise InvalidValueError(_(ENDS_BEFORE_START), field="actual_finish")
