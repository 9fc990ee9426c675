"""A plan whole: all rows of a project, of a customer's work, of a person, or of everything.

What stands where is decided as `core.scheduling.tree` does, so that every computer shows the same:
a task whose parent is lost stands at the top of its project, of a ring the greatest at the top.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from desktop.core.clock import local_day, to_micros
from desktop.core.filters import Condition, Group, Json, Op
from desktop.core.pages import ListQuery
from desktop.core.scheduling.tree import Place, Tree, grow_tree
from desktop.core.work.planning import (
    OVER,
    Shift,
    changed_rows,
    proposed,
    pushed,
    standing,
    with_slack,
)
from desktop.core.work.rows import ASSIGNED, GIVEN, WATCHED, PlanLink, PlanRow, PlanScope, PlanSheet
from desktop.core.work.totals import sum_up
from desktop.store.conditions import Scope
from desktop.store.list_plan import ListPlan
from desktop.store.plans_columns import (
    ProjectFacts,
    RowMaker,
    TaskFacts,
    project_columns,
    projects_of,
    task_columns,
    tasks_of,
)
from desktop.store.plans_hours import company_hours
from desktop.store.plans_values import WallTime, id_in, summed
from desktop.store.reader import Reader
from desktop.store.sql import Sql

_ROLES: Final = {
    ASSIGNED: ("assignees", Op.ANY_OF),
    GIVEN: ("assigned_by", Op.EQUALS),
    WATCHED: ("watchers", Op.ANY_OF),
}
_NAMED: Final = "(SELECT unhex(value) FROM json_each(?))"
_PROJECTS_DOWN: Final = (
    "WITH RECURSIVE down (id) AS (SELECT p.id FROM project p WHERE p.deleted_at IS NULL AND {}"
    " UNION SELECT p.id FROM down o JOIN project p ON p.parent_id = o.id"
    " WHERE p.deleted_at IS NULL) SELECT id FROM down"
)
_TASKS_UP: Final = (
    "WITH RECURSIVE up (id) AS (SELECT unhex(value) FROM json_each(?) UNION"
    " SELECT t.parent_id FROM up JOIN task t ON t.id = up.id WHERE t.parent_id IS NOT NULL"
    " AND t.deleted_at IS NULL)"
    " SELECT t.id FROM up JOIN task t ON t.id = up.id WHERE t.deleted_at IS NULL"
)
_PROJECTS_UP: Final = (
    "WITH RECURSIVE up (id) AS (SELECT unhex(value) FROM json_each(?) UNION"
    " SELECT p.parent_id FROM up JOIN project p ON p.id = up.id WHERE p.parent_id IS NOT NULL)"
    " SELECT p.id FROM up JOIN project p ON p.id = up.id WHERE p.deleted_at IS NULL"
)
_TASKS_DOWN: Final = (
    "WITH RECURSIVE down (id) AS (SELECT t.id FROM task t WHERE t.deleted_at IS NULL"
    f" AND t.project_id IN {_NAMED}"
    " UNION SELECT t.id FROM down o JOIN task t ON t.parent_id = o.id"
    " WHERE t.deleted_at IS NULL) SELECT id FROM down"
)

Ids = set[bytes]


def plan_sheet(reader: Reader, scope: Scope, now: dt.datetime, of: PlanScope) -> PlanSheet:
    """Return the plan of a scope.

    Raises:
        InvalidValueError: the filter names no field of tasks, or asks what it cannot answer.
    """
    project_ids, task_ids = _meant(reader, scope, now, of)
    templates = _templates(reader) if of.project is None else set()
    project_ids -= templates
    of_projects = f"SELECT {project_columns(reader, scope, '0')} FROM project t WHERE t.id IN "
    in_order = " ORDER BY t.order_key IS NULL, t.order_key, t.name_key, t.id"
    query = f"{of_projects}{_NAMED}{in_order}"
    projects = projects_of(reader.rows(Sql(query, (_told(project_ids),))))
    columns = task_columns(reader, scope, "0")
    query = f"SELECT {columns} FROM task t WHERE t.deleted_at IS NULL"
    tasks = tasks_of(
        reader.rows(Sql(f"{query} AND t.id IN {_NAMED}", (_told(task_ids),)))
        if task_ids is not None
        else reader.rows(query)
    )
    tasks = [facts for facts in tasks if facts.project_id not in templates]
    if not of.finished:
        projects = [facts for facts in projects if facts.status not in OVER]
        tasks = [facts for facts in tasks if facts.status not in OVER]
    maker = RowMaker(reader, now, tasks, projects)
    rows = _rows(maker, projects, tasks)
    hours = company_hours(reader.connection)
    own = {person: hours.of(person) for person in hours.own}
    sheet = PlanSheet(of, rows, _links(reader, rows), hours.of(), _start(rows, of), own)
    return with_slack(sheet) if of.critical else sheet


def plan_shift(
    reader: Reader,
    scope: Scope,
    now: dt.datetime,
    of: PlanScope,
    changes: Sequence[Sequence[Json]],
) -> tuple[Shift, ...]:
    """Return what moves along if tasks stand as `task.schedule` would put them."""
    sheet = plan_sheet(reader, scope, now, of)
    return pushed(standing(sheet), sheet, changed_rows(sheet, changes))


def plan_proposal(
    reader: Reader, scope: Scope, now: dt.datetime, of: PlanScope, *, from_now: bool = False
) -> tuple[Shift, ...]:
    """Return what moves if all that has not begun is put as early as its links allow."""
    sheet = plan_sheet(reader, scope, now, of)
    return proposed(sheet, WallTime().of(to_micros(now)) if from_now else None)


def _meant(reader: Reader, scope: Scope, now: dt.datetime, of: PlanScope) -> tuple[Ids, Ids | None]:
    """Return the projects and tasks that a plan shows; None: all tasks there are."""
    if of.project is not None:
        projects = _ids(reader, Sql(_PROJECTS_DOWN.format("p.id = ?"), (of.project.bytes,)))
    elif of.account is not None:
        projects = _ids(reader, Sql(_PROJECTS_DOWN.format("p.account_id = ?"), (of.account.bytes,)))
    else:
        projects = _ids(reader, "SELECT id FROM project t WHERE deleted_at IS NULL")
    is_all = of.project is None and of.account is None
    below = None if is_all else _ids(reader, Sql(_TASKS_DOWN, (_told(projects),)))
    if below is not None and of.account is not None:
        query = "SELECT id FROM task WHERE account_id = ? AND deleted_at IS NULL"
        below |= _ids(reader, Sql(query, (of.account.bytes,)))
    chosen = _chosen(reader, scope, now, of)
    if chosen is None and is_all:
        return projects, None
    found = (below or set()) if chosen is None else chosen if below is None else chosen & below
    found = _ids(reader, Sql(_TASKS_UP, (_told(found),)))
    if chosen is None and of.account is None:
        return projects, found
    query = f"SELECT DISTINCT project_id FROM task WHERE id IN {_NAMED} AND project_id IS NOT NULL"
    named = _ids(reader, Sql(query, (_told(found),)))
    if chosen is None:
        named |= projects
    return _ids(reader, Sql(_PROJECTS_UP, (_told(named),))), found


def _templates(reader: Reader) -> Ids:
    return _ids(reader, Sql(_PROJECTS_DOWN.format("p.is_template IS 1")))


def _chosen(reader: Reader, scope: Scope, now: dt.datetime, of: PlanScope) -> Ids | None:
    """Return the tasks that a person's part, a filter and words name; None: no such narrowing."""
    conditions: list[Condition | Group] = [of.filter] if of.filter.items else []
    if of.person is not None:
        name, op = _ROLES[of.role]
        wanted = str(of.person)
        conditions.append(Condition(name, op, wanted if op is Op.EQUALS else [wanted]))
    if not conditions and not of.search:
        return None
    query = ListQuery("task", (), Group(tuple(conditions)), of.search)
    plan = ListPlan(reader, query, local_day(now), scope)
    return _matching(reader, plan)


