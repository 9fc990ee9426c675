"""Time that goes into work: a timer that runs, and time that is written down afterwards."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from desktop.core.clock import from_micros
from desktop.core.errors import InvalidValueError, RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.work import Task, WorkLog
from desktop.services.activities.texts import subject_of
from desktop.services.commands import command
from desktop.services.work.states import OPEN
from desktop.store.work import Work

WHAT: Final = Field("text", N_("What was done"), Kind.LONG_TEXT, required=True)
TASK: Final = Field("task_id", N_("Task"), Kind.LINK, target="task")
ACCOUNT: Final = Field("account_id", N_("Customer"), Kind.LINK, target="account")
WHEN: Final = Field("at", N_("When"), Kind.MOMENT)
MINUTES: Final = Field("minutes", N_("Time spent"), Kind.DURATION, required=True)
BILLABLE: Final = Field("billable", N_("Billable"), Kind.FLAG)
NO_TIMER: Final = N_("No timer is running.")
SAY_WHAT: Final = N_("Write what was done.")
UNNAMED: Final = N_("Work")
LONGEST_RUN: Final = 24 * 60  # minutes; a timer that was forgotten counts one day at most
_MINUTE: Final = dt.timedelta(minutes=1)


@command(
    "task.start_timer", label=N_("Start the timer"), on_records=True, offered=("status", *OPEN)
)
def start_on_task(work: Work, ids: Sequence[str]) -> str:
    """Begin to count time on the first of some tasks; a timer that runs is stopped before."""
    return _start(work, ids[0])


@command("work_log.start", label=N_("Start the timer"))
def start_timer(
    work: Work,
    task_id: str | None = None,
    project_id: str | None = None,
    account_id: str | None = None,
    text: str = "",
) -> str:
    """Begin to count the actor's time; return the id of the entry. One timer runs per person."""
    return _start(work, task_id, project_id, account_id, text)


def _start(
    work: Work,
    task_id: str | None = None,
    project_id: str | None = None,
    account_id: str | None = None,
    text: str = "",
) -> str:
    stop_running(work)
    task = None if not task_id else work.session.get_one(Task, uuid.UUID(task_id))
    log = WorkLog(title=subject_of(text) or (task.title if task else _(UNNAMED)))
    if task is not None:
        log.task_id, log.project_id, log.account_id = task.id, task.project_id, task.account_id
        if task.status == "new":
            task.status = "in_progress"
    log.project_id = uuid.UUID(project_id) if project_id else log.project_id
    log.account_id = uuid.UUID(account_id) if account_id else log.account_id
    log.started_at = work.now
    work.session.add(log)
    work.session.flush()
    return str(log.id)


@command("work_log.stop", label=N_("Stop the timer"))
def stop_timer(work: Work, text: str = "", *, billable: bool | None = None) -> str:
    """Write down what the running timer counted; return the entry's id.

    Raises:
        RuleBrokenError: no timer of the actor runs.
    """
    stopped = stop_running(work)
    if not stopped:
        raise RuleBrokenError(_(NO_TIMER))
    log = stopped[-1]
    if text.strip():
        log.title = subject_of(text)
        log.description = text if log.title != text.strip() else None
    if billable is not None:
        log.is_billable = billable
    return str(log.id)


@command("work_log.cancel", label=N_("Throw the running timer away"))
def cancel_timer(work: Work) -> int:
    """Delete the running timer of the actor without an entry; return how many ran."""
    running = [log.id for log in _running(work)]
    return work.delete("work_log", running) if running else 0


@command("work_log.log", label=N_("Log work"), form=(WHAT, TASK, ACCOUNT, WHEN, MINUTES, BILLABLE))
def log_work(
    work: Work,
    text: str,
    task_id: str | None = None,
    account_id: str | None = None,
    at: int | None = None,
    minutes: int | None = None,
    *,
    billable: bool | None = None,
) -> str:
    """Write down work that is done; return the entry's id. `at` is when it began (microseconds).

    Raises:
        InvalidValueError: nothing is said, or no length of time.
    """
    title = subject_of(text or "")
    if not title:
        raise InvalidValueError(_(SAY_WHAT), field="text")
    spent = minutes or 0
    log = WorkLog(title=title, description=text if title != text.strip() else None, minutes=spent)
    task = None if not task_id else work.session.get_one(Task, uuid.UUID(task_id))
    if task is not None:
        log.task_id, log.project_id, log.account_id = task.id, task.project_id, task.account_id
    log.account_id = uuid.UUID(account_id) if account_id else log.account_id
    log.started_at = from_micros(at) if at is not None else work.now - spent * _MINUTE
    log.is_billable = bool(billable)
    work.session.add(log)
    work.session.flush()
    return str(log.id)


def stop_running(work: Work) -> list[WorkLog]:
    """Write down what the actor's timers counted; return them, the latest last."""
    stopped = _running(work)
    for log in stopped:
        begun = log.started_at or work.now
        minutes = round((work.now - begun) / _MINUTE)
        log.minutes = max(1, min(minutes, LONGEST_RUN))
    work.session.flush()
    return stopped


def _running(work: Work) -> list[WorkLog]:
    """Return the actor's entries that still count, the earliest first."""
    query = (
        sa.select(WorkLog)
        .where(
            WorkLog.owner_id == work.actor.user_id,
            WorkLog.minutes.is_(None),
            WorkLog.started_at.is_not(None),
            WorkLog.deleted_at.is_(None),
        )
        .order_by(WorkLog.started_at)
    )
    return list(work.session.scalars(query))
