"""The recycle bin: records go there with what hangs on them, and come back with it.

What goes along is declared by links (see `core.deletion`). It carries the same `deleted_at`, which
tells on the way back what went in together. Links stay as they are in the bin; only what is deleted
for good takes them along.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from desktop.core.clock import to_micros
from desktop.core.deletion import DETACH, REFUSE, TAKE, Hanging, Relation, counted, relations_to
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import _
from desktop.store import bulk
from desktop.store.bulk import IDS_AT_ONCE, in_parts
from desktop.store.engine import Connection
from desktop.store.transactions import Writing

KEPT_DAYS: Final = 90
Gone = dict[str, set[bytes]]  # ids by entity


def delete(writing: Writing, entity_key: str, ids: Iterable[uuid.UUID]) -> int:
    """Put living records into the bin, with what hangs on them; return how many were named.

    Raises:
        RuleBrokenError: living records forbid it, as they need what would go.
    """
    raw = [record_id.bytes for record_id in ids]
    gone: Gone = {}
    moved = _move(writing, entity_key, raw, None, writing.at, gone)
    refusing = _living(writing.connection, gone, (REFUSE,))[REFUSE]
    if refusing:
        sentence = _("This cannot be deleted, as it is still needed by: {records}.")
        raise RuleBrokenError(sentence.format(records=counted(refusing)))
    return moved


def hanging(connection: Connection, entity_key: str, ids: Iterable[uuid.UUID]) -> Hanging:
    """Tell what hangs on living records, before they are deleted."""
    named = {record_id.bytes for record_id in ids}
    gone: Gone = {entity_key: set(named)}
    waiting = [(entity_key, list(named))]
    while waiting:
        key, found = waiting.pop()
        for child, children in _children(connection, key, found, "deleted_at IS NULL", ()):
            new = set(children) - gone.setdefault(child, set())
            gone[child] |= new
            if new:
                waiting.append((child, list(new)))
    taken = {key: len(found) for key, found in gone.items()}
    taken[entity_key] -= len(named)
    others = _living(connection, gone, (REFUSE, DETACH))
    return Hanging(
        {key: count for key, count in taken.items() if count}, others[DETACH], others[REFUSE]
    )


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
            restored += _move(writing, entity_key, binned, moment, None, {})
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
    writing: Writing,
    entity_key: str,
    ids: list[bytes],
    old: int | None,
    new: int | None,
    gone: Gone,
) -> int:
    """Change `deleted_at` from `old` to `new`, of the records and of what goes along.

    All of them are added to `gone`.
    """
    gone.setdefault(entity_key, set()).update(ids)
    facts = (new, writing.at, writing.actor.user_id.bytes)
    cursor = writing.connection.executemany(
        f'UPDATE "{entity_key}" SET deleted_at = ?, ver = ver + 1, updated_at = ?, updated_by = ? '
        "WHERE id = ? AND deleted_at IS ?",
        [(*facts, record_id, old) for record_id in ids],
    )
    moved = cursor.rowcount
    # Each of these two spellings lets the planner use a partial index; "IS ?" would not.
    together, parameters = ("deleted_at IS NULL", ()) if old is None else ("deleted_at = ?", (old,))
    for child, children in _children(writing.connection, entity_key, ids, together, parameters):
        _move(writing, child, children, old, new, gone)
    return moved


def _purge(writing: Writing, entity_key: str, named: list[bytes]) -> int:
    binned = "deleted_at IS NOT NULL"
    ids: list[bytes] = []
    for some in in_parts(named, IDS_AT_ONCE):
        query = f'SELECT id FROM "{entity_key}" WHERE {binned} AND id IN ({_marks(some)})'
        ids += [record_id for (record_id,) in writing.connection.execute(query, some)]
    for child, children in _children(writing.connection, entity_key, ids, binned, ()):
        _purge(writing, child, children)
    _detach(writing, entity_key, ids)
    cursor = writing.connection.executemany(
        f'DELETE FROM "{entity_key}" WHERE id = ? AND deleted_at IS NOT NULL',
        [(record_id,) for record_id in ids],
    )
    return cursor.rowcount


def _detach(writing: Writing, entity_key: str, ids: list[bytes]) -> None:
    """Empty the links to records that are deleted for good, as far as they may be empty."""
    for relation in relations_to(entity_key):
        if relation.field.required:
            continue
        for condition in ("deleted_at IS NULL", "deleted_at IS NOT NULL"):
            found = _naming(writing.connection, relation, ids, condition, ())
            if found:
                holders = [uuid.UUID(bytes=one) for one in found]
                bulk.update_rows(writing, relation.entity.key, holders, {relation.field.name: None})


def _living(connection: Connection, gone: Gone, rules: Sequence[str]) -> dict[str, dict[str, int]]:
    """Count by rule and entity what lives, does not go along and names something that goes."""
    found: dict[str, dict[str, set[bytes]]] = {rule: {} for rule in rules}
    for key, ids in gone.items():
        for relation in relations_to(key):
            if relation.rule in rules and ids:
                living = _naming(connection, relation, list(ids), "deleted_at IS NULL", ())
                other = set(living) - gone.get(relation.entity.key, set())
                found[relation.rule].setdefault(relation.entity.key, set()).update(other)
    return {
        rule: {key: len(ids) for key, ids in by_entity.items() if ids}
        for rule, by_entity in found.items()
    }


def _children(
    connection: Connection,
    entity_key: str,
    ids: list[bytes],
    condition: str,
    parameters: Sequence[object],
) -> Iterator[tuple[str, list[bytes]]]:
    """Yield, by entity, the records that go along with `ids` and fulfil `condition`."""
    for relation in relations_to(entity_key):
        if relation.rule == TAKE:
            found = _naming(connection, relation, ids, condition, parameters)
            if found:
                yield relation.entity.key, found


def _naming(
    connection: Connection,
    relation: Relation,
    ids: list[bytes],
    condition: str,
    parameters: Sequence[object],
) -> list[bytes]:
    """Return the records whose link names one of `ids` and that fulfil `condition`."""
    found: list[bytes] = []
    for some in in_parts(ids, IDS_AT_ONCE):
        query = (
            f'SELECT id FROM "{relation.entity.key}" WHERE {condition} '
            f'AND "{relation.field.name}" IN ({_marks(some)})'
        )
        rows = connection.execute(query, (*parameters, *some)).fetchall()
        found += [record_id for (record_id,) in rows]
    return found


def _marks(items: Sequence[object]) -> str:
    return ",".join("?" * len(items))
