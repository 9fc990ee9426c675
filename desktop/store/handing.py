"""What goes along when records are handed over: what hangs on them and has the same owner."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

from desktop.core.entities import Entity, iter_entities
from desktop.store.bulk import IDS_AT_ONCE, in_parts
from desktop.store.engine import Connection
from desktop.store.row_rights import link_above
from desktop.store.sql import quoted


def hanging_alike(
    connection: Connection, entity: Entity, ids: Sequence[uuid.UUID]
) -> Iterator[tuple[str, list[uuid.UUID]]]:
    """Yield entity and ids of the records that hang on others and belong to the same person."""
    for other in iter_entities():
        link = link_above(other)
        if not link or other.company or other.field(link).target != entity.key:
            continue
        found: list[uuid.UUID] = []
        for some in in_parts([one.bytes for one in ids], IDS_AT_ONCE):
            query = (
                f"SELECT c.id FROM {quoted(other.key)} c JOIN {quoted(entity.key)} r "
                f"ON r.id = c.{quoted(link)} AND r.owner_id = c.owner_id "
                f"WHERE c.deleted_at IS NULL AND c.{quoted(link)} IN ({','.join('?' * len(some))})"
            )
            found += [uuid.UUID(bytes=one) for (one,) in connection.execute(query, some)]
        if found:
            yield other.key, found
