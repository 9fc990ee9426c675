"""Which records name one record by a link, those in the bin too."""

from __future__ import annotations

import uuid
from contextlib import closing
from pathlib import Path

from desktop.core.deletion import Relation
from desktop.store.engine import connect_reader
from desktop.store.faults import told


def naming(
    database: Path, relation: Relation, record_id: uuid.UUID, key: bytes | None = None
) -> list[uuid.UUID]:
    """Return the records whose link names a record, in the order in which they were made."""
    # Two questions: each has an index of its own, one for both has none.
    found: list[uuid.UUID] = []
    with told(), closing(connect_reader(database, key)) as connection:
        for condition in ("IS NULL", "IS NOT NULL"):
            query = (
                f'SELECT id FROM "{relation.entity.key}" WHERE deleted_at {condition} '
                f'AND "{relation.field.name}" = ?'
            )
            rows = connection.execute(query, (record_id.bytes,))
            found += [uuid.UUID(bytes=one) for (one,) in rows]
    return sorted(found)
