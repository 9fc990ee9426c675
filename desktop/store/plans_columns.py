"""What plans read of projects and tasks, and the rows that screens get of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from desktop.core.clock import to_micros
from desktop.core.entities import get_entity
from desktop.core.pages import Ref
from desktop.core.permissions import Level
from desktop.core.scheduling.hours import OFFICE_DAY
from desktop.core.work.planning import OVER
from desktop.core.work.rows import PROJECT, TASK, PlanRow
from desktop.core.work.totals import Leaf
from desktop.store.conditions import Scope
from desktop.store.joined_levels import has_levels
from desktop.store.plans_values import PERCENT, WallTime, id_in, ids_in
from desktop.store.reader import Found, Reader
from desktop.store.row_rights import condition
from desktop.store.titles import Titles, read_titles

_OPENS: Final = OFFICE_DAY[0][0]
_CLOSES: Final = OFFICE_DAY[-1][1]
_EDITABLE: Final = "(t.acl_id IS NULL OR t.acl_id IN (SELECT acl_id FROM my_acl WHERE level >= 2))"

_TASK: Final = (
    "t.id, t.title, t.code, t.project_id, t.parent_id, t.stage_id, t.order_key, t.account_id,"
    " t.assignees, t.acceptance, t.status, t.priority, t.starts_at, t.due_at, t.duration,"
    ' t.effort, t.percent, t.is_milestone, t."constraint", t.constraint_at, t.deadline_at,'
    " t.actual_start_at, t.done_at, t.baseline_start_at, t.baseline_due_at, t.owner_id,"
    " (SELECT sum(w.minutes) FROM work_log w WHERE w.task_id = t.id AND w.deleted_at IS NULL)"
)
_PROJECT: Final = (
    "t.id, t.name, t.code, t.parent_id, t.account_id, t.members, t.status, t.priority,"
    " t.starts_on, t.due_on, t.owner_id,"
    " (SELECT sum(w.minutes) FROM work_log w WHERE w.project_id = t.id AND w.task_id IS NULL"
    " AND w.deleted_at IS NULL)"
)
TASK_BELOW: Final = (
    "EXISTS (SELECT 1 FROM task c WHERE c.parent_id = t.id AND c.deleted_at IS NULL)"
)


class TaskFacts(NamedTuple):
    """A task as its row is stored; see the model."""

    id: bytes
    title: str
    code: str | None
    project_id: bytes | None
    parent_id: bytes | None
    stage_id: bytes | None
    order_key: str | None
    account_id: bytes | None
    assignees: str | None
    acceptance: str | None
    status: str | None
    priority: str | None
    starts_at: int | None
    due_at: int | None
    duration: int | None
    effort: int | None
    percent: int | None
    is_milestone: int | None
    constraint: str | None
    constraint_at: int | None
    deadline_at: int | None
    actual_start_at: int | None
    done_at: int | None
    baseline_start_at: int | None
    baseline_due_at: int | None
    owner_id: bytes | None
    spent: int | None
    may_edit: int
    below: int


class ProjectFacts(NamedTuple):
    """A project as its row is stored; see the model."""

    id: bytes
    name: str
    code: str | None
    parent_id: bytes | None
    account_id: bytes | None
    members: str | None
    status: str | None
    priority: str | None
    starts_on: str | None
    due_on: str | None
    owner_id: bytes | None
    spent: int | None
    may_edit: int
    below: int


def task_columns(reader: Reader, scope: Scope, below: str = TASK_BELOW) -> str:
    """Return the columns of `TaskFacts`; `below` tells whether a task has others below it."""
    return f"{_TASK}, {_may_edit(reader, scope, TASK)}, {below}"


def project_columns(reader: Reader, scope: Scope, below: str) -> str:
    """Return the columns of `ProjectFacts`."""
    return f"{_PROJECT}, {_may_edit(reader, scope, PROJECT)}, {below}"


def tasks_of(found: Iterable[Found]) -> list[TaskFacts]:
    """Return rows that were read with `task_columns`."""
    return list(map(TaskFacts._make, found))


def projects_of(found: Iterable[Found]) -> list[ProjectFacts]:
    """Return rows that were read with `project_columns`."""
    return list(map(ProjectFacts._make, found))


class RowMaker:
    """Makes rows of facts: with names of people, customers and stages, in local time."""

    def __init__(
        self,
        reader: Reader,
        now: dt.datetime,
        tasks: Sequence[TaskFacts],
        projects: Sequence[ProjectFacts],
    ) -> None:
        self._now = to_micros(now)
        self._people = {uuid.UUID(bytes=one): name for one, name in _users(reader).items()}
        accounts = {facts.account_id for facts in tasks if facts.account_id}
        accounts |= {facts.account_id for facts in projects if facts.account_id}
        self._accounts = _refs("account", read_titles(reader, "account", accounts))
        stages = {facts.stage_id for facts in tasks if facts.stage_id}
        self._stages = _refs("project_stage", read_titles(reader, "project_stage", stages))
        self._wall = WallTime()

    def leaf(self, facts: TaskFacts) -> Leaf:
        """Return what counts of a task in what is above it."""
        wall = self._wall
        return Leaf(
            facts.status or "",
            (facts.percent or 0) // PERCENT,
            wall.of(facts.starts_at),
            wall.of(facts.due_at),
            facts.duration or 0,
            facts.effort or 0,
            facts.spent or 0,
            len(ids_in(facts.assignees)),
            bool(facts.is_milestone),
            self._is_late(facts),
        )

    def task(self, facts: TaskFacts, parent: uuid.UUID | None) -> PlanRow:
        """Return the row of a task below `parent`, as if none stood below it."""
        wall, assignees = self._wall, ids_in(facts.assignees)
        return PlanRow(
            id=uuid.UUID(bytes=facts.id),
            kind=TASK,
            parent=parent,
            title=facts.title,
            order=facts.order_key or "",
            status=facts.status or "",
            priority=facts.priority or "",
            assignees=assignees,
            people=self.names(assignees),
            owner=id_in(facts.owner_id),
            starts_at=wall.of(facts.starts_at),
            due_at=wall.of(facts.due_at),
            duration=facts.duration or 0,
            effort=facts.effort or 0,
            spent=facts.spent or 0,
            percent=(facts.percent or 0) // PERCENT,
            is_milestone=bool(facts.is_milestone),
            account=self._accounts.get(facts.account_id) if facts.account_id else None,
            project=id_in(facts.project_id),
            stage=self._stages.get(facts.stage_id) if facts.stage_id else None,
            acceptance=facts.acceptance or "",
            has_children=bool(facts.below),
            may_edit=bool(facts.may_edit),
            overdue=self._is_late(facts),
            baseline_start=wall.of(facts.baseline_start_at),
            baseline_finish=wall.of(facts.baseline_due_at),
            constraint=facts.constraint or "none",
            constraint_at=wall.of(facts.constraint_at),
            deadline=wall.of(facts.deadline_at),
            actual_start=wall.of(facts.actual_start_at),
            done_at=wall.of(facts.done_at),
            code=facts.code or "",
        )

    def project(self, facts: ProjectFacts, parent: uuid.UUID | None) -> PlanRow:
        """Return the row of a project below `parent`, as if it had no tasks."""
        owner, due = id_in(facts.owner_id), _day(facts.due_on, _CLOSES)
        late = due is not None and due.date() < self._wall.now_day(self._now)
        return PlanRow(
            id=uuid.UUID(bytes=facts.id),
            kind=PROJECT,
            parent=parent,
            title=facts.name,
            status=facts.status or "",
            priority=facts.priority or "",
            assignees=() if owner is None else (owner,),
            people="" if owner is None else self.names((owner,)),
            owner=owner,
            starts_at=_day(facts.starts_on, _OPENS),
            due_at=due,
            spent=facts.spent or 0,
            account=self._accounts.get(facts.account_id) if facts.account_id else None,
            project=uuid.UUID(bytes=facts.id),
            has_children=bool(facts.below),
            may_edit=bool(facts.may_edit),
            overdue=late and facts.status not in OVER,
            code=facts.code or "",
        )

    def names(self, people: Iterable[uuid.UUID]) -> str:
        """Return the names of people in a row."""
        return ", ".join(self._people[one] for one in people if one in self._people)

    def _is_late(self, facts: TaskFacts) -> bool:
        return facts.due_at is not None and facts.due_at < self._now and facts.status not in OVER


def _may_edit(reader: Reader, scope: Scope, entity: str) -> str:
    if scope.member is not None:
        return condition(get_entity(entity), "t", Level.EDIT, scope.member, scope.parents)
    return _EDITABLE if has_levels(reader.connection) else "1"


def _users(reader: Reader) -> Titles:
    return dict(reader.rows("SELECT id, full_name FROM app_user"))


def _refs(entity: str, titles: Titles) -> dict[bytes, Ref]:
    return {one: Ref(entity, uuid.UUID(bytes=one), title) for one, title in titles.items()}


def _day(stored: str | None, minute: int) -> dt.datetime | None:
    """Return a minute of a stored day: what begins or ends on it does so with its work."""
    if stored is None:
        return None
    return dt.datetime.fromisoformat(stored) + dt.timedelta(minutes=minute)
