"""The tree of all work, level by level: what stands below a project or a task, and what it sums up.

A level is read by one index, so that a tree of 50,000 tasks opens at once. Sums of all that lies
below are another question, asked for the rows that are on the screen.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.clock import to_micros
from desktop.core.work.planning import OVER
from desktop.core.work.rows import PlanRow, Totals
from desktop.core.work.totals import Leaf, Sum
from desktop.store.conditions import Scope
from desktop.store.plans_columns import (
    RowMaker,
    project_columns,
    projects_of,
    task_columns,
    tasks_of,
)
from desktop.store.plans_rings import ring_tops
from desktop.store.plans_values import PERCENT, WallTime
from desktop.store.reader import Reader
from desktop.store.sql import Sql

_OPEN: Final = " AND t.status NOT IN ('done', 'cancelled')"
_PROJECT_BELOW: Final = (
    "(EXISTS (SELECT 1 FROM project c WHERE c.parent_id = t.id AND c.deleted_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM task c WHERE c.project_id = t.id AND c.deleted_at IS NULL))"
)
# Parents that are not there: in the bin, or not for this person's eyes.
_LOST: Final = (
    "SELECT d.{link} FROM (SELECT DISTINCT {link} FROM task WHERE deleted_at IS NULL"
    " AND {within} {link} IS NOT NULL) d WHERE NOT EXISTS"
    " (SELECT 1 FROM {above} p WHERE p.id = d.{link} AND p.deleted_at IS NULL)"
)
_BELOW: Final = """
    WITH RECURSIVE
    projects (root, id) AS (
        SELECT p.id, p.id FROM project p
        WHERE p.id IN (SELECT unhex(value) FROM json_each(?1)) AND p.deleted_at IS NULL
        UNION SELECT o.root, p.id FROM projects o JOIN project p ON p.parent_id = o.id
        WHERE p.deleted_at IS NULL),
    tasks (root, id) AS (
        SELECT o.root, t.id FROM projects o JOIN task t ON t.project_id = o.id
        WHERE t.deleted_at IS NULL
        UNION SELECT t.id, t.id FROM task t
        WHERE t.id IN (SELECT unhex(value) FROM json_each(?1)) AND t.deleted_at IS NULL
        UNION SELECT o.root, t.id FROM tasks o JOIN task t ON t.parent_id = o.id
        WHERE t.deleted_at IS NULL)
    SELECT o.root, t.id, t.status, t.percent, t.starts_at, t.due_at, t.duration, t.effort,
        t.is_milestone, coalesce(json_array_length(t.assignees), 0),
        (SELECT sum(w.minutes) FROM work_log w WHERE w.task_id = t.id AND w.deleted_at IS NULL),
        EXISTS (SELECT 1 FROM task c WHERE c.parent_id = t.id AND c.deleted_at IS NULL)
    FROM tasks o JOIN task t ON t.id = o.id"""
_OF_PROJECTS: Final = """
    WITH RECURSIVE projects (root, id) AS (
        SELECT p.id, p.id FROM project p
        WHERE p.id IN (SELECT unhex(value) FROM json_each(?1)) AND p.deleted_at IS NULL
        UNION SELECT o.root, p.id FROM projects o JOIN project p ON p.parent_id = o.id
        WHERE p.deleted_at IS NULL)
    SELECT o.root, sum(w.minutes) FROM projects o JOIN work_log w ON w.project_id = o.id
    WHERE w.task_id IS NULL AND w.deleted_at IS NULL GROUP BY 1"""


def plan_children(
    reader: Reader,
    scope: Scope,
    now: dt.datetime,
    parent: uuid.UUID | None,
    *,
    finished: bool = True,
) -> tuple[PlanRow, ...]:
    """Return what stands directly below a project or task, or at the top with None, in order.

    Sub-projects come first, by name. At the top stand what has no project, too, and tasks whose
    project the person may not see. Rows tell what is their own; see `plan_totals` for sums.
    """
    is_open = "" if finished else _OPEN
    projects = projects_of(
        reader.rows(
            f"SELECT {project_columns(reader, scope, _PROJECT_BELOW)} FROM project t WHERE "
            + _projects_below(parent)
            + f" AND t.deleted_at IS NULL{is_open}"
            " ORDER BY t.order_key IS NULL, t.order_key, t.name_key, t.id"
        )
    )
    columns = task_columns(reader, scope)
    found = []
    for condition in _tasks_below(reader, parent):
        select = f"SELECT {columns} FROM task t WHERE " + condition
        found += reader.rows(select + f" AND t.deleted_at IS NULL{is_open}")
    tasks = tasks_of(found)
    tasks.sort(key=lambda facts: (facts.order_key or "", facts.id))
    maker = RowMaker(reader, now, tasks, projects)
    rows = [maker.project(facts, parent) for facts in projects]
    return (*rows, *(maker.task(facts, parent) for facts in tasks))


def plan_totals(
    reader: Reader, now: dt.datetime, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, Totals]:
    """Return what each of some projects and summary tasks sums up; others are left out."""
    told = json.dumps([one.hex for one in ids])
    wall, moment = WallTime(), to_micros(now)
    sums: dict[bytes, Sum] = {}
    bare: set[bytes] = set()
    for root, one, status, percent, starts, due, *rest in reader.rows(Sql(_BELOW, (told,))):
        duration, effort, is_milestone, people, spent, below = rest
        total = sums.setdefault(root, Sum())
        if below:
            total.spent += spent or 0
            continue
        if root == one:
            bare.add(root)
        late = due is not None and due < moment and status not in OVER
        total.add(
            Leaf(
                status or "",
                (percent or 0) // PERCENT,
                wall.of(starts),
                wall.of(due),
                duration or 0,
                effort or 0,
                spent or 0,
                people,
                bool(is_milestone),
                late,
            )
        )
    for root, minutes in reader.rows(Sql(_OF_PROJECTS, (told,))):
        sums.setdefault(root, Sum()).spent += minutes or 0
    return {uuid.UUID(bytes=one): sum_.totals() for one, sum_ in sums.items() if one not in bare}


def _projects_below(parent: uuid.UUID | None) -> Sql:
    if parent is not None:
        return Sql("t.parent_id = ?", (parent.bytes,))
    return Sql(
        "(t.parent_id IS NULL OR NOT EXISTS (SELECT 1 FROM project p WHERE p.id = t.parent_id"
        " AND p.deleted_at IS NULL)) AND t.is_template IS NOT 1"
    )


def _tasks_below(reader: Reader, parent: uuid.UUID | None) -> list[Sql]:
    """Return the conditions of the tasks of a level, none of which meets another's rows."""
    if parent is None:
        lost = f"t.project_id IN ({_LOST.format(link='project_id', within='', above='project')})"
        return [
            condition
            for within in (Sql("t.project_id IS NULL"), Sql(lost))
            for condition in _tops(reader, within, "")
        ]
    is_task = reader.row(Sql("SELECT 1 FROM task WHERE id = ?", (parent.bytes,)))
    if is_task is not None:
        return [Sql("t.parent_id = ?", (parent.bytes,))]
    within = Sql("t.project_id = ?", (parent.bytes,))
    return _tops(reader, within, f"project_id = x'{parent.hex}' AND ")


def _tops(reader: Reader, within: Sql, lost_within: str) -> list[Sql]:
    """Return the conditions of the upmost tasks of a project: without parent, or a lost one."""
    lost = _LOST.format(link="parent_id", within=lost_within, above="task")
    found = [within + " AND t.parent_id IS NULL", within + f" AND t.parent_id IN ({lost})"]
    tops = ring_tops(reader.connection)
    if tops:
        named = ", ".join(f"x'{one.hex()}'" for one in sorted(tops))
        found.append(within + f" AND t.id IN ({named})")
    return found
