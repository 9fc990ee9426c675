"""A plan on the screen as a plan file."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Final

from desktop.core.project_xml.plan_file import (
    FileCalendar,
    FileLink,
    FilePerson,
    FileTask,
    PlanFile,
)
from desktop.core.scheduling.hours import DAYS_OF_WEEK, Hours
from desktop.core.scheduling.minutes import to_minute
from desktop.core.work.planning import span_of, working_time
from desktop.core.work.rows import PlanRow, PlanSheet

_MONDAY: Final = dt.date(2001, 1, 1)  # of a week without any exception
_MOST_DAYS: Final = 3660


def plan_file(sheet: PlanSheet, title: str) -> PlanFile:
    """Return a sheet as a plan file: projects become its upper summary tasks."""
    numbers = {row.id: place for place, row in enumerate(sheet.rows, start=1)}
    people: dict[uuid.UUID, FilePerson] = {}
    for row in sheet.rows:
        names = row.people.split(", ") if row.people else []
        for place, person in enumerate(row.assignees):
            name = names[place] if len(names) == len(row.assignees) else str(person)
            people.setdefault(person, FilePerson(len(people) + 1, name))
    time = working_time(sheet)
    levels: dict[uuid.UUID, int] = {}
    tasks = []
    for row in sheet.rows:
        level = levels.get(row.parent, 0) + 1 if row.parent is not None else 1
        levels[row.id] = level
        start, duration = span_of(row, time)
        is_sum = row.has_children
        length = time.between(*_ends(row, start)) if is_sum and row.due_at else duration
        tasks.append(
            FileTask(
                numbers[row.id],
                level,
                row.title,
                _said(row.starts_at or row.due_at),
                _said(row.due_at or row.starts_at),
                0 if row.is_milestone else max(length, 0),
                row.effort,
                min(max(row.percent, 0), 100),
                row.is_milestone,
                is_sum,
                "",
                row.constraint if row.constraint_at is not None else "none",
                _said(row.constraint_at),
                _said(row.deadline),
                _said(row.baseline_start),
                _said(row.baseline_finish),
                _said(row.actual_start),
                _said(row.done_at),
                tuple(people[one].uid for one in row.assignees),
            )
        )
    links = tuple(
        FileLink(numbers[link.before], numbers[link.after], link.kind, link.lag, link.elapsed)
        for link in sheet.links
        if link.before in numbers and link.after in numbers
    )
    starts = [row.starts_at for row in sheet.rows if row.starts_at is not None]
    first = min(starts, default=sheet.start)
    days = _days(sheet.rows)
    return PlanFile(
        title,
        _said(first),
        tuple(tasks),
        links,
        tuple(people.values()),
        _calendar(sheet.hours, days),
    )


def _calendar(hours: Hours, days: Iterable[dt.date]) -> FileCalendar:
    """Return the hours of a plan: its usual week, and the days in it that differ."""
    week = tuple(hours.spans(_MONDAY + dt.timedelta(days=7 + n)) for n in range(DAYS_OF_WEEK))
    differing = {
        day.isoformat(): spans for day in days if (spans := hours.spans(day)) != week[day.weekday()]
    }
    return FileCalendar(week, differing)


def _days(rows: Iterable[PlanRow]) -> list[dt.date]:
    known = [
        moment.date()
        for row in rows
        for moment in (row.starts_at, row.due_at)
        if moment is not None
    ]
    if not known:
        return []
    count = min((max(known) - min(known)).days + 1, _MOST_DAYS)
    return [min(known) + dt.timedelta(days=n) for n in range(count)]


def _ends(row: PlanRow, start: int | None) -> tuple[int, int]:
    due = to_minute(row.due_at) if row.due_at is not None else 0
    return (due if start is None else start), due


def _said(moment: dt.datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="minutes")
