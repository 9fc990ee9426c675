"""Where a task stands: in the project of what it is part of, and always somewhere in its order."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from desktop.core.scheduling.order_keys import is_order_key, keys_between
from desktop.services.work.kept import KeptTask, read_kept
from desktop.store.completing import Touched
from desktop.store.plans_keeping import Id, last_key, link_of, tasks_below
from desktop.store.work import Work


def keep_place(work: Work, task: KeptTask) -> None:
    """Let a task stand in the project of its parent; who names another project takes it out.

    A stage of the project left is no stage any more, and the customer is the project's, where the
    task had none of its own.
    """
    if task.wrote("parent_id") or task.wrote("project_id"):
        _join_project(work, task)
    project = task.get("project_id")
    if task.touched.is_new:
        if project is not None and task.get("account_id") is None:
            task.put("account_id", _link(work, "project", "account_id", project))
    elif task.changed("project_id"):
        _leave(work, task, _before(task, "project_id"), project)
    stage = task.get("stage_id")
    if stage is not None and (task.wrote("stage_id") or task.changed("project_id")):
        of = _link(work, "project_stage", "project_id", stage)
        if of != project:
            task.put("stage_id", None)


def _join_project(work: Work, task: KeptTask) -> None:
    parent = task.get("parent_id")
    if parent is None:
        return
    above = _link(work, "task", "project_id", parent)
    if above == task.get("project_id"):
        return
    if task.changed("project_id") and not task.changed("parent_id"):
        task.put("parent_id", None)
    else:
        task.put("project_id", above)


def _leave(work: Work, task: KeptTask, old: Id, new: Id) -> None:
    customer = None if old is None else _link(work, "project", "account_id", old)
    if task.get("account_id") == customer and not task.changed("account_id"):
        task.put("account_id", None if new is None else _link(work, "project", "account_id", new))


def keep_orders(work: Work, tasks: Sequence[KeptTask]) -> None:
    """Put tasks without a place among their siblings behind them, in the order they came."""
    levels: dict[tuple[Id, Id], list[KeptTask]] = {}
    for task in tasks:
        key = task.get("order_key")
        is_moved = task.changed("parent_id") or task.changed("project_id")
        keeps = task.touched.is_new or "order_key" in task.touched.before or not is_moved
        if not (key and is_order_key(key)) or not keeps:
            level = (task.get("project_id"), task.get("parent_id"))
            levels.setdefault(level, []).append(task)
    for (project, parent), some in levels.items():
        last = last_key(work.connection, project, parent, [task.id for task in some])
        keys = keys_between(last, "", len(some))
        for task, key in zip(some, keys, strict=True):
            task.put("order_key", key)


def keep_below(work: Work, moved: Sequence[KeptTask]) -> list[KeptTask]:
    """Let the tasks below others follow them to their project; return those that do."""
    projects = {task.id: task.get("project_id") for task in moved}
    below = tasks_below(work.connection, projects)
    found = read_kept(work, [Touched(one, is_new=False, before={}) for one in below])
    for task in found:
        old, new = task.held["project_id"], projects[below[task.id]]
        if old != new:
            task.put("project_id", new)
            task.put("stage_id", None)
            _leave(work, task, old, new)
    return [task for task in found if "project_id" in task.new]


def _before(task: KeptTask, name: str) -> Id:
    if name in task.touched.before:
        old = task.touched.before[name]
        return None if old is None else uuid.UUID(old)
    held: Id = task.held[name]
    return held


def _link(work: Work, entity: str, name: str, one: uuid.UUID) -> Id:
    return link_of(work.connection, entity, name, one)
