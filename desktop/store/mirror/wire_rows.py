"""Rows and captured changes in the form in which they travel, and back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, cast

import sqlalchemy as sa

from desktop.core.entities import Entity, get_entity
from desktop.core.filters import Json
from desktop.core.kinds.base import Storage, Stored
from desktop.core.wire import from_wire, to_wire
from desktop.models.types import COLUMN_TYPES
from desktop.store.capture import BOOKKEEPING, EXTRA, is_captured
from desktop.store.engine import Connection
from desktop.store.shapes import shape_of

WireRow = dict[str, Json]
OWN: Final = f"{EXTRA}."
KEPT_BY_CENTRE: Final = frozenset({"id", "acl_id", *BOOKKEEPING})  # never sent
_STORAGES: Final[dict[type[Any], Storage]] = {
    kind: storage for storage, kind in COLUMN_TYPES.items()
}


@cache
def wire_columns(entity: Entity) -> dict[str, Storage]:
    """Return the columns of an entity that travel, with how they are stored."""
    return {
        column.name: _storage(column)
        for column in shape_of(entity).table.columns
        if column.name == "id" or is_captured(column)
    }


def is_synced(table: str) -> bool:
    """Tell whether records of a table go to the centre."""
    try:
        get_entity(table)
    except LookupError:
        return False
    return True


def patch_of(entity: Entity, diff: Mapping[str, Any]) -> dict[str, list[Json]]:
    """Return {column: [base, new]} of a captured change, without what the centre keeps itself."""
    columns = wire_columns(entity)
    patch: dict[str, list[Json]] = {}
    for name, (old, new) in diff.items():
        if name.startswith(OWN):
            patch[name] = [old, new]
        elif name in columns and name not in KEPT_BY_CENTRE:
            patch[name] = [to_wire(columns[name], old), to_wire(columns[name], new)]
    return patch


def applied(row: WireRow, patch: Mapping[str, list[Json]], side: int) -> None:
    """Set the columns of a patch to their old (0) or new (1) values."""
    for name, pair in patch.items():
        if not name.startswith(OWN):
            row[name] = pair[side]
            continue
        extra = dict(cast("Mapping[str, Json]", row.get(EXTRA) or {}))
        extra.pop(name.removeprefix(OWN), None)
        if pair[side] is not None:
            extra[name.removeprefix(OWN)] = pair[side]
        row[EXTRA] = extra or None


def read_wire_row(connection: Connection, entity: Entity, row_id: bytes) -> WireRow | None:
    """Return a row as it stands here, or None."""
    columns = wire_columns(entity)
    names = ", ".join(f'"{name}"' for name in columns)
    query = f'SELECT {names} FROM "{entity.key}" WHERE id = ?'
    found = connection.execute(query, (row_id,)).fetchone()
    return None if found is None else wire_row(entity, found)


def living_rows(connection: Connection, entity: Entity) -> list[WireRow]:
    """Return the rows that are not in the bin, in the order in which they were made."""
    names = ", ".join(f'"{name}"' for name in wire_columns(entity))
    query = f'SELECT {names} FROM "{entity.key}" WHERE deleted_at IS NULL ORDER BY created_at, id'
    return [wire_row(entity, cells) for cells in connection.execute(query).fetchall()]


def wire_row(entity: Entity, cells: Sequence[Stored]) -> WireRow:
    """Return the row whose stored cells stand in the order of `wire_columns`."""
    told = zip(wire_columns(entity).items(), cells, strict=True)
    return {name: _cell_to_wire(storage, cell) for (name, storage), cell in told}


def stored_row(entity: Entity, row: Mapping[str, Json]) -> dict[str, Stored]:
    """Return the columns that SQLite holds for a row of the centre, derived ones included.

    Raises:
        ValueError: a value has not its form.
    """
    shape, columns = shape_of(entity), wire_columns(entity)
    values: dict[str, Any] = {}
    for name, storage in columns.items():
        values[name] = shape.value(name, from_wire(storage, row.get(name)))
    shape.compute(values)
    return shape.stored(values)


def stored_cells(entity: Entity, row: Mapping[str, Json]) -> list[Stored]:
    """Return the cells that SQLite holds for a row of the centre, in the order of `wire_columns`.

    Raises:
        ValueError: a value has not its form.
    """
    return [from_wire(storage, row.get(name)) for name, storage in wire_columns(entity).items()]


def deleted_row(entity: Entity, row_id: bytes, diff: Mapping[str, Any]) -> WireRow:
    """Return a row that was deleted for good: the captured diff holds every column."""
    columns, row = wire_columns(entity), blank_row(entity, row_id)
    for name, (old, _new) in diff.items():
        if name in columns:
            row[name] = to_wire(columns[name], old)
        elif name.startswith(OWN):
            applied(row, {name: [cast("Json", old), None]}, 0)
    return row


def bookkeeping_of(before: list[Any] | None) -> WireRow:
    """Return version, time and author of the last change before a captured update."""
    if before is None:
        return {}
    version, changed_at, changed_by = before
    return {
        "ver": version,
        "updated_at": to_wire(Storage.MOMENT, changed_at),
        "updated_by": to_wire(Storage.ID, changed_by),
    }


def text_of(row: WireRow | None) -> str | None:
    """Return a row as a shadow holds it."""
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def blank_row(entity: Entity, row_id: bytes) -> WireRow:
    """Return a new row with nothing in it."""
    return dict.fromkeys(wire_columns(entity)) | {
        "id": str(uuid.UUID(bytes=row_id)),
        "ver": 0,
    }


def _cell_to_wire(storage: Storage, cell: Stored) -> Json:
    if isinstance(cell, bytes):
        return to_wire(storage, cell.hex())
    if storage is Storage.JSON:
        return None if cell is None else cast("Json", json.loads(str(cell)))
    return to_wire(storage, cell)


def _storage(column: sa.Column[Any]) -> Storage:
    return _STORAGES[type(column.type)]
