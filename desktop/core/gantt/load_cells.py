"""How busy people are, in the cells that a zoom shows: days, weeks, months."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from desktop.core.collation import sort_key
from desktop.core.gantt.axis import Axis
from desktop.core.gantt.ticks import Unit, cells, units_at
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.loads import Loads
from desktop.core.scheduling.minutes import Minute, day_of
from desktop.core.scheduling.working_time import WorkingTime
from desktop.core.work.rows import PlanSheet

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LoadCell:
    """What a person has to do between two moments, and could do, in minutes of work.

    `is_overloaded` says that some day in it holds more than there is time.
    """

    start: Minute
    finish: Minute
    load: int
    capacity: int
    is_overloaded: bool


def load_cells(
    days: Mapping[date, int], time: WorkingTime, axis: Axis, width: float
) -> tuple[LoadCell, ...]:
    """Return the cells of one person that are seen from pixel 0 to `width`; none without work."""
    unit = max(units_at(axis.per_day)[0], Unit.DAY)
    found = []
    for start, finish in cells(unit, axis.minute_at(0), axis.minute_at(width)):
        load, is_over = _sum(days, time, start, finish)
        if load:
            capacity = time.between(start, finish)
            found.append(LoadCell(start, finish, load, capacity, is_over))
    return tuple(found)


def busy_people(sheet: PlanSheet, loads: Loads) -> list[tuple[uuid.UUID, str]]:
    """Return who has work in a plan, with their names, in the order of these."""
    names: dict[uuid.UUID, str] = {}
    for row in sheet.rows:
        parts = row.people.split(", ") if row.people else []
        if len(parts) == len(row.assignees):
            names.update(zip(row.assignees, parts, strict=True))
    people = [(person, names.get(person, "")) for person in loads]
    return sorted(people, key=_by_name)


def _sum(
    days: Mapping[date, int], time: WorkingTime, start: Minute, finish: Minute
) -> tuple[int, bool]:
    day, last = day_of(start), day_of(finish - 1)
    load, is_over = 0, False
    while day <= last:
        of_day = days.get(day, 0)
        if of_day:
            load += of_day
            is_over = is_over or of_day > time.of_day(day)
        day += _ONE_DAY
    return load, is_over


def _by_name(person: tuple[uuid.UUID, str]) -> tuple[bytes, uuid.UUID]:
    return sort_key(person[1]), person[0]
