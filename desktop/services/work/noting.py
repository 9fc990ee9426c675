"""What is said of a task's progress goes into its work log, in one place with the time it took."""

from __future__ import annotations

import datetime as dt

from desktop.core.i18n import N_, _
from desktop.models.work import Task, WorkLog
from desktop.services.activities.texts import subject_of
from desktop.store.work import Work

PROGRESS = N_("Progress: {percent} %")


def note_progress(
    work: Work,
    task: Task,
    note: str | None,
    minutes: int = 0,
    *,
    percent: int | None = None,
    started_at: dt.datetime | None = None,
    is_billable: bool = False,
) -> WorkLog:
    """Log work on a task, or words alone: `minutes` 0 takes no time."""
    text = (note or "").strip()
    told = _(PROGRESS).format(percent=percent) if percent is not None else task.title
    title = subject_of(text) or told
    log = WorkLog(
        title=title,
        task_id=task.id,
        project_id=task.project_id,
        account_id=task.account_id,
        started_at=started_at or work.now - dt.timedelta(minutes=minutes),
        minutes=minutes,
        is_billable=is_billable,
        description=text if text and text != title else None,
    )
    work.session.add(log)
    return log
