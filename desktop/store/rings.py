"""Records that stand below others of their kind never stand below themselves.

Whatever wrote the parent is checked: a form, a change of many, an import, a merge. What comes from
the centre was checked there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.core.entities import Entity, iter_entities
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Kind
from desktop.core.i18n import _
from desktop.store.bulk import IDS_AT_ONCE, in_parts
from desktop.store.engine import Connection

PARENT: Final = "parent_id"


def is_tree(entity: Entity) -> bool:
    """Tell whether the records of an entity stand below each other."""
    parent = entity.by_name.get(PARENT)
    return parent is not None and parent.kind is Kind.LINK and parent.target == entity.key


def refuse_rings(connection: Connection, first_change: int) -> None:
    """Raise InvalidValueError if what was captured since lets a record stand below itself."""
    for entity in filter(is_tree, iter_entities()):
        query = (
            "SELECT DISTINCT row_id FROM change WHERE seq > ? AND tbl = ? "
            f"AND (op = 'I' OR op = 'U' AND diff -> '$.{PARENT}' IS NOT NULL)"
        )
        moved = [row for (row,) in connection.execute(query, (first_change, entity.key))]
        for some in in_parts(moved, IDS_AT_ONCE):
            if _is_ring(connection, entity, some):
                raise InvalidValueError(_("It would stand below itself."), field=PARENT)


def _is_ring(connection: Connection, entity: Entity, ids: Sequence[bytes]) -> bool:
    query = f"""
        WITH RECURSIVE up (start, id) AS (
            SELECT id, {PARENT} FROM "{entity.key}"
            WHERE id IN ({",".join("?" * len(ids))}) AND {PARENT} IS NOT NULL
            UNION
            SELECT up.start, t.{PARENT} FROM up JOIN "{entity.key}" t ON t.id = up.id
            WHERE t.{PARENT} IS NOT NULL)
        SELECT 1 FROM up WHERE id = start LIMIT 1"""
    return connection.execute(query, ids).fetchone() is not None
