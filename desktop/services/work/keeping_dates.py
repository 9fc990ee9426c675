"""From when to when a task stands, and how long it takes: two of the three say the third."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.scheduling.plan import MOST_MINUTES
from desktop.core.scheduling.working_time import WorkingTime
from desktop.services.work.facts import moment_at, time_of, wall
from desktop.services.work.kept import KeptTask
from desktop.store.work import Work

_DATES: Final = ("starts_at", "due_at", "duration", "is_milestone")
DUE_FIRST: Final = N_("A task cannot be due before it starts.")


def keep_dates(work: Work, task: KeptTask) -> None:
    """Let dates and duration agree.

    A new due date says how long a task takes; a new start or duration when it is due. A milestone
    has one moment and takes no time.

    Raises:
        InvalidValueError: it is due before it starts.
    """
    said = [
        name for name in ("starts_at", "due_at", "duration", "is_milestone") if task.wrote(name)
    ]
    if not said:
        return
    if task.get("is_milestone"):
        at = task.get("due_at") if task.get("due_at") and "due_at" in said else None
        at = at or task.get("starts_at") or task.get("due_at")
        for name in ("starts_at", "due_at"):
            task.put(name, at)
        task.put("duration", 0)
        return
    with suppress(_BeyondError):
        _agree(work, task, said)


class _BeyondError(Exception):
    """The dates lie where no calendar reaches; they stay as they were said."""


def _agree(work: Work, task: KeptTask, said: list[str]) -> None:
    start, due, duration = (task.get(name) for name in ("starts_at", "due_at", "duration"))
    if start is None:
        return
    follows = due is None or ("due_at" not in said and duration)
    if follows and duration:
        task.put("due_at", _finish(_time(work, task), start, duration))
        return
    if due is None:
        return
    if due < start:
        raise InvalidValueError(_(DUE_FIRST), field="due_at")
    minutes = _between(_time(work, task), start, due)
    if minutes or not duration:  # what lies in a night or a weekend keeps what was typed
        task.put("duration", minutes or min(int((due - start).total_seconds()) // 60, MOST_MINUTES))


def _time(work: Work, task: KeptTask) -> WorkingTime:
    return time_of(work, task.get("assignees") or ())


def _finish(time: WorkingTime, start: dt.datetime, duration: int) -> dt.datetime:
    try:
        return moment_at(time.finish(wall(start) or 0, duration))
    except (InvalidValueError, OverflowError, ValueError) as error:
        raise _BeyondError from error


def _between(time: WorkingTime, start: dt.datetime, due: dt.datetime) -> int:
    try:
        return min(time.between(wall(start) or 0, wall(due) or 0), MOST_MINUTES)
    except (InvalidValueError, OverflowError, ValueError) as error:
        raise _BeyondError from error
