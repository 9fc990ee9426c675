"""What was done and when, what people mean to do on a day, and the grades of finished work."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import date, duration, flag, integer, link, long_text, moment, text


@entity(
    "work_log",
    number=77,
    module="work",
    label=N_("Work log entry"),
    plural=N_("Work log"),
    icon="timer",
    title="title",
    title_text="description",
    list_columns=("title", "task_id", "account_id", "started_at", "minutes", "owner_id"),
    search_columns=("title", "description"),
    quick_columns=("title", "task_id", "account_id", "started_at", "minutes", "is_billable"),
    sort="started_at",
    descending=True,
    parent="task_id",
    tabs=("account_id", "project_id"),
    private=True,
)
class WorkLog(Record):
    """What somebody did, on which task and for which customer, and how long it took.

    While a timer runs, `minutes` is empty.
    """

    __tablename__ = "work_log"

    title: Mapped[str] = text(N_("What was done"), required=True, sortable=True)
    task_id: Mapped[uuid.UUID | None] = link("task", N_("Task"))
    project_id: Mapped[uuid.UUID | None] = link("project", N_("Project"))
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    started_at: Mapped[dt.datetime | None] = moment(N_("Started on"), sortable=True)
    minutes: Mapped[int | None] = duration(N_("Time spent"), sortable=True)
    is_billable: Mapped[bool | None] = flag(N_("Billable"))
    description: Mapped[str | None] = long_text(N_("Description"))


@entity(
    "task_plan",
    number=78,
    module="work",
    label=N_("Planned day"),
    plural=N_("Planned days"),
    icon="calendar-check",
    title="remark",
    list_columns=("task_id", "user_id", "planned_on", "remark"),
    sort="planned_on",
    hidden=True,
    private=True,
)
class TaskPlan(Record):
    """Somebody means to work on a task on a day. The id follows from task and person."""

    __tablename__ = "task_plan"

    task_id: Mapped[uuid.UUID] = link("task", N_("Task"), required=True)
    user_id: Mapped[uuid.UUID] = link("app_user", N_("User"), required=True, on_delete="take")
    planned_on: Mapped[dt.date] = date(N_("Planned for"), required=True, sortable=True)
    remark: Mapped[str | None] = text(N_("Remark"))
    order_key: Mapped[str | None] = text(N_("Order"), length=60, readonly=True, system=True)


@entity(
    "task_grade",
    number=79,
    module="work",
    label=N_("Grade of work"),
    plural=N_("Grades of work"),
    icon="medal",
    title="name",
    list_columns=("points", "name"),
    search_columns=("name",),
    quick_columns=("name", "points"),
    sort="points",
    descending=True,
    dictionary=True,
    duplicate_keys=("name",),
)
class TaskGrade(Record):
    """One step of the company's scale for finished work."""

    __tablename__ = "task_grade"

    name: Mapped[str] = text(N_("Name"), length=60, required=True, sortable=True)
    points: Mapped[int | None] = integer(N_("Points"), sortable=True)
