"""Moves the plans of a demo company that was made some days ago to the days from today on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa

from desktop.core.clock import day_start
from desktop.models.activities import Call, Meeting, Visit
from desktop.models.calendar import Event
from desktop.models.work import Project, ProjectCost, Task, TaskPlan, WorkLog
from desktop.services.demo.mark import DemoMark, write_demo_mark
from desktop.store.work import Store, Work

COMMAND: Final = "demo.move"
_PLANNED: Final[tuple[tuple[type[Call | Visit | Meeting], str], ...]] = (
    (Call, "called_at"),
    (Visit, "visited_at"),
    (Meeting, "met_at"),
)
_WEEK: Final = 7
_OF_PROJECTS: Final = (
    (Project, ("starts_on", "due_on")),
    (
        Task,
        (
            "starts_at",
            "due_at",
            "baseline_start_at",
            "baseline_due_at",
            "actual_start_at",
            "done_at",
        ),
    ),
    (TaskPlan, ("planned_on",)),
    (WorkLog, ("started_at",)),
    (ProjectCost, ("spent_on",)),
)
_HAPPENED: Final = frozenset({"actual_start_at", "done_at", "started_at", "spent_on"})


def move_plans(store: Store, mark: DemoMark, today: date) -> int:
    """Move what is planned by the days that went by since the last time; return how many.

    Those that the person at the screen planned stay: they were made after the company.
    """
    passed = today - mark.shown_on
    if passed <= timedelta(0):
        return 0
    moved = 0
    with store.work(store.owner(), COMMAND) as work:
        for record, name in _PLANNED:
            moment = getattr(record, name)
            planned = sa.select(record.id, moment).where(
                record.status == "planned",
                record.deleted_at.is_(None),
                record.created_at < day_start(mark.made_on),
                moment.is_not(None),
            )
            found = work.session.execute(planned).all()
            changes = [(record_id, {name: at + passed}) for record_id, at in found]
            work.bulk_change(record.__tablename__, changes)
            moved += len(changes)
        moved += _move_events(work, mark, passed)
        write_demo_mark(store, replace(mark, shown_on=today))
    return moved + _move_projects(store, mark, today)


def _move_projects(store: Store, mark: DemoMark, today: date) -> int:
    """Move tasks with what was logged of them by whole weeks, so that days of work stay some.

    What happened stays in the past: a task that somebody finished meanwhile keeps that moment.
    Nobody is told of it, and it is no change of anybody's.
    """
    weeks = (today - mark.made_on).days // _WEEK - (mark.shown_on - mark.made_on).days // _WEEK
    by, moved = timedelta(weeks=weeks), 0
    if not weeks:
        return 0
    with store.work(store.owner(), COMMAND, captured=False) as work:
        limits = {dt.datetime: day_start(today + timedelta(days=1)), dt.date: today}
        for record, names in _OF_PROJECTS:
            columns = [getattr(record, name) for name in names]
            query = sa.select(record.id, *columns).where(
                record.deleted_at.is_(None), record.created_at < day_start(mark.made_on)
            )
            changes = []
            for one, *said in work.session.execute(query).all():
                later = {
                    name: value + by
                    for name, value in zip(names, said, strict=True)
                    if value is not None
                    and not (name in _HAPPENED and value + by > limits[type(value)])
                }
                if later:
                    changes.append((one, later))
            work.bulk_change(record.__tablename__, changes)
            moved += len(changes)
    return moved


def _move_events(work: Work, mark: DemoMark, passed: timedelta) -> int:
    """Move the single appointments; what repeats comes by itself."""
    planned = sa.select(Event.id, Event.starts_at, Event.ends_at).where(
        Event.status == "planned",
        Event.rule.is_(None),
        Event.deleted_at.is_(None),
        Event.created_at < day_start(mark.made_on),
        Event.ends_at.is_not(None),
    )
    found = work.session.execute(planned).all()
    changes = [
        (one, {"starts_at": starts_at + passed, "ends_at": ends_at + passed})
        for one, starts_at, ends_at in found
        if ends_at is not None
    ]
    work.bulk_change("event", changes)
    return len(changes)
