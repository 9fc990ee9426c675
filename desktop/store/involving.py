"""Shares for who is involved: whoever is assigned, invited or watching gets to see the record.

It follows from the changes of a unit of work, whatever wrote them, and stands in the same group, so
that it is undone with them. `core.involvement` says who is meant.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.core.entities import Entity
from desktop.core.errors import NotAllowedError
from desktop.core.i18n import N_, _
from desktop.core.involvement import (
    Involvement,
    involvements_of,
    involving_entities,
    share_id,
)
from desktop.core.permissions import Level
from desktop.store import bulk, recycle_bin
from desktop.store.engine import Connection
from desktop.store.joined_levels import joined_level
from desktop.store.sql import column, quoted
from desktop.store.transactions import Writing

ONLY_SHARERS: Final = N_("Only who may share a record may name further people in it.")
_SHARE: Final = "share"
_DELETED: Final = "deleted_at"
Involved = tuple[str, uuid.UUID, uuid.UUID]  # entity, record, user


@dataclass
class _Wish:
    """Who is to have which level on which record, and who was named and is not any more."""

    given: dict[Involved, Level] = field(default_factory=dict)
    taken: set[Involved] = field(default_factory=set)


def involve(writing: Writing) -> None:
    """Give and take shares for what the transaction changed so far.

    Raises:
        NotAllowedError: somebody further was named by who may not share the record.
    """
    known = involving_entities()
    marks = ", ".join("?" * len(known))
    query = (
        "SELECT tbl, row_id, diff FROM change"
        f" WHERE seq > ? AND op <> 'D' AND tbl IN ({marks}) ORDER BY seq"
    )
    wish = _Wish()
    changes = writing.connection.execute(query, (writing.first_change, *known)).fetchall()
    for table, row_id, diff in changes:
        _note(writing.connection, known[table], uuid.UUID(bytes=row_id), json.loads(diff), wish)
    _give(writing, wish.given)
    _take(writing, wish.taken - wish.given.keys())


def _note(
    connection: Connection,
    entity: Entity,
    row: uuid.UUID,
    diff: dict[str, list[Any]],
    wish: _Wish,
) -> None:
    for one in involvements_of(entity.involves):
        if one.field not in diff and _DELETED not in diff:
            continue
        target, people, is_living = _standing(connection, entity, row, one)
        if target is None:
            continue
        before = set(_people(diff[one.field][0])) if one.field in diff else people
        for user in people if is_living else ():
            key = (*target, user)
            wish.given[key] = max(one.level, wish.given.get(key, Level.NONE))
        wish.taken |= {(*target, user) for user in (before - people if is_living else before)}


def _standing(
    connection: Connection, entity: Entity, row: uuid.UUID, one: Involvement
) -> tuple[tuple[str, uuid.UUID] | None, set[uuid.UUID], bool]:
    """Return the record that is meant, who is named now, and whether the row is no bin's."""
    via = column("t", one.via) if one.via else "t.id"
    query = (
        f"SELECT {via}, {column('t', one.field)}, t.deleted_at IS NULL"
        f" FROM main.{quoted(entity.key)} t WHERE t.id = ?"
    )
    found = connection.execute(query, (row.bytes,)).fetchone()
    if found is None or found[0] is None:
        return None, set(), False
    key = entity.field(one.via).target if one.via else entity.key
    return (key, uuid.UUID(bytes=found[0])), set(_people(found[1])), bool(found[2])


def _people(stored: object) -> Iterator[uuid.UUID]:
    """Yield the users that a link or a list of them names, as it is stored or captured."""
    if isinstance(stored, bytes):
        yield uuid.UUID(bytes=stored)
    elif isinstance(stored, list):
        yield from (uuid.UUID(one) for one in stored)
    elif isinstance(stored, str):
        yield from _people(json.loads(stored)) if stored[:1] == "[" else (uuid.UUID(stored),)


def _give(writing: Writing, given: dict[Involved, Level]) -> None:
    rows: list[dict[str, object]] = []
    back: list[uuid.UUID] = []
    for (entity, record, user), level in given.items():
        if _has(writing.connection, entity, record, user, level):
            continue
        is_joined, mine = joined_level(writing.connection, entity, [record])
        if is_joined and mine < Level.SHARE:
            raise NotAllowedError(_(ONLY_SHARERS))
        share = share_id(record, user)
        query = "SELECT 1 FROM main.share WHERE id = ?"
        if writing.connection.execute(query, (share.bytes,)).fetchone():
            back.append(share)
            bulk.update_rows(writing, _SHARE, [share], {"level": level.name.lower()})
            continue
        facts = {"record_type": entity, "record_id": str(record), "user_id": user}
        rows.append({"id": share, **facts, "level": level.name.lower()})
    if back:
        recycle_bin.restore(writing, _SHARE, back)
    if rows:
        bulk.insert_rows(writing, bulk.prepare_rows(_SHARE, rows, writing.stamp))


def _has(
    connection: Connection, entity: str, record: uuid.UUID, user: uuid.UUID, level: Level
) -> bool:
    """Tell whether somebody owns a record or has it shared that far."""
    owned = f"SELECT 1 FROM main.{quoted(entity)} t WHERE t.id = ? AND t.owner_id = ?"
    if connection.execute(owned, (record.bytes, user.bytes)).fetchone():
        return True
    levels = [one.name.lower() for one in Level if one >= level]
    query = (
        "SELECT 1 FROM main.share WHERE record_type = ? AND record_id = ? AND user_id = ?"
        f" AND deleted_at IS NULL AND level IN ({', '.join('?' * len(levels))})"
    )
    told = (entity, str(record), user.bytes, *levels)
    return connection.execute(query, told).fetchone() is not None


def _take(writing: Writing, taken: Iterable[Involved]) -> None:
    """Take back what being involved gave, where nothing else involves the person.

    Who may not share the record leaves the share: it is taken by whoever changes the people next.
    """
    gone = []
    for entity, record, user in taken:
        is_joined, level = joined_level(writing.connection, entity, [record])
        if is_joined and level < Level.SHARE:
            continue
        if not _is_named(writing.connection, entity, record, user):
            gone.append(share_id(record, user))
    if gone:
        recycle_bin.delete(writing, _SHARE, gone)


def _is_named(connection: Connection, entity: str, record: uuid.UUID, user: uuid.UUID) -> bool:
    """Tell whether any living row still involves somebody in a record."""
    for known in involving_entities().values():
        for one in involvements_of(known.involves):
            target = known.field(one.via).target if one.via else known.key
            if target != entity:
                continue
            via = column("t", one.via) if one.via else "t.id"
            query = (
                f"SELECT {column('t', one.field)} FROM main.{quoted(known.key)} t"
                f" WHERE {via} = ? AND t.deleted_at IS NULL"
            )
            rows = connection.execute(query, (record.bytes,)).fetchall()
            if any(user in _people(named) for (named,) in rows):
                return True
    return False
