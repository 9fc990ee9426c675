"""Records that stand below others of their kind never stand below themselves.

Whatever wrote the parent is checked: a form, a change of many, an import, a merge. What comes from
the centre was checked there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Final

from desktop.core.entities import Entity, get_entity
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


def refuse_rings(connection: Connection, moved: Mapping[str, Set[bytes]]) -> None:
    """Raise InvalidValueError if a record stands below itself; `moved` by table is new or moved."""
    for table, ids in moved.items():
        for some in in_parts(list(ids), IDS_AT_ONCE):
            if _is_ring(connection, get_entity(table), some):
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
