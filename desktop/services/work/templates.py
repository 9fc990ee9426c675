"""Plans that are used again: a template saved from a project, a project made from a template."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.clock import local_day
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.core.ids import new_id
from desktop.core.scheduling.copies import copy_plan, shifted_finish, shifted_start
from desktop.core.scheduling.hours import OFFICE_DAY
from desktop.core.scheduling.minutes import day_of, first_minute
from desktop.core.scheduling.plan import Plan
from desktop.core.scheduling.plan import Task as PlanTask
from desktop.core.work.planning import plan_of
from desktop.core.work.rows import PROJECT, PlanScope
from desktop.models.base import Record
from desktop.models.work import (
    ChecklistItem,
    Project,
    ProjectMember,
    ProjectStage,
    Task,
    TaskLink,
)
from desktop.services.commands import command
from desktop.services.numbering import give_codes
from desktop.services.work.facts import moment_at, read_day, sheet_of
from desktop.store.work import Work

NAME: Final = Field("name", N_("Name"), Kind.TEXT, length=200, required=True)
START: Final = Field("start", N_("Starts on"), Kind.DATE, required=True)
NO_NAME: Final = N_("Give the project a name.")
_OPENS: Final = OFFICE_DAY[0][0]
_OF_PROJECT: Final = (
    "project_type", "priority", "account_id", "members", "budget", "tags", "description",
    "order_key", "extra",
)  # fmt: skip
_OF_TASK: Final = (
    "title", "order_key", "assignees", "watchers", "priority", "tags", "effort", "is_milestone",
    "reminders", "rule", "constraint", "account_id", "contact_id", "lead_id", "description",
    "extra",
)  # fmt: skip
_OF_STAGE: Final = ("name", "order_key")
_OF_MEMBER: Final = ("user_id", "contact_id", "role", "remark")
_OF_STEP: Final = ("title", "order_key")


@command("project.save_template", label=N_("Save as a template"), form=(NAME,), on_records=True)
def save_template(work: Work, ids: Sequence[str], name: str | None = None) -> list[str]:
    """Keep the plan of a project as a template, as if nothing were done yet and for nobody.

    Returns the template's id. Of several projects it is the first.

    Raises:
        InvalidValueError: it has no name.
    """
    return [_Copy(work, uuid.UUID(ids[0]), None, is_template=True).make(name)]


@command(
    "project.from_template",
    label=N_("New project from this plan"),
    form=(NAME, START),
    on_records=True,
    makes="project",
)
def start_from_template(
    work: Work, ids: Sequence[str], name: str | None = None, start: str | None = None
) -> list[str]:
    """Make a project with the plan of a template, or of another project, from a day on.

    Dates keep their distance in working days. Returns the new project's id.

    Raises:
        InvalidValueError: it has no name, or the day is none.
    """
    day = read_day(start) or local_day(work.now)
    return [_Copy(work, uuid.UUID(ids[0]), day, is_template=False).make(name)]


@dataclass
class _Copy:
    """A copy of a project under way; `start` None keeps the dates."""

    work: Work
    of: uuid.UUID
    start: dt.date | None
    is_template: bool
    ids: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def make(self, name: str | None) -> str:
        """Copy everything and return the id of the new project."""
        title = " ".join((name or "").split())
        if not title:
            raise InvalidValueError(_(NO_NAME), field="name")
        work = self.work
        sheet = sheet_of(work, PlanScope(project=self.of))
        plan = plan_of(sheet)
        begin = plan.start if self.start is None else first_minute(self.start) + _OPENS
        copied = copy_plan(plan, begin, self._new_id)
        self.ids = {old.id: new.id for old, new in zip(plan.tasks, copied.tasks, strict=True)}
        for row in sheet.rows:
            self.ids.setdefault(row.id, self._new_id())
        placed = {task.id: task for task in copied.tasks}
        self._copy_projects(
            [row.id for row in sheet.rows if row.kind == PROJECT], title, plan, copied
        )
        for row in sheet.rows:
            if row.kind != PROJECT:
                self._copy_task(row.id, placed.get(self.ids[row.id]), copied)
        self._copy_links(row.id for row in sheet.rows)
        work.session.flush()
        return str(self.ids[self.of])

    def _new_id(self) -> uuid.UUID:
        return new_id(self.work.clock)

    def _copy_projects(
        self, projects: list[uuid.UUID], title: str, plan: Plan, copied: Plan
    ) -> None:
        by = plan.time.index(copied.start) - plan.time.index(plan.start)

        def moved(day: dt.date | None, *, ends: bool) -> dt.date | None:
            if day is None or self.start is None:
                return day
            minute = first_minute(day) + (OFFICE_DAY[-1][1] if ends else _OPENS)
            return day_of((shifted_finish if ends else shifted_start)(plan.time, minute, by))

        session = self.work.session
        for one in projects:
            old = session.get_one(Project, one)
            made = Project(id=self.ids[one], **_values(old, _OF_PROJECT))
            is_top = one == self.of
            made.name = title if is_top else old.name
            made.parent_id = None if is_top else self.ids.get(old.parent_id or uuid.UUID(int=0))
            made.is_template = self.is_template
            made.starts_on = moved(old.starts_on, ends=False)
            made.due_on = moved(old.due_on, ends=True)
            give_codes(self.work, made)
            session.add(made)
            for stage in _living(self.work, ProjectStage, ProjectStage.project_id == one):
                self.ids[stage.id] = self._new_id()
                new = ProjectStage(id=self.ids[stage.id], **_values(stage, _OF_STAGE))
                new.project_id = made.id
                new.starts_on = moved(stage.starts_on, ends=False)
                new.due_on = moved(stage.due_on, ends=True)
                session.add(new)
            for member in _living(self.work, ProjectMember, ProjectMember.project_id == one):
                kept = _values(member, _OF_MEMBER)
                session.add(ProjectMember(project_id=made.id, **kept))

    def _copy_task(self, one: uuid.UUID, placed: PlanTask | None, copied: Plan) -> None:
        old = self.work.session.get_one(Task, one)
        made = Task(id=self.ids[one], status="new", **_values(old, _OF_TASK))
        if self.is_template:  # nobody has work with it
            made.assignees = made.watchers = made.reminders = None
        made.project_id = self.ids.get(old.project_id) if old.project_id else None
        made.parent_id = self.ids.get(old.parent_id) if old.parent_id else None
        made.stage_id = self.ids.get(old.stage_id) if old.stage_id else None
        made.duration = old.duration
        if placed is not None and placed.start is not None:
            finish = copied.time.finish(placed.start, placed.duration)
            made.starts_at = moment_at(placed.start) if old.starts_at else None
            made.due_at = moment_at(finish) if old.due_at else None
        if placed is not None:
            on, deadline = placed.constraint_on, placed.deadline
            made.constraint_at = None if on is None else moment_at(on)
            made.deadline_at = None if deadline is None else moment_at(deadline)
        give_codes(self.work, made)
        self.work.session.add(made)
        for step in _living(self.work, ChecklistItem, ChecklistItem.task_id == one):
            self.work.session.add(ChecklistItem(task_id=made.id, **_values(step, _OF_STEP)))

    def _copy_links(self, rows: Iterable[uuid.UUID]) -> None:
        for link in _living(self.work, TaskLink, TaskLink.after_id.in_(list(rows))):
            if link.before_id in self.ids:
                self.work.session.add(
                    TaskLink(
                        before_id=self.ids[link.before_id],
                        after_id=self.ids[link.after_id],
                        kind=link.kind,
                        lag=link.lag,
                        is_elapsed=link.is_elapsed,
                    )
                )


def _living(work: Work, record: type[Any], condition: sa.ColumnElement[bool]) -> list[Any]:
    query = sa.select(record).where(condition, record.deleted_at.is_(None)).order_by(record.id)
    return list(work.session.scalars(query))


def _values(record: Record, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}
