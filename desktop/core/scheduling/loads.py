"""Loads: how many minutes each person has on each day, and where that is more than there are."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import DAY, Minute, day_of, first_minute
from desktop.core.scheduling.plan import WHOLE, Assignment, Plan, Task
from desktop.core.scheduling.schedule import Schedule
from desktop.core.scheduling.working_time import WorkingTime

_ONE_DAY: Final = timedelta(days=1)

Loads = Mapping[uuid.UUID, Mapping[date, int]]  # of each person, by day, in working minutes


@dataclass(frozen=True, slots=True)
class Overload:
    """A day on which a person has more to do than time; both in minutes."""

    person: uuid.UUID
    day: date
    load: int
    capacity: int


def daily_loads(schedule: Schedule) -> Loads:
    """Spread the effort of every assigned task evenly over its working minutes.

    Days without load are left out. The days of a task add up to its effort exactly.
    """
    loads: dict[uuid.UUID, dict[date, int]] = {}
    tree = schedule.network.tree
    for task in schedule.plan.tasks:
        if task.assignments and task.duration and not tree.children(task.id):
            days = list(_days(schedule.plan, task, schedule.span_of(task.id)))
            for assignment in task.assignments:
                of_person = loads.setdefault(assignment.person, {})
                _spread(effort_for(task, assignment), days, of_person)
    return loads


def overloads(
    loads: Loads, times: Mapping[uuid.UUID, WorkingTime], usual: WorkingTime
) -> tuple[Overload, ...]:
    """Return the days that are too full, by person and day; `usual` is the time of who has none."""
    found = [
        Overload(person, day, load, capacity)
        for person, days in loads.items()
        for day, load in days.items()
        if load > (capacity := times.get(person, usual).of_day(day))
    ]
    return tuple(sorted(found, key=_by_person_and_day))


def effort_for(task: Task, assignment: Assignment) -> int:
    """Return the working minutes that one person has with a task."""
    if not task.effort:
        return task.duration * assignment.units // WHOLE
    units = sum(each.units for each in task.assignments)
    return task.effort * assignment.units // units if units else 0


def _by_person_and_day(overload: Overload) -> tuple[uuid.UUID, date]:
    return overload.person, overload.day


def _days(plan: Plan, task: Task, span: tuple[Minute, Minute]) -> Iterator[tuple[date, int]]:
    """Yield each day of a task with its working minutes."""
    start, finish = span
    time, day = plan.time_of(task), day_of(start)
    while (opens := first_minute(day)) < finish:
        minutes = time.between(max(opens, start), min(opens + DAY, finish))
        if minutes:
            yield day, minutes
        day += _ONE_DAY


def _spread(effort: int, days: list[tuple[date, int]], loads: dict[date, int]) -> None:
    whole, passed, given = sum(minutes for _day, minutes in days), 0, 0
    for day, minutes in days:
        passed += minutes
        until = effort * passed // whole
        if until > given:
            loads[day] = loads.get(day, 0) + until - given
        given = until
