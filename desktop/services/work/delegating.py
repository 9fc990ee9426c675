"""Giving tasks to people: assigned, accepted or declined with a reason, handed back, watched."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.errors import InvalidValueError, RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.work import Task
from desktop.services.commands import command
from desktop.services.work.noting import note_progress
from desktop.store.work import Work

USERS: Final = Field("users", N_("Assigned to"), Kind.TAGS, target="app_user", required=True)
NOTE: Final = Field("note", N_("Note"), Kind.LONG_TEXT)
REASON: Final = Field("reason", N_("Reason"), Kind.LONG_TEXT, required=True)
WATCHERS: Final = Field("users", N_("Watchers"), Kind.TAGS, target="app_user", required=True)
WAITING, ACCEPTED, DECLINED = "waiting", "accepted", "declined"
SAY_WHY: Final = N_("Say why.")
NOT_ASKED: Final = N_("“{title}” was not assigned to you.")
NOT_YOURS: Final = N_("You are not working on “{title}”.")
_LONGEST: Final = 500


@command("task.assign", label=N_("Assign the task"), form=(USERS, NOTE), on_records=True)
def assign_tasks(
    work: Work, ids: Sequence[str], users: Sequence[str] | None = None, note: str | None = None
) -> None:
    """Give tasks to people; who is somebody else is asked to accept them."""
    people = list(dict.fromkeys(users or ()))
    me = str(work.actor.user_id)
    for task in _tasks(work, ids):
        task.assignees = people or None
        task.assigned_by = work.actor.user_id if people and people != [me] else None
        task.acceptance = WAITING if any(one != me for one in people) else None
        task.decline_reason = None
        if note and note.strip():
            note_progress(work, task, note)


@command(
    "task.accept",
    label=N_("Accept the task"),
    on_records=True,
    offered=("acceptance", WAITING, DECLINED),
)
def accept_tasks(work: Work, ids: Sequence[str]) -> None:
    """Take tasks on that somebody assigned to the actor.

    Raises:
        RuleBrokenError: one was assigned to others.
    """
    for task in _tasks(work, ids):
        _require_asked(work, task)
        task.acceptance, task.decline_reason = ACCEPTED, None


@command(
    "task.decline",
    label=N_("Decline the task"),
    form=(REASON,),
    on_records=True,
    offered=("acceptance", WAITING),
)
def decline_tasks(work: Work, ids: Sequence[str], reason: str | None = None) -> None:
    """Say why one does not take tasks on; who assigned them is told.

    Raises:
        InvalidValueError: no reason is given.
        RuleBrokenError: one was assigned to others.
    """
    said = _said(reason)
    for task in _tasks(work, ids):
        _require_asked(work, task)
        left = [one for one in task.assignees or () if one != str(work.actor.user_id)]
        task.decline_reason = said
        task.acceptance = WAITING if left else DECLINED
        if left:  # the others are still asked
            task.assignees = left
        note_progress(work, task, said)


@command(
    "task.hand_back",
    label=N_("Hand back"),
    form=(REASON,),
    on_records=True,
    offered=("acceptance", ACCEPTED),
)
def hand_back_tasks(work: Work, ids: Sequence[str], reason: str | None = None) -> None:
    """Give tasks back that one had accepted to whoever assigned them, with a reason.

    Raises:
        InvalidValueError: no reason is given.
        RuleBrokenError: the actor does not work on one.
    """
    said = _said(reason)
    for task in _tasks(work, ids):
        me = str(work.actor.user_id)
        if me not in (task.assignees or ()):
            raise RuleBrokenError(_(NOT_YOURS).format(title=task.title))
        left = [one for one in task.assignees or () if one != me]
        giver = None if task.assigned_by is None else str(task.assigned_by)
        task.assignees = left or ([giver] if giver and giver != me else None)
        task.acceptance = ACCEPTED if left else None
        task.decline_reason = said
        note_progress(work, task, said)


@command("task.watch", label=N_("Add watchers"), form=(WATCHERS,), on_records=True)
def watch_tasks(work: Work, ids: Sequence[str], users: Sequence[str] | None = None) -> None:
    """Let people follow tasks; without `users` the actor follows them."""
    people = list(users or [str(work.actor.user_id)])
    for task in _tasks(work, ids):
        task.watchers = list(dict.fromkeys([*(task.watchers or ()), *people]))


def _tasks(work: Work, ids: Sequence[str]) -> list[Task]:
    return [work.session.get_one(Task, uuid.UUID(one)) for one in ids]


def _require_asked(work: Work, task: Task) -> None:
    if str(work.actor.user_id) not in (task.assignees or ()):
        raise RuleBrokenError(_(NOT_ASKED).format(title=task.title))


def _said(reason: str | None) -> str:
    said = " ".join((reason or "").split())[:_LONGEST]
    if not said:
        raise InvalidValueError(_(SAY_WHY), field="reason")
    return said