def _matching(reader: Reader, plan: ListPlan) -> Ids:
    rows = plan.answering()
    return _ids(reader, f"SELECT t.id FROM {rows.table} WHERE " + rows.condition)


def _rows(
    maker: RowMaker, projects: Sequence[ProjectFacts], tasks: Sequence[TaskFacts]
) -> tuple[PlanRow, ...]:
    """Return the rows of a plan from top to bottom, summaries with their sums."""
    tree = _tree(projects, tasks)
    parents = {one: place.parent for one, place in tree.places.items()}
    by_id = {uuid.UUID(bytes=facts.id): facts for facts in tasks}
    leaves = {one: maker.leaf(facts) for one, facts in by_id.items() if not tree.children(one)}
    logged = {one: facts.spent or 0 for one, facts in by_id.items()}
    logged |= {uuid.UUID(bytes=facts.id): facts.spent or 0 for facts in projects}
    totals = sum_up(parents, leaves, logged)
    of_projects = {uuid.UUID(bytes=facts.id): facts for facts in projects}
    rows = []
    for one, _depth in tree.walk():
        parent, has_children = parents[one], bool(tree.children(one))
        project = of_projects.get(one)
        row = maker.project(project, parent) if project else maker.task(by_id[one], parent)
        if has_children:
            row = replace(summed(row, totals.get(one)), has_children=True)
        rows.append(row)
    return tuple(rows)


