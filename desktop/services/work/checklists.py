"""Small steps in their order: checklists of tasks, and the stages of projects."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from desktop.core.i18n import N_
from desktop.core.scheduling.order_keys import is_order_key, keys_between
from desktop.models.work import ChecklistItem, ProjectStage
from desktop.services.commands import command
from desktop.store.completing import Touched, completes
from desktop.store.plans_keeping import last_child_key
from desktop.store.work import Work


@command("checklist_item.tick", label=N_("Tick"))
def tick_items(work: Work, ids: Sequence[str], *, done: bool = True) -> None:
    """Say that steps are done, or not."""
    for one in ids:
        work.session.get_one(ChecklistItem, uuid.UUID(one)).is_done = done


@command("checklist_item.place", label=N_("Move among its neighbours"))
def place_item(work: Work, id: str, before: str | None = None) -> None:  # noqa: A002 - the field's name
    """Put a step in front of another of its task, or last."""
    item = work.session.get_one(ChecklistItem, uuid.UUID(id))
    query = (
        sa.select(ChecklistItem)
        .where(
            ChecklistItem.task_id == item.task_id,
            ChecklistItem.id != item.id,
            ChecklistItem.deleted_at.is_(None),
        )
        .order_by(ChecklistItem.order_key, ChecklistItem.id)
    )
    others = list(work.session.scalars(query))
    at = next((n for n, one in enumerate(others) if str(one.id) == before), len(others))
    low = (others[at - 1].order_key or "") if at else ""
    high = (others[at].order_key or "") if at < len(others) else ""
    sound = all(not key or is_order_key(key) for key in (low, high))
    if sound and not (high and low >= high):
        item.order_key = keys_between(low, high, 1)[0]
        return
    placed = [*others[:at], item, *others[at:]]
    for one, key in zip(placed, keys_between("", "", len(placed)), strict=True):
        one.order_key = key


@completes("checklist_item")
def keep_items(work: Work, touched: list[Touched]) -> None:
    """Put new steps behind those that are there."""
    for one in touched:
        item = work.session.get(ChecklistItem, one.id)
        if item is not None and not item.order_key:
            key = _last(work, item, item.task_id)
            work.complete("checklist_item", [(one.id, {"order_key": key})])


@completes("project_stage")
def keep_stages(work: Work, touched: list[Touched]) -> None:
    """Put new stages behind those that are there."""
    for one in touched:
        stage = work.session.get(ProjectStage, one.id)
        if stage is not None and not stage.order_key:
            key = _last(work, stage, stage.project_id)
            work.complete("project_stage", [(one.id, {"order_key": key})])


def _last(work: Work, one: ChecklistItem | ProjectStage, parent: uuid.UUID) -> str:
    link = type(one).__entity__.parent
    low = last_child_key(work.connection, one.__tablename__, link, parent, [one.id])
    return keys_between(low, "", 1)[0]
