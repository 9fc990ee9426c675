"""A row as a person sees it: what the centre shows, with the edits on top that still wait."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final, cast

from desktop.core.entities import Entity, get_entity
from desktop.core.filters import Json
from desktop.store.capture import BOOKKEEPING
from desktop.store.ddl import RID
from desktop.store.engine import Connection
from desktop.store.mirror.forgetting import forget_row
from desktop.store.mirror.outbox import Key, pending_operations
from desktop.store.mirror.wire_rows import (
    WireRow,
    applied,
    blank_row,
    read_wire_row,
    stored_row,
    text_of,
)
from desktop.store.search_index import document_number, refresh, take_out

_CHANGED: Final = ("updated_at", "updated_by")


def has_shadow(connection: Connection, key: Key) -> bool:
    """Tell whether edits of a row wait."""
    query = "SELECT 1 FROM shadow WHERE tbl = ? AND row_id = ?"
    return connection.execute(query, key).fetchone() is not None


def put_shadow(connection: Connection, key: Key, row: WireRow | None) -> None:
    """Note what the centre shows now of a row whose edits wait; None: nothing."""
    query = "UPDATE shadow SET body = ? WHERE tbl = ? AND row_id = ?"
    connection.execute(query, (text_of(row), *key))


def recompute(connection: Connection, keys: Iterable[Key]) -> None:
    """Write rows anew from their shadows and waiting edits; without edits, shadows go."""
    for key in keys:
        found = connection.execute(
            "SELECT body FROM shadow WHERE tbl = ? AND row_id = ?", key
        ).fetchone()
        if found is None:
            continue
        row: WireRow | None = None if found[0] is None else json.loads(found[0])
        entity, is_pending = get_entity(key[0]), False
        here = read_wire_row(connection, entity, key[1]) or {}
        for operation, refused in pending_operations(connection, key):
            is_pending = True
            # What the centre refused of a row that it does not show yet stays until it does.
            left = refused if row is not None else frozenset()
            kept = {n: pair for n, pair in operation.patch.items() if n not in left}
            row = _edited(entity, key[1], row, operation.op, kept)
            if row is not None:  # when and by whom: as it was noted here, until the centre says
                names = BOOKKEEPING if operation.op == "I" else _CHANGED
                row |= {name: here[name] for name in names if name in here}
        if row is None:
            if not is_pending and found[0] is None:
                forget_row(connection, *key)
            delete_row(connection, entity, key[1])
        else:
            write_row(connection, entity, row)
            refresh(connection, entity, [key[1]])
        if not is_pending:
            connection.execute("DELETE FROM shadow WHERE tbl = ? AND row_id = ?", key)


def _edited(
    entity: Entity,
    row_id: bytes,
    row: WireRow | None,
    op: str,
    patch: Mapping[str, list[Json]],
) -> WireRow | None:
    if op == "D":
        return None
    if op == "I" and row is None:
        row = blank_row(entity, row_id)
    if row is not None:
        applied(row, patch, 1)
    return row


def write_row(connection: Connection, entity: Entity, row: WireRow) -> None:
    """Insert or update one row with its derived columns.

    Raises:
        ValueError: a value has not its form.
    """
    stored = stored_row(entity, row)
    names = list(stored)
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != "id")
    insert = f'INSERT INTO "{entity.key}"({columns}) VALUES({marks})'
    values = [stored[name] for name in names]
    connection.execute(f"{insert} ON CONFLICT(id) DO UPDATE SET {sets}", values)


def delete_row(connection: Connection, entity: Entity, row_id: bytes) -> None:
    """Delete one row with its search document, as far as it is there."""
    query = f'DELETE FROM "{entity.key}" WHERE id = ? RETURNING {RID}'
    for (rid,) in connection.execute(query, (row_id,)).fetchall():
        take_out(connection, [document_number(entity, cast("int", rid))])
