"""Parts of projects: people with their roles, stages, and what was spent."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, date, flag, link, long_text, money, options, text

COST_TYPES = options(
    {
        "labour": N_("Labour"),
        "material": N_("Material"),
        "service": N_("Services"),
        "travel": N_("Travel"),
        "other": N_("Other"),
    }
)


@entity(
    "project_member",
    number=71,
    module="work",
    label=N_("Person of the project"),
    plural=N_("People of the project"),
    icon="users",
    title="role",
    list_columns=("role", "user_id", "contact_id", "remark"),
    search_columns=("role",),
    quick_columns=("project_id", "user_id", "contact_id", "role", "remark"),
    sort="role",
    parent="project_id",
    hidden=True,
    part=True,
    involves=("user_id view project_id",),
)
class ProjectMember(Record):
    """A colleague or a contact person with what they do in a project."""

    __tablename__ = "project_member"

    project_id: Mapped[uuid.UUID] = link("project", N_("Project"), required=True)
    user_id: Mapped[uuid.UUID | None] = link("app_user", N_("Colleague"), on_delete="take")
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"), on_delete="take")
    role: Mapped[str] = text(N_("Role in the project"), length=80, required=True, sortable=True)
    remark: Mapped[str | None] = text(N_("Remark"))


@entity(
    "project_stage",
    number=72,
    module="work",
    label=N_("Stage"),
    plural=N_("Stages"),
    icon="milestone",
    title="name",
    list_columns=("name", "starts_on", "due_on", "is_done"),
    search_columns=("name",),
    quick_columns=("project_id", "name", "starts_on", "due_on"),
    sort="order_key",
    parent="project_id",
    hidden=True,
    part=True,
)
class ProjectStage(Record):
    """A part of a project's way, in which its tasks are put."""

    __tablename__ = "project_stage"

    project_id: Mapped[uuid.UUID] = link("project", N_("Project"), required=True)
    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    starts_on: Mapped[dt.date | None] = date(N_("Starts on"), sortable=True)
    due_on: Mapped[dt.date | None] = date(N_("Due on"), sortable=True)
    is_done: Mapped[bool | None] = flag(N_("Done"))
    order_key: Mapped[str | None] = text(
        N_("Order"), length=60, readonly=True, sortable=True, system=True
    )


@entity(
    "project_cost",
    number=73,
    module="work",
    label=N_("Cost of the project"),
    plural=N_("Costs of the project"),
    icon="receipt",
    title="title",
    list_columns=("title", "spent_on", "cost_type", "amount", "owner_id"),
    search_columns=("title", "description"),
    quick_columns=("project_id", "title", "spent_on", "cost_type", "amount"),
    sort="spent_on",
    descending=True,
    parent="project_id",
    hidden=True,
    part=True,
)
class ProjectCost(Record):
    """Money that was spent for a project."""

    __tablename__ = "project_cost"

    project_id: Mapped[uuid.UUID] = link("project", N_("Project"), required=True)
    title: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    spent_on: Mapped[dt.date | None] = date(N_("Spent on"), sortable=True)
    cost_type: Mapped[str | None] = choice(N_("Type"), COST_TYPES, default="other", sortable=True)
    amount: Mapped[Decimal | None] = money(N_("Amount"), sortable=True)
    description: Mapped[str | None] = long_text(N_("Description"))
