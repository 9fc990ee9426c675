"""Tasks and projects from one state to the next."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import sqlalchemy as sa

from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, ngettext
from desktop.core.scheduling.plan import WHOLE
from desktop.core.workflow import transition
from desktop.models.work import Project, Task
from desktop.services.commands import command
from desktop.services.moving import move
from desktop.store.work import Work

OPEN: Final = ("new", "in_progress", "waiting")
OVER: Final = ("done", "cancelled")
REOPENED: Final = 90  # per cent: what is taken up again is not done, and not far from it

transition("task", "task.begin", ("new", "waiting"), "in_progress")
transition("task", "task.wait", ("new", "in_progress"), "waiting")
transition("task", "task.finish", OPEN, "done")
transition("task", "task.cancel", OPEN, "cancelled")
transition("task", "task.reopen", OVER, "in_progress")
transition("project", "project.start", ("planned", "paused"), "running")
transition("project", "project.pause", ("planned", "running"), "paused")
transition("project", "project.finish", ("planned", "running", "paused"), "done")
transition("project", "project.cancel", ("planned", "running", "paused"), "cancelled")
transition("project", "project.reopen", ("done", "cancelled"), "running")


@command("task.begin", label=N_("Begin the task"), on_records=True)
def begin_tasks(work: Work, ids: Sequence[str]) -> None:
    """Say that work on tasks has begun."""
    for task in move(work, Task, "task.begin", ids):
        task.actual_start_at = task.actual_start_at or work.now


@command("task.wait", label=N_("Wait for others"), on_records=True)
def wait_for_others(work: Work, ids: Sequence[str]) -> None:
    """Say that tasks cannot go on before somebody else did something."""
    move(work, Task, "task.wait", ids)


@command("task.finish", label=N_("Finish the task"), on_records=True)
def finish_tasks(work: Work, ids: Sequence[str]) -> None:
    """Say that tasks are done.

    Raises:
        RuleBrokenError: tasks below one are not finished, and not named as well.
    """
    finish(work, ids)


def finish(work: Work, ids: Sequence[str]) -> None:
    """Finish tasks; see the command."""
    tasks = move(work, Task, "task.finish", ids)
    named = {task.id for task in tasks}
    for task in tasks:
        task.done_at = work.now
        task.percent = Decimal(WHOLE)
        _refuse_open(work, task, named)


@command("task.cancel", label=N_("Cancel the task"), on_records=True)
def cancel_tasks(work: Work, ids: Sequence[str]) -> None:
    """Give tasks up, with the open ones below them."""
    tasks = move(work, Task, "task.cancel", ids)
    waiting = [task.id for task in tasks]
    while waiting:
        below = sa.select(Task).where(
            Task.parent_id.in_(waiting), Task.status.in_(OPEN), Task.deleted_at.is_(None)
        )
        found = list(work.session.scalars(below))
        for task in found:
            task.status = "cancelled"
        work.session.flush()
        waiting = [task.id for task in found]


@command("task.reopen", label=N_("Take up again"), on_records=True)
def reopen_tasks(work: Work, ids: Sequence[str]) -> None:
    """Go on with tasks that were finished or cancelled."""
    for task in move(work, Task, "task.reopen", ids):
        task.done_at = None
        if task.percent is not None and task.percent >= WHOLE:
            task.percent = Decimal(REOPENED)


@command("project.start", label=N_("Start the project"), on_records=True)
def start_projects(work: Work, ids: Sequence[str]) -> None:
    """Say that projects run."""
    move(work, Project, "project.start", ids)


@command("project.pause", label=N_("Pause the project"), on_records=True)
def pause_projects(work: Work, ids: Sequence[str]) -> None:
    """Let projects rest."""
    move(work, Project, "project.pause", ids)


@command("project.finish", label=N_("Finish the project"), on_records=True)
def finish_projects(work: Work, ids: Sequence[str]) -> None:
    """Say that projects are done; tasks that are still open stay so."""
    for project in move(work, Project, "project.finish", ids):
        project.finished_at = work.now


@command("project.cancel", label=N_("Cancel the project"), on_records=True)
def cancel_projects(work: Work, ids: Sequence[str]) -> None:
    """Give projects up; their tasks stay as they are."""
    move(work, Project, "project.cancel", ids)


@command("project.reopen", label=N_("Take up again"), on_records=True)
def reopen_projects(work: Work, ids: Sequence[str]) -> None:
    """Go on with projects that were finished or cancelled."""
    for project in move(work, Project, "project.reopen", ids):
        project.finished_at = None


def _refuse_open(work: Work, task: Task, named: set[uuid.UUID]) -> None:
    below = sa.select(Task.id).where(
        Task.parent_id == task.id, Task.status.in_(OPEN), Task.deleted_at.is_(None)
    )
    left = [one for one in work.session.scalars(below) if one not in named]
    if left:
        count = len(left)
        sentence = ngettext(
            "{count} task below “{title}” is not finished yet.",
            "{count} tasks below “{title}” are not finished yet.",
            count,
        )
        raise RuleBrokenError(sentence.format(count=count, title=task.title))
