"""Tasks: one line of a plan, of a project or of somebody's day."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.choices import REMINDERS
from desktop.models.columns import (
    choice,
    choices,
    duration,
    flag,
    link,
    moment,
    options,
    percent,
    rich_text,
    sequence,
    tag_list,
    text,
)
from desktop.models.work.project import PRIORITIES

TASK_STATES = options(
    {
        "new": (N_("Not started"), "grey"),
        "in_progress": (N_("In progress"), "blue"),
        "waiting": (N_("Waiting for others"), "yellow"),
        "done": (N_("Done"), "green"),
        "cancelled": (N_("Cancelled"), "red"),
    }
)
ACCEPTANCES = options(
    {
        "waiting": (N_("Waiting for acceptance"), "yellow"),
        "accepted": (N_("Accepted"), "green"),
        "declined": (N_("Declined"), "red"),
    }
)
# The values are those of core.scheduling.Constraint.
CONSTRAINTS = options(
    {
        "none": N_("As soon as possible"),
        "start_no_earlier": N_("Starts no earlier than"),
        "finish_no_earlier": N_("Finishes no earlier than"),
        "start_no_later": N_("Starts no later than"),
        "finish_no_later": N_("Finishes no later than"),
        "must_start": N_("Must start on"),
        "must_finish": N_("Must finish on"),
    }
)


@entity(
    "task",
    number=74,
    module="work",
    label=N_("Task"),
    plural=N_("Tasks"),
    icon="square-check",
    title="title",
    title_text="description",
    list_columns=("title", "project_id", "assignees", "status", "priority", "percent", "due_at"),
    search_columns=("title", "code", "description"),
    quick_columns=("title", "project_id", "account_id", "assignees", "due_at", "priority"),
    sort="due_at",
    parent="project_id",
    tabs=("account_id", "contact_id", "lead_id", "project_id", "parent_id"),
    status="status",
    private=True,
    own_notes=True,
    involves=("assignees edit", "watchers view", "assigned_by edit"),
    tells=(
        "assigned assignees",
        "handed owner_id",
        "involved watchers",
        "answered assigned_by owner_id on acceptance when accepted declined",
        "graded assignees on grade_id",
        "state people on status",
        "changed people on title starts_at due_at priority",
    ),
    reminds=(
        "due_at minutes reminders else 0 for owner_id assignees while new in_progress waiting",
        "starts_at else 0 for owner_id assignees while new without due_at",
    ),
)
class Task(Record):
    """Something to do. With tasks below it sums them up and has no time of its own."""

    __tablename__ = "task"

    title: Mapped[str] = text(N_("Task title"), required=True, sortable=True)
    code: Mapped[str | None] = sequence(N_("Task code"), "CV{NNNNN}", sortable=True)
    project_id: Mapped[uuid.UUID | None] = link("project", N_("Project"))
    parent_id: Mapped[uuid.UUID | None] = link("task", N_("Part of the task"), on_delete="take")
    stage_id: Mapped[uuid.UUID | None] = link("project_stage", N_("Stage"))
    assignees: Mapped[list[Any] | None] = tag_list(N_("Assigned to"), target="app_user")
    watchers: Mapped[list[Any] | None] = tag_list(N_("Watchers"), target="app_user")
    status: Mapped[str | None] = choice(
        N_("State"), TASK_STATES, default="new", readonly=True, sortable=True
    )
    priority: Mapped[str | None] = choice(
        N_("Priority"), PRIORITIES, default="normal", sortable=True
    )
    percent: Mapped[Decimal | None] = percent(N_("Done (%)"), sortable=True)
    tags: Mapped[list[Any] | None] = tag_list(N_("Tags"))

    starts_at: Mapped[dt.datetime | None] = moment(N_("Starts"), section=N_("Time"), sortable=True)
    due_at: Mapped[dt.datetime | None] = moment(N_("Due"), sortable=True)
    effort: Mapped[int | None] = duration(N_("Effort"), in_hours=True)
    duration: Mapped[int | None] = duration(N_("Takes (working time)"), in_hours=True)
    is_milestone: Mapped[bool | None] = flag(N_("Milestone"))
    reminders: Mapped[list[Any] | None] = choices(N_("Reminders"), REMINDERS)
    rule: Mapped[str | None] = text(N_("Repeats"), length=1000)
    constraint: Mapped[str | None] = choice(N_("Restriction"), CONSTRAINTS, default="none")
    constraint_at: Mapped[dt.datetime | None] = moment(N_("Restriction on"))
    deadline_at: Mapped[dt.datetime | None] = moment(N_("Deadline"))
    actual_start_at: Mapped[dt.datetime | None] = moment(N_("Really started"), readonly=True)
    done_at: Mapped[dt.datetime | None] = moment(
        N_("Really finished"), readonly=True, sortable=True
    )
    baseline_start_at: Mapped[dt.datetime | None] = moment(
        N_("Start in the baseline"), readonly=True, system=True
    )
    baseline_due_at: Mapped[dt.datetime | None] = moment(
        N_("Finish in the baseline"), readonly=True, system=True
    )

    account_id: Mapped[uuid.UUID | None] = link(
        "account", N_("Customer"), section=N_("What it is about")
    )
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"))
    description: Mapped[str | None] = rich_text(N_("Description"))

    assigned_by: Mapped[uuid.UUID | None] = link(
        "app_user", N_("Assigned by"), section=N_("Delegation"), readonly=True
    )
    acceptance: Mapped[str | None] = choice(N_("Acceptance"), ACCEPTANCES, readonly=True)
    decline_reason: Mapped[str | None] = text(N_("Why it was declined"), length=500, readonly=True)
    grade_id: Mapped[uuid.UUID | None] = link("task_grade", N_("Grade"), readonly=True)
    grade_note: Mapped[str | None] = text(N_("Words on the grade"), length=500, readonly=True)
    graded_by: Mapped[uuid.UUID | None] = link("app_user", N_("Graded by"), readonly=True)
    order_key: Mapped[str | None] = text(N_("Order"), length=60, readonly=True, system=True)