def _tree(projects: Sequence[ProjectFacts], tasks: Sequence[TaskFacts]) -> Tree:
    """Return the tree of projects and tasks; projects stand before tasks, as they were read."""
    known = {facts.id for facts in tasks}
    places = [
        Place(uuid.UUID(bytes=facts.id), id_in(facts.parent_id), f" {place:08}")
        for place, facts in enumerate(projects)
    ]
    for facts in tasks:
        above = facts.parent_id if facts.parent_id in known else facts.project_id
        places.append(Place(uuid.UUID(bytes=facts.id), id_in(above), facts.order_key or ""))
    tree = grow_tree(places)
    tops = [one for one in tree.children(None) if one.bytes in known]
    of_project = {facts.id: facts.project_id for facts in tasks}
    rings = {one: id_in(of_project[one.bytes]) for one in tops if of_project[one.bytes]}
    if not any(project in tree.places for project in rings.values()):
        return tree
    opened = [
        replace(place, parent=rings[place.id]) if rings.get(place.id) in tree.places else place
        for place in tree.places.values()
    ]
    return grow_tree(opened)


def _links(reader: Reader, rows: Sequence[PlanRow]) -> tuple[PlanLink, ...]:
    """Return the links between rows of a plan, the oldest first."""
    known = {row.id for row in rows}
    query = (
        "SELECT id, before_id, after_id, kind, lag, is_elapsed FROM task_link"
        f" WHERE deleted_at IS NULL AND after_id IN {_NAMED} ORDER BY id"
    )
    found = reader.rows(Sql(query, (_told(row.id.bytes for row in rows),)))
    links = (
        PlanLink(
            uuid.UUID(bytes=one),
            uuid.UUID(bytes=before),
            uuid.UUID(bytes=after),
            kind,
            lag or 0,
            bool(elapsed),
        )
        for one, before, after, kind, lag, elapsed in found
    )
    return tuple(link for link in links if link.before in known)


def _start(rows: Sequence[PlanRow], of: PlanScope) -> dt.datetime | None:
    by_id: Mapping[uuid.UUID, PlanRow] = {row.id: row for row in rows}
    top = by_id.get(of.project) if of.project else None
    return top.starts_at if top else None


def _ids(reader: Reader, sql: Sql | str) -> Ids:
    return {one for (one,) in reader.rows(sql)}


def _told(ids: Iterable[bytes]) -> str:
    return json.dumps([one.hex() for one in ids])
