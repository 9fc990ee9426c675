"""What people did, without writing reports: from work logs, finished tasks, talks and meetings."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from desktop.core.i18n import N_
from desktop.core.pages import Ref
from desktop.core.quick_dataclass import dataclass

WORK: Final = "work"  # time that was logged
PROGRESS: Final = "progress"  # said in words, without time
FINISHED: Final = "finished"  # a task
EVENT: Final = "event"  # held
CALL: Final = "call"
VISIT: Final = "visit"
MEETING: Final = "meeting"
DEED_LABELS: Final = {
    WORK: N_("Work"),
    PROGRESS: N_("Progress reported"),
    FINISHED: N_("Task finished"),
    EVENT: N_("Appointment held"),
    CALL: N_("Call"),
    VISIT: N_("Visit"),
    MEETING: N_("Meeting note"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did; `at` is wall time, `about` the customer."""

    kind: str  # one of those above
    at: dt.datetime
    title: str
    record: Ref
    minutes: int = 0
    about: Ref | None = None
    task: Ref | None = None
    project: Ref | None = None
    is_billable: bool = False
    text: str = ""  # what was said of it, its beginning

    @property
    def day(self) -> dt.date:
        """The day on which it was done."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class PersonReport:
    """What one person did in a span of days, the earliest first, and how they stand now."""

    person: uuid.UUID
    name: str
    unit: uuid.UUID | None = None
    unit_name: str = ""
    deeds: tuple[Deed, ...] = ()
    open_tasks: int = 0
    late_tasks: int = 0

    @property
    def minutes(self) -> int:
        """The time that was logged."""
        return sum(deed.minutes for deed in self.deeds if deed.kind == WORK)

    @property
    def billable(self) -> int:
        """The part of it that customers pay."""
        return sum(d.minutes for d in self.deeds if d.kind == WORK and d.is_billable)

    def count(self, kind: str) -> int:
        """Return how many deeds of a kind there are."""
        return sum(deed.kind == kind for deed in self.deeds)


@dataclass(frozen=True, slots=True)
class RunningTimer:
    """A timer that counts; `started_at` is wall time."""

    id: uuid.UUID
    title: str
    started_at: dt.datetime
    task: Ref | None = None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A line of a time sheet: minutes by day on one task, or on one thing without a task."""

    title: str
    task: Ref | None = None
    project: Ref | None = None
    account: Ref | None = None
    minutes: Mapping[dt.date, int] = field(default_factory=dict)
    logs: Mapping[dt.date, tuple[uuid.UUID, ...]] = field(default_factory=dict)
    billable: int = 0

    @property
    def total(self) -> int:
        """The minutes of all days."""
        return sum(self.minutes.values())


@dataclass(frozen=True, slots=True)
class TimeSheet:
    """The time that somebody logged in a span of days, and the timer that runs."""

    lines: tuple[TimeLine, ...] = ()
    running: RunningTimer | None = None


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """What a project with its sub-projects may cost and costs, in units of its currency.

    `labour` are the minutes that were logged, `billable` those that customers pay.
    """

    budget: int = 0
    spent: int = 0
    by_type: Mapping[str, int] = field(default_factory=dict)
    labour: int = 0
    billable: int = 0
