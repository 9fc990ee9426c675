"""What somebody means to do on which day: the personal plan of a day or a week."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.core.scheduling.order_keys import is_order_key, keys_between
from desktop.models.work import Task, TaskPlan
from desktop.services.commands import command
from desktop.services.work.facts import read_day
from desktop.services.work.states import OPEN
from desktop.store.work import Work

DAY: Final = Field("day", N_("Planned for"), Kind.DATE, required=True)


@command(
    "task.plan_on",
    label=N_("Plan for a day"),
    form=(DAY,),
    on_records=True,
    offered=("status", *OPEN),
)
def plan_tasks(
    work: Work, ids: Sequence[str], day: str | None = None, before: str | None = None
) -> int:
    """Mean to work on tasks on a day, in front of another task planned for it; else last.

    Without a day they go back to what is not planned. Returns how many were named. A task stands
    once in everybody's plan: planning it anew moves it.
    """
    planned_on = read_day(day)
    if planned_on is None:
        return _unplan(work, ids)
    me = work.actor.user_id
    keys = _keys(work, me, planned_on, ids, before)
    for one, key in zip(ids, keys, strict=True):
        task = work.session.get_one(Task, uuid.UUID(one)).id
        plan = work.session.get(TaskPlan, plan_id(task, me))
        if plan is not None and plan.deleted_at is not None:
            work.restore("task_plan", [plan.id])
            plan = work.session.get_one(TaskPlan, plan.id)
        if plan is None:
            plan = TaskPlan(
                id=plan_id(task, me), task_id=task, user_id=me, planned_on=planned_on, order_key=key
            )
            work.session.add(plan)
        plan.planned_on, plan.order_key = planned_on, key
    work.session.flush()
    return len(ids)


@command("task.unplan", label=N_("Take out of my plan"))
def unplan_tasks(work: Work, ids: Sequence[str]) -> int:
    """Take tasks out of the actor's plan; return how many were in it."""
    return _unplan(work, ids)


def _unplan(work: Work, ids: Sequence[str]) -> int:
    plans = [plan_id(uuid.UUID(one), work.actor.user_id) for one in ids]
    return work.delete("task_plan", plans)


def plan_id(task: uuid.UUID, user: uuid.UUID) -> uuid.UUID:
    """Return the id of the plan of a person for a task: the same on every computer."""
    return uuid.uuid5(task, str(user))


def _keys(
    work: Work, me: uuid.UUID, day: dt.date, ids: Sequence[str], before: str | None
) -> list[str]:
    """Return order keys for tasks in a day's plan."""
    query = (
        sa.select(TaskPlan.task_id, TaskPlan.order_key)
        .where(TaskPlan.user_id == me, TaskPlan.planned_on == day, TaskPlan.deleted_at.is_(None))
        .order_by(TaskPlan.order_key, TaskPlan.id)
    )
    named = set(map(uuid.UUID, ids))
    others = [
        (task, key)
        for task, key in work.session.execute(query)
        if task not in named and key and is_order_key(key)
    ]
    at = next((n for n, (task, _key) in enumerate(others) if str(task) == before), len(others))
    low = others[at - 1][1] if at else ""
    high = others[at][1] if at < len(others) else ""
    if high and low >= high:
        high = ""
    return keys_between(low, high, len(ids)) if ids else []
