"""How many rows of each acl are here, and a sum that tells whether they are those of the centre."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Final

from desktop.core.entities import iter_entities
from desktop.store.engine import Connection, connect_reader
from desktop.store.mirror.horizons import Window, windows
from desktop.store.mirror.outbox import uncollected_count
from desktop.store.work import Store

MASK: Final = 2**48 - 1

Digest = dict[tuple[str, int], tuple[int, int]]


def own_digest(store: Store, told: Mapping[str, Window]) -> Digest | None:
    """Return number of rows and tag by table and acl, as the centre last showed them.

    None: somebody edits just now, and it is not known yet what the centre shows of those rows; or
    more is here of the histories than the centre was `told` to compare.
    """
    with closing(connect_reader(store.path, store.key)) as connection:
        connection.execute("BEGIN")
        if uncollected_count(connection):
            return None
        here = windows(connection)
        if not all(table in told and told[table].covers(part) for table, part in here.items()):
            return None
        counts: Counter[tuple[str, int]] = Counter()
        tags: Counter[tuple[str, int]] = Counter()
        for table, acl, row_id, version in _rows(connection):
            key = (table, acl)
            counts[key] += 1
            tags[key] += tag_of(row_id, version)
        return {key: (count, tags[key]) for key, count in counts.items()}


def tag_of(row_id: bytes, version: int) -> int:
    """Return what a row adds to the tag of its acl; docs/sync.md says how it is made."""
    return int.from_bytes(row_id[-4:], "big") * (2 * version + 1) & MASK


def _rows(connection: Connection) -> Iterator[tuple[str, int, bytes, int]]:
    for entity in iter_entities():
        query = (
            f'SELECT acl_id, id, ver FROM "{entity.key}" WHERE acl_id IS NOT NULL AND id NOT IN '
            "(SELECT row_id FROM shadow WHERE tbl = ?)"
        )
        for acl, row_id, version in connection.execute(query, (entity.key,)):
            yield entity.key, acl, row_id, version
    shadows = "SELECT tbl, row_id, body FROM shadow WHERE body IS NOT NULL"
    for table, row_id, body in connection.execute(shadows):
        row = json.loads(body)
        if row["acl_id"] is not None:
            yield table, row["acl_id"], row_id, row["ver"]
