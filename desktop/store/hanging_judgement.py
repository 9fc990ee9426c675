"""Whether a person would get more of a record by hanging it on another: the centre refuses that."""

from __future__ import annotations

import uuid
from collections.abc import Container
from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.fields import Kind
from desktop.core.i18n import N_, _
from desktop.core.permissions import Level, Visibility, gains
from desktop.store.engine import Connection
from desktop.store.joined_levels import joined_level
from desktop.store.row_rights import SHARED, links_above
from desktop.store.sql import column, quoted
from desktop.store.titles import title_text

GAINING: Final = N_(
    "“{title}” is somebody else’s. Linked to “{above}” you would get more rights on it than you "
    "have now: ask whoever is in charge of it to do that."
)
NAMED: Final = ("record_type", "record_id")  # of records that name what they are about


def refuse_gain(
    connection: Connection, entity: Entity, row_id: bytes, changed: Container[str], held: Level
) -> None:
    """Refuse to hang a row on a record by which the person would have more of it than `held`.

    Raises:
        NotAllowedError: the centre would refuse it.
    """
    links = links_above(entity)
    if entity.company or SHARED in entity.by_name:
        return  # says itself who sees it
    if not any(name in changed for name in (*links, *NAMED)):
        return
    names = ["visibility", *links, *(name for name in NAMED if _is_named(entity))]
    cells = ", ".join(column("t", name) for name in names)
    query = f"SELECT {cells} FROM main.{quoted(entity.key)} t WHERE t.id = ?"
    found = connection.execute(query, (row_id,)).fetchone()
    if found is None:
        return
    row = dict(zip(names, found, strict=True))
    seen = None if row["visibility"] is None else Visibility(row["visibility"])
    target = _above(entity, links, row)
    if target is None:
        return
    above, above_id = target
    _is_joined, level = joined_level(connection, above.key, [above_id])
    if gains(held, level, seen):
        told = {"title": _title(connection, entity, row_id)}
        told["above"] = _title(connection, above, above_id.bytes)
        raise NotAllowedError(_(GAINING).format(**told))


def _above(
    entity: Entity, links: tuple[str, ...], row: dict[str, object]
) -> tuple[Entity, uuid.UUID] | None:
    """Return the record on which a row hangs."""
    for name in links:
        if isinstance(linked := row[name], bytes):
            return get_entity(entity.field(name).target), uuid.UUID(bytes=linked)
    if row.get("record_type") and row.get("record_id"):
        return get_entity(str(row["record_type"])), uuid.UUID(str(row["record_id"]))
    return None


def _is_named(entity: Entity) -> bool:
    fields = [entity.by_name.get(name) for name in NAMED]
    return all(field is not None and field.kind is not Kind.COMPUTED for field in fields)


def _title(connection: Connection, entity: Entity, row_id: bytes) -> str:
    query = f"SELECT {column('t', entity.title)} FROM main.{quoted(entity.key)} t WHERE t.id = ?"
    found = connection.execute(query, (row_id,)).fetchone()
    return title_text(entity, found[0]) if found else _(entity.label)
