"""What the services of work ask inside of a unit of work: values, parents, places in order."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any, Final

from desktop.core.clock import from_micros
from desktop.core.scheduling.order_keys import is_order_key
from desktop.store.engine import Connection
from desktop.store.plans_values import PERCENT
from desktop.store.sql import quoted

Id = uuid.UUID | None

LINKS: Final = ("id", "project_id", "parent_id", "stage_id", "account_id", "assigned_by")
MOMENTS: Final = ("starts_at", "due_at", "actual_start_at", "done_at")
_PLAIN: Final = ("order_key", "acceptance", "status", "duration", "rule", "is_milestone")
_COLUMNS: Final = (*LINKS, *MOMENTS, *_PLAIN, "assignees", "percent")
_NAMED: Final = "(SELECT unhex(value) FROM json_each(?))"
_TOPS: Final = f"""
    WITH RECURSIVE up (id) AS (
        SELECT DISTINCT t.project_id FROM main.task t WHERE t.id IN {_NAMED}
        UNION SELECT p.parent_id FROM up JOIN main.project p ON p.id = up.id)
    SELECT up.id FROM up LEFT JOIN main.project p ON p.id = up.id
    WHERE p.id IS NULL OR p.parent_id IS NULL"""


def task_values(connection: Connection, ids: Iterable[uuid.UUID]) -> list[dict[str, Any]]:
    """Return what living tasks hold: ids, moments, whole per cent."""
    columns = ", ".join(map(quoted, _COLUMNS))
    query = f"SELECT {columns} FROM main.task WHERE deleted_at IS NULL AND id IN {_NAMED}"
    rows = connection.execute(query, (_told(ids),)).fetchall()
    return [_values(dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def link_of(connection: Connection, entity: str, link: str, one: uuid.UUID) -> Id:
    """Return what a link of one record names."""
    query = f"SELECT {quoted(link)} FROM main.{quoted(entity)} WHERE id = ?"
    found = connection.execute(query, (one.bytes,)).fetchone()
    return _id(found[0]) if found else None


def last_key(connection: Connection, project: Id, parent: Id, but: Iterable[uuid.UUID]) -> str:
    """Return the last usable order key of a level of tasks, "" for none."""
    query = (
        "SELECT order_key FROM main.task WHERE deleted_at IS NULL AND project_id IS ?"
        " AND parent_id IS ? AND order_key IS NOT NULL"
        f" AND id NOT IN {_NAMED} ORDER BY order_key DESC LIMIT 1"
    )
    levels = (_bytes(project), _bytes(parent), _told(but))
    found = connection.execute(query, levels).fetchone()
    return found[0] if found and is_order_key(found[0]) else ""


def last_child_key(
    connection: Connection, entity: str, link: str, parent: uuid.UUID, but: Iterable[uuid.UUID]
) -> str:
    """Return the last usable order key of what hangs on a record: steps, stages."""
    query = (
        f"SELECT order_key FROM main.{quoted(entity)} WHERE deleted_at IS NULL"
        f" AND {quoted(link)} = ? AND order_key IS NOT NULL"
        f" AND id NOT IN {_NAMED} ORDER BY order_key DESC LIMIT 1"
    )
    found = connection.execute(query, (parent.bytes, _told(but))).fetchone()
    return found[0] if found and is_order_key(found[0]) else ""


def tasks_below(connection: Connection, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Return the living tasks directly below some, each with the one it is part of."""
    query = (
        f"SELECT id, parent_id FROM main.task WHERE deleted_at IS NULL AND parent_id IN {_NAMED}"
    )
    rows = connection.execute(query, (_told(ids),)).fetchall()
    return {uuid.UUID(bytes=one): uuid.UUID(bytes=parent) for one, parent in rows}


def places_around(
    connection: Connection, tasks: Iterable[uuid.UUID], project: Id = None
) -> list[tuple[uuid.UUID, Id, Id, str]]:
    """Return id, parent, project and order of all living tasks of some tasks' projects.

    Those of `project` are among them. The tasks below one of another project follow it.
    """
    query = f"""
        WITH RECURSIVE
        projects (id) AS (SELECT DISTINCT project_id FROM main.task WHERE id IN {_NAMED}),
        down (id) AS (
            SELECT t.id FROM main.task t JOIN projects p ON t.project_id IS p.id
            WHERE t.deleted_at IS NULL
            UNION SELECT t.id FROM main.task t WHERE t.project_id = ? AND t.deleted_at IS NULL
            UNION SELECT t.id FROM down JOIN main.task t ON t.parent_id = down.id
            WHERE t.deleted_at IS NULL)
        SELECT t.id, t.parent_id, t.project_id, t.order_key
        FROM down JOIN main.task t ON t.id = down.id"""
    rows = connection.execute(query, (_told(tasks), _bytes(project))).fetchall()
    return [
        (uuid.UUID(bytes=one), _id(parent), _id(of), order or "") for one, parent, of, order in rows
    ]


def top_projects(connection: Connection, tasks: Iterable[uuid.UUID]) -> set[Id]:
    """Return the topmost projects of tasks; None among them: some have no project."""
    rows = connection.execute(_TOPS, (_told(tasks),)).fetchall()
    return {_id(row[0]) for row in rows}


def _values(row: dict[str, Any]) -> dict[str, Any]:
    for name in LINKS:
        row[name] = _id(row[name])
    for name in MOMENTS:
        row[name] = None if row[name] is None else from_micros(row[name])
    row["assignees"] = json.loads(row["assignees"]) if row["assignees"] else []
    row["percent"] = (row["percent"] or 0) // PERCENT
    row["is_milestone"] = bool(row["is_milestone"])
    return row


def _id(stored: bytes | None) -> Id:
    return None if stored is None else uuid.UUID(bytes=stored)


def _bytes(one: Id) -> bytes | None:
    return None if one is None else one.bytes


def _told(ids: Iterable[uuid.UUID]) -> str:
    return json.dumps([one.hex for one in ids])
