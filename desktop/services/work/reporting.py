"""How far a task is, said by who does it; and what the manager thinks of the finished work."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from desktop.core.errors import InvalidValueError, RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.core.scheduling.plan import BAD_SHARE, WHOLE
from desktop.models.work import Task, TaskGrade
from desktop.services.commands import command
from desktop.services.work.noting import note_progress
from desktop.services.work.states import OPEN, finish
from desktop.store.work import Work

PERCENT: Final = Field("percent", N_("Done (%)"), Kind.PERCENT, required=True)
NOTE: Final = Field("note", N_("What was done"), Kind.LONG_TEXT)
MINUTES: Final = Field("minutes", N_("Time spent"), Kind.DURATION)
GRADE: Final = Field("grade_id", N_("Grade"), Kind.LINK, target="task_grade", required=True)
WORDS: Final = Field("note", N_("Words on the grade"), Kind.LONG_TEXT)
NOT_DONE: Final = N_("“{title}” is not finished yet; only finished work is graded.")
OWN_WORK: Final = N_("Nobody grades the own work: “{title}”.")
BAD_MINUTES: Final = N_("This is no length of time.")
MOST_MINUTES: Final = 10_000
_LONGEST: Final = 500


@command(
    "task.report",
    label=N_("Report progress"),
    form=(PERCENT, NOTE, MINUTES),
    on_records=True,
    offered=("status", *OPEN),
)
def report_tasks(
    work: Work,
    ids: Sequence[str],
    percent: int | str | None = None,
    note: str | None = None,
    minutes: int | None = None,
) -> None:
    """Say how far tasks are, in words and with the time spent; 100 per cent finishes them.

    Raises:
        InvalidValueError: it is no share of a whole, or no length of time.
    """
    share = None if percent is None else int(Decimal(percent))
    if share is not None and not 0 <= share <= WHOLE:
        raise InvalidValueError(_(BAD_SHARE), field="percent")
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise InvalidValueError(_(BAD_MINUTES), field="minutes")
    for one in ids:
        task = work.session.get_one(Task, uuid.UUID(one))
        note_progress(work, task, note, minutes or 0, percent=share)
        if share == WHOLE:
            finish(work, [one])
        elif share is not None:
            task.percent = Decimal(share)


@command(
    "task.grade",
    label=N_("Grade the work"),
    form=(GRADE, WORDS),
    on_records=True,
    offered=("status", "done"),
)
def grade_tasks(
    work: Work, ids: Sequence[str], grade_id: str | None = None, note: str | None = None
) -> None:
    """Grade finished tasks by the company's scale; None takes the grade back.

    Raises:
        RuleBrokenError: a task is not finished, or it is the actor's own work alone.
    """
    grade = None if not grade_id else work.session.get_one(TaskGrade, uuid.UUID(grade_id)).id
    me = str(work.actor.user_id)
    for one in ids:
        task = work.session.get_one(Task, uuid.UUID(one))
        if task.status != "done":
            raise RuleBrokenError(_(NOT_DONE).format(title=task.title))
        if task.assignees == [me] and task.assigned_by not in (None, work.actor.user_id):
            raise RuleBrokenError(_(OWN_WORK).format(title=task.title))
        task.grade_id = grade
        task.grade_note = " ".join((note or "").split())[:_LONGEST] or None
        task.graded_by = work.actor.user_id if grade else None
