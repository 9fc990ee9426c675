"""What a plan file holds, as plain values that go through a pipe and into a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, field
from typing import Any, Final

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass

MOST_TASKS: Final = 20_000
NAMESPACE: Final = "http://schemas.microsoft.com/project"
Times = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FileTask:
    """A task of a plan file; times are wall times "2026-11-16T08:00", lengths working minutes.

    `level` is how deep it stands, 1 at the top. `people` are numbers of FilePerson.
    """

    uid: int
    level: int
    title: str
    start: str = ""
    finish: str = ""
    duration: int = 0
    effort: int = 0
    percent: int = 0
    is_milestone: bool = False
    is_summary: bool = False
    notes: str = ""
    constraint: str = "none"
    constraint_at: str = ""
    deadline: str = ""
    baseline_start: str = ""
    baseline_finish: str = ""
    actual_start: str = ""
    actual_finish: str = ""
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLink:
    """A dependency of a plan file; the lag in minutes."""

    before: int
    after: int
    kind: str = "FS"
    lag: int = 0
    elapsed: bool = False


@dataclass(frozen=True, slots=True)
class FilePerson:
    """Somebody who works on tasks."""

    uid: int
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class FileCalendar:
    """When there is work: spans of minutes for Monday to Sunday, and days that differ."""

    week: tuple[tuple[tuple[int, int], ...], ...] = ()
    exceptions: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan, and in `missed` what of the file is not taken over: how often, by its name."""

    title: str = ""
    start: str = ""
    tasks: tuple[FileTask, ...] = ()
    links: tuple[FileLink, ...] = ()
    people: tuple[FilePerson, ...] = ()
    calendar: FileCalendar = FileCalendar()
    missed: Mapping[str, int] = field(default_factory=dict)


def plan_to_json(plan: PlanFile) -> dict[str, Json]:
    """Return a plan as JSON holds it."""
    return asdict(plan)


def plan_from_json(data: Mapping[str, Any]) -> PlanFile:
    """Return the plan that `plan_to_json` wrote."""
    calendar = data["calendar"]
    return PlanFile(
        data["title"],
        data["start"],
        tuple(FileTask(**{**one, "people": tuple(one["people"])}) for one in data["tasks"]),
        tuple(FileLink(**one) for one in data["links"]),
        tuple(FilePerson(**one) for one in data["people"]),
        FileCalendar(
            tuple(_spans(of_day) for of_day in calendar["week"]),
            {day: _spans(spans) for day, spans in calendar["exceptions"].items()},
        ),
        dict(data["missed"]),
    )


def parents_of(tasks: Sequence[FileTask]) -> list[int | None]:
    """Return for each task the place of the one above it, None at the top.

    A level that is skipped counts as the next one down.
    """
    found: list[int | None] = []
    above: list[tuple[int, int]] = []  # level and place of the tasks that are open
    for place, task in enumerate(tasks):
        while above and above[-1][0] >= task.level:
            above.pop()
        found.append(above[-1][1] if above else None)
        above.append((task.level, place))
    return found


def read_moment(text: str) -> dt.datetime | None:
    """Return a wall time of a plan file, None for none."""
    return dt.datetime.fromisoformat(text) if text else None


def _spans(spans: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in spans)
