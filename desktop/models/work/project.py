"""Projects and campaigns: what is planned as a whole, with a budget, people and stages."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    choice,
    date,
    flag,
    followed_percent,
    link,
    moment,
    money,
    options,
    rich_text,
    sequence,
    tag_list,
    text,
)

PROJECT_TYPES = options(
    {
        "project": (N_("Project"), "", "folder-kanban"),
        "campaign": (N_("Campaign"), "", "megaphone"),
        "internal": (N_("Internal project"), "", "building"),
    }
)
PROJECT_STATES = options(
    {
        "planned": (N_("In planning"), "blue"),
        "running": (N_("Running"), "green"),
        "paused": (N_("Paused"), "yellow"),
        "done": (N_("Done"), "grey"),
        "cancelled": (N_("Cancelled"), "red"),
    }
)
PRIORITIES = options(
    {
        "low": (N_("Low"), "grey"),
        "normal": (N_("Normal"), "blue"),
        "high": (N_("High"), "orange"),
        "urgent": (N_("Urgent"), "red"),
    }
)


@entity(
    "project",
    number=70,
    module="work",
    label=N_("Project"),
    plural=N_("Projects"),
    icon="folder-kanban",
    title="name",
    title_text="description",
    list_columns=("name", "code", "account_id", "status", "percent", "due_on", "owner_id"),
    search_columns=("name", "code", "description"),
    quick_columns=("name", "project_type", "account_id", "parent_id", "starts_on", "due_on"),
    sort="name",
    tabs=("account_id", "parent_id"),
    status="status",
    duplicate_keys=("code",),
    private=True,
    own_notes=True,
    involves=("members view",),
    tells=(
        "handed owner_id",
        "involved members",
        "state people on status",
        "changed people on name starts_on due_on priority",
    ),
)
class Project(Record):
    """Work with a beginning, an end and a goal; sub-projects have any depth."""

    __tablename__ = "project"

    name: Mapped[str] = text(N_("Project name"), required=True, sortable=True)
    code: Mapped[str | None] = sequence(N_("Project code"), "DA{NNNNN}", sortable=True)
    project_type: Mapped[str | None] = choice(
        N_("Type"), PROJECT_TYPES, default="project", sortable=True
    )
    status: Mapped[str | None] = choice(
        N_("State"), PROJECT_STATES, default="planned", readonly=True, sortable=True
    )
    priority: Mapped[str | None] = choice(
        N_("Priority"), PRIORITIES, default="normal", sortable=True
    )
    parent_id: Mapped[uuid.UUID | None] = link(
        "project", N_("Part of the project"), on_delete="take"
    )
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    members: Mapped[list[Any] | None] = tag_list(N_("Members"), target="app_user")
    starts_on: Mapped[dt.date | None] = date(N_("Starts on"), section=N_("Time"), sortable=True)
    due_on: Mapped[dt.date | None] = date(N_("Due on"), sortable=True)
    percent: Mapped[Decimal | None] = followed_percent(N_("Done (%)"), sortable=True)
    finished_at: Mapped[dt.datetime | None] = moment(N_("Finished on"), readonly=True)
    budget: Mapped[Decimal | None] = money(N_("Budget"), section=N_("Money"), sortable=True)
    tags: Mapped[list[Any] | None] = tag_list(N_("Tags"))
    description: Mapped[str | None] = rich_text(N_("Description"))
    is_template: Mapped[bool | None] = flag(N_("Template"), readonly=True)
    baseline_at: Mapped[dt.datetime | None] = moment(N_("Baseline of"), readonly=True, system=True)
    order_key: Mapped[str | None] = text(N_("Order"), length=60, readonly=True, system=True)
