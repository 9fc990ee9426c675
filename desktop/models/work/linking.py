"""What ties tasks together, and the small steps inside one."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, flag, integer, link, options, text

# The values are those of core.scheduling.LinkKind.
LINK_KINDS = options(
    {
        "FS": N_("Finish to start (FS)"),
        "SS": N_("Start to start (SS)"),
        "FF": N_("Finish to finish (FF)"),
        "SF": N_("Start to finish (SF)"),
    }
)


@entity(
    "task_link",
    number=75,
    module="work",
    label=N_("Dependency"),
    plural=N_("Dependencies"),
    icon="git-branch",
    title="remark",
    list_columns=("before_id", "after_id", "kind", "lag", "remark"),
    quick_columns=("before_id", "after_id", "kind", "lag", "remark"),
    sort="kind",
    parent="after_id",
    hidden=True,
    part=True,
)
class TaskLink(Record):
    """The task `before_id` holds the task `after_id`, with a lag in working minutes."""

    __tablename__ = "task_link"

    before_id: Mapped[uuid.UUID] = link("task", N_("Predecessor"), required=True, on_delete="take")
    after_id: Mapped[uuid.UUID] = link("task", N_("Successor"), required=True)
    kind: Mapped[str] = choice(
        N_("Kind of dependency"), LINK_KINDS, default="FS", required=True, sortable=True
    )
    lag: Mapped[int | None] = integer(N_("Lag (minutes)"))
    is_elapsed: Mapped[bool | None] = flag(N_("Nights and weekends count"))
    remark: Mapped[str | None] = text(N_("Remark"))


@entity(
    "checklist_item",
    number=76,
    module="work",
    label=N_("Item of the checklist"),
    plural=N_("Checklist"),
    icon="list-checks",
    title="title",
    list_columns=("is_done", "title"),
    search_columns=("title",),
    quick_columns=("task_id", "title"),
    sort="order_key",
    parent="task_id",
    hidden=True,
    part=True,
)
class ChecklistItem(Record):
    """One small step of a task, ticked when it is done."""

    __tablename__ = "checklist_item"

    task_id: Mapped[uuid.UUID] = link("task", N_("Task"), required=True)
    title: Mapped[str] = text(N_("Step"), required=True, sortable=True)
    is_done: Mapped[bool | None] = flag(N_("Done"))
    order_key: Mapped[str | None] = text(
        N_("Order"), length=60, readonly=True, sortable=True, system=True
    )
