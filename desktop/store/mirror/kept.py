"""The edits of a refused group, kept with the problem: what was typed is there to be sent again."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.extra_values import from_extra
from desktop.core.filters import Json
from desktop.core.kinds import kind_of
from desktop.core.wire import from_wire
from desktop.store.engine import Connection
from desktop.store.mirror.outbox import Part, operations_of
from desktop.store.mirror.wire_rows import OWN, wire_columns
from desktop.store.shapes import shape_of


def keep_edits(connection: Connection, mid: str) -> None:
    """Keep what a part of the outbox holds, in the form in which it travels."""
    query = (
        "SELECT n, mid, first_seq, last_seq, strict, command, args FROM outbox "
        "WHERE mid = ? AND command IS NULL"
    )
    found = connection.execute(query, (mid,)).fetchone()
    if found is not None:
        ops: list[Json] = [
            {
                "t": one.table,
                "id": str(uuid.UUID(bytes=one.row_id)),
                "o": one.op,
                "f": {name: list(pair) for name, pair in one.patch.items()},
            }
            for one in operations_of(connection, Part(*found))
        ]
        keep_operations(connection, mid, ops)


def keep_operations(connection: Connection, mid: str, ops: Json) -> None:
    """Keep operations of the wire, without the values that they started from.

    Those were the company's: who may not see a record any more keeps what he typed himself.
    """
    own = (
        [_without_bases(op) for op in ops if isinstance(op, dict)] if isinstance(ops, list) else []
    )
    connection.execute("INSERT OR IGNORE INTO sync_kept VALUES(?, ?)", (mid, json.dumps(own)))


def _without_bases(op: dict[str, Json]) -> dict[str, Json]:
    patch = op.get("f")
    if not isinstance(patch, dict):
        return op
    pairs: dict[str, Json] = {
        name: [None, *pair[1:]] for name, pair in patch.items() if isinstance(pair, list)
    }
    return {**op, "f": pairs}


def kept_edits(connection: Connection, mid: str) -> list[dict[str, Json]]:
    """Return what a refused group held: entity, id, op, and values as forms have them."""
    found = connection.execute("SELECT ops FROM sync_kept WHERE mid = ?", (mid,)).fetchone()
    told = json.loads(found[0]) if found else []
    merged: dict[tuple[str, str], dict[str, Json]] = {}
    for op in told if isinstance(told, list) else ():
        entity = _entity(op.get("t"))
        if entity is None:
            continue
        values = values_of(entity, op.get("f") or {})
        key = (entity.key, str(op["id"]))
        known = merged.setdefault(
            key, {"entity": entity.key, "id": str(op["id"]), "op": op["o"], "values": {}}
        )
        known["values"] = {**_mapping(known["values"]), **values}
    return list(merged.values())


def values_of(entity: Entity, patch: Mapping[str, Any]) -> dict[str, Json]:
    """Return the new values of a patch of the wire, as forms have them, by field name."""
    values: dict[str, Json] = {}
    for name, pair in patch.items():
        value = form_value(entity, name, pair[1] if isinstance(pair, list) else None)
        field = entity.by_name.get(name.removeprefix(OWN))
        if field is not None and (value is not None or pair[1] is None):
            values[field.name] = value
    return values


def form_value(entity: Entity, column: str, value: Json) -> Json:
    """Return a value of the wire as a form has it; None: it is none, or no field of ours."""
    field = entity.by_name.get(column.removeprefix(OWN))
    if field is None or value is None:
        return None
    kind = kind_of(field)
    try:
        if column.startswith(OWN):
            return kind.to_json(from_extra(field, value))
        stored = from_wire(wire_columns(entity)[column], value)
        return kind.to_json(shape_of(entity).value(column, stored))
    except (KeyError, TypeError, ValueError):  # a later program wrote it
        return None


def _entity(key: object) -> Entity | None:
    try:
        return get_entity(str(key))
    except UnknownEntityError:
        return None


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}
