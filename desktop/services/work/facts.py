"""What the services of work ask of the database inside of a unit of work."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Final

from desktop.core.clock import local_zone
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.scheduling.minutes import Minute, from_minute, to_minute
from desktop.core.scheduling.working_time import WorkingTime
from desktop.core.work.rows import PlanScope, PlanSheet
from desktop.core.work.times import WorkTimes
from desktop.store.conditions import EVERYBODY
from desktop.store.plans_hours import company_hours
from desktop.store.plans_keeping import top_projects
from desktop.store.plans_sheet import plan_sheet
from desktop.store.reader import WithinWork
from desktop.store.work import Work

_TIME: Final = "working time"  # of a session: days off are not asked for each task
BAD_TIME: Final = N_("“{text}” is no day with a time.")


def time_of(work: Work, people: Iterable[str] = ()) -> WorkingTime:
    """Return the working time of the company, or of those who do a task."""
    times = work.session.info.get(_TIME)
    if not isinstance(times, WorkTimes):
        hours = company_hours(work.connection)
        own = {person: hours.of(person) for person in hours.own}
        times = WorkTimes(WorkingTime(hours.of(), work.now.date()), own, work.now.date())
        work.session.info[_TIME] = times
    return times.of(map(uuid.UUID, people))


def sheet_of(work: Work, scope: PlanScope) -> PlanSheet:
    """Return a plan as it stands with what this work has done so far."""
    work.session.flush()
    return plan_sheet(WithinWork(work.connection), EVERYBODY, work.now, scope)


def plan_around(work: Work, tasks: Iterable[uuid.UUID]) -> PlanSheet:
    """Return the plan that some tasks belong to: their topmost project, or everything."""
    work.session.flush()
    tops = top_projects(work.connection, tasks)
    (only,) = tops if len(tops) == 1 else (None,)
    return sheet_of(work, PlanScope(project=only))


def wall(moment: dt.datetime | None) -> Minute | None:
    """Return the minute of a moment where the person is."""
    if moment is None:
        return None
    return to_minute(moment.astimezone(local_zone()).replace(tzinfo=None))


def moment_at(minute: Minute) -> dt.datetime:
    """Return the moment of a minute where the person is."""
    return moment_of(from_minute(minute))


def moment_of(local: dt.datetime) -> dt.datetime:
    """Return the UTC moment of a wall time where the person is."""
    return local.replace(tzinfo=local_zone()).astimezone(dt.UTC)


def local_of(moment: dt.datetime) -> dt.datetime:
    """Return the wall time of a moment where the person is."""
    return moment.astimezone(local_zone()).replace(tzinfo=None)


def read_time(said: object) -> dt.datetime | None:
    """Return the moment of a wall time as commands take it: "2026-11-23T09:00".

    Raises:
        InvalidValueError: it is none.
    """
    if said is None or said == "":
        return None
    try:
        local = dt.datetime.fromisoformat(str(said))
        return moment_of(local) if local.tzinfo is None else local.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidValueError(_(BAD_TIME).format(text=said)) from error


def read_day(said: object) -> dt.date | None:
    """Return a day as commands take it: "2026-11-23"; None for nothing.

    Raises:
        InvalidValueError: it is none.
    """
    if said is None or said == "":
        return None
    try:
        return dt.date.fromisoformat(str(said))
    except ValueError as error:
        raise InvalidValueError(_(BAD_TIME).format(text=said)) from error


def uuids(ids: Iterable[str]) -> list[uuid.UUID]:
    """Return ids as commands take them."""
    return [uuid.UUID(one) for one in ids]
