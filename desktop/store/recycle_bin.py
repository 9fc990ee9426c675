"""The recycle bin: records go there with what hangs on them, and come back with it.

What hangs on a record are the records of the entities that name it as their `parent=`. They carry
the same `deleted_at`, which tells on the way back what went in together.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from desktop.core.clock import to_micros
from desktop.core.entities import children_of
from desktop.store.bulk import IDS_AT_ONCE, in_parts
from desktop.store.transactions import Writing

KEPT_DAYS: Final = 90


def delete(writing: Writing, entity_key: str, ids: Iterable[uuid.UUID]) -> int:
    """Put living records into the bin, with what hangs on them; return how many were named."""
    raw = [record_id.bytes for record_id in ids]
    return _move(writing, entity_key, raw, None, writing.at)


def restore(writing: Writing, entity_key: str, ids: Iterable[uuid.UUID]) -> int:
    """Take records out of the bin, with what went in together with them."""
    restored = 0
    for some in in_parts([record_id.bytes for record_id in ids], IDS_AT_ONCE):
        query = (
            f'SELECT id, deleted_at FROM "{entity_key}" '
            f"WHERE id IN ({_marks(some)}) AND deleted_at IS NOT NULL"
        )
        by_moment: dict[int, list[bytes]] = {}
        for record_id, moment in writing.connection.execute(query, some).fetchall():
            by_moment.setdefault(moment, []).append(record_id)
        for moment, binned in by_moment.items():
            restored += _move(writing, entity_key, binned, moment, None)
    return restored


def purge(writing: Writing, entity_key: str, ids: Iterable[uuid.UUID]) -> int:
    """Delete records in the bin for good, with those in the bin that hang on them."""
    return _purge(writing, entity_key, [record_id.bytes for record_id in ids])


def expired(writing: Writing, entity_key: str, before: dt.datetime, limit: int) -> list[uuid.UUID]:
    """Return at most `limit` records that went into the bin before a moment."""
    query = f'SELECT id FROM "{entity_key}" WHERE deleted_at < ? LIMIT ?'
    rows = writing.connection.execute(query, (to_micros(before), limit))
    return [uuid.UUID(bytes=record_id) for (record_id,) in rows]


def _move(
    writing: Writing, entity_key: str, ids: list[bytes], old: int | None, new: int | None
) -> int:
    """Change `deleted_at` from `old` to `new`, of the records and of what hangs on them."""
    facts = (new, writing.at, writing.actor.user_id.bytes)
    cursor = writing.connection.executemany(
        f'UPDATE "{entity_key}" SET deleted_at = ?, ver = ver + 1, updated_at = ?, updated_by = ? '
        "WHERE id = ? AND deleted_at IS ?",
        [(*facts, record_id, old) for record_id in ids],
    )
    moved = cursor.rowcount
    # Each of these two spellings lets the planner use a partial index; "IS ?" would not.
    together, parameters = ("deleted_at IS NULL", ()) if old is None else ("deleted_at = ?", (old,))
    for child, children in _children(writing, entity_key, ids, together, parameters):
        _move(writing, child, children, old, new)
    return moved


def _purge(writing: Writing, entity_key: str, ids: list[bytes]) -> int:
    for child, children in _children(writing, entity_key, ids, "deleted_at IS NOT NULL", ()):
        _purge(writing, child, children)
    cursor = writing.connection.executemany(
        f'DELETE FROM "{entity_key}" WHERE id = ? AND deleted_at IS NOT NULL',
        [(record_id,) for record_id in ids],
    )
    return cursor.rowcount


def _children(
    writing: Writing,
    entity_key: str,
    ids: list[bytes],
    condition: str,
    parameters: Sequence[object],
) -> Iterator[tuple[str, list[bytes]]]:
    """Yield, by entity, the records that hang on `ids` and fulfil `condition`."""
    for child in children_of(entity_key):
        for some in in_parts(ids, IDS_AT_ONCE):
            query = (
                f'SELECT id FROM "{child.key}" WHERE {condition} '
                f'AND "{child.parent}" IN ({_marks(some)})'
            )
            found = writing.connection.execute(query, (*parameters, *some)).fetchall()
            if found:
                yield child.key, [record_id for (record_id,) in found]


def _marks(items: Sequence[object]) -> str:
    return ",".join("?" * len(items))
