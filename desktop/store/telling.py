"""What a unit of work changed in records that tell people, and who is concerned by them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop.core.entities import Entity, get_entity, is_entity
from desktop.core.involvement import involvements_of, involving_entities
from desktop.store.engine import Connection
from desktop.store.organisation import read_organisation
from desktop.store.row_rights import id_of
from desktop.store.sql import column, quoted
from desktop.store.titles import title_text

Diff = Mapping[str, tuple[Any, Any]]
_AMONG: Final = "IN (SELECT unhex(value) FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Touched:
    """A living row that was made or changed: what each captured field was and is."""

    entity: Entity
    row: uuid.UUID
    is_new: bool
    diff: Diff


def touched_rows(
    connection: Connection, first_change: int, entities: Mapping[str, Entity]
) -> Iterator[Touched]:
    """Yield the rows of `entities` that were changed since a change and are in no bin."""
    marks = ", ".join("?" * len(entities))
    query = (
        "SELECT tbl, row_id, op, diff FROM main.change"
        f" WHERE seq > ? AND op <> 'D' AND tbl IN ({marks}) ORDER BY seq"
    )
    found: dict[tuple[str, bytes], tuple[bool, dict[str, tuple[Any, Any]]]] = {}
    for table, row_id, op, text in connection.execute(query, (first_change, *entities)):
        _is_new, diff = found.setdefault((table, row_id), (op == "I", {}))
        for name, (old, new) in json.loads(text).items():
            diff[name] = (diff[name][0] if name in diff else old, new)
    for (table, row_id), (is_new, diff) in found.items():
        if "deleted_at" in diff:
            continue
        yield Touched(entities[table], uuid.UUID(bytes=row_id), is_new, diff)


def cell(connection: Connection, entity: Entity, row: uuid.UUID, name: str) -> object:
    """Return a field of a living row as it is stored, None if there is no such row."""
    query = (
        f"SELECT {column('t', name)} FROM main.{quoted(entity.key)} t"
        " WHERE t.id = ? AND t.deleted_at IS NULL"
    )
    found = connection.execute(query, (row.bytes,)).fetchone()
    return found[0] if found else None


def users_in(stored: object) -> set[uuid.UUID]:
    """Return the users that a link or a list of them names, as it is stored or captured."""
    if isinstance(stored, str) and stored[:1] == "[":
        stored = json.loads(stored)
    if isinstance(stored, list):
        return {uuid.UUID(one) for one in stored if isinstance(one, str)}
    if isinstance(stored, str):
        return {uuid.UUID(stored)}
    one = id_of(stored) if isinstance(stored, bytes) else None
    return {one} if one else set()


def concerned(connection: Connection, entity: Entity, record: uuid.UUID) -> set[uuid.UUID]:
    """Return who is in charge of a record and everybody whom it involves."""
    found = users_in(cell(connection, entity, record, "owner_id"))
    for known in involving_entities().values():
        for one in involvements_of(known.involves):
            target = known.field(one.via).target if one.via else known.key
            if target != entity.key:
                continue
            via = column("t", one.via) if one.via else "t.id"
            query = (
                f"SELECT {column('t', one.field)} FROM main.{quoted(known.key)} t"
                f" WHERE {via} = ? AND t.deleted_at IS NULL"
            )
            for (named,) in connection.execute(query, (record.bytes,)):
                found |= users_in(named)
    return found


def title_of(connection: Connection, key: str, record: uuid.UUID) -> str | None:
    """Return what a living record is called, None if there is none."""
    if not is_entity(key):
        return None
    entity = get_entity(key)
    query = (
        f"SELECT {column('t', entity.title)} FROM main.{quoted(key)} t"
        " WHERE t.id = ? AND t.deleted_at IS NULL"
    )
    found = connection.execute(query, (record.bytes,)).fetchone()
    return title_text(entity, found[0]) if found else None


def people_of(connection: Connection, one: uuid.UUID) -> set[uuid.UUID]:
    """Return the users that an id means: a user, those of a unit and below it, those of a role."""
    whole = read_organisation(connection)
    by_role = {member.user_id for member in whole.members if member.role_id == one}
    by_unit = {person.id for person in whole.people if one in set(whole.above(person.unit_id))}
    return by_role | by_unit | {person.id for person in whole.people if person.id == one}


def active_users(
    connection: Connection, users: Collection[uuid.UUID]
) -> dict[uuid.UUID, tuple[str, str]]:
    """Return names and first e-mail addresses of those of the users who work here."""
    query = (
        f"SELECT id, full_name, emails ->> '$[0]' FROM main.app_user WHERE id {_AMONG}"
        " AND deleted_at IS NULL AND coalesce(is_active, 1)"
    )
    told = json.dumps([one.hex for one in users])
    rows = connection.execute(query, (told,)).fetchall()
    return {uuid.UUID(bytes=one): (name or "", email or "") for one, name, email in rows}


def chosen_channels(
    connection: Connection, users: Collection[uuid.UUID]
) -> dict[tuple[uuid.UUID, str], frozenset[str]]:
    """Return the channels that users chose by kind of notice, as far as they did."""
    query = (
        f"SELECT user_id, kind, channels FROM main.notice_choice WHERE user_id {_AMONG}"
        " AND deleted_at IS NULL"
    )
    rows = connection.execute(query, (json.dumps([one.hex for one in users]),)).fetchall()
    return {
        (uuid.UUID(bytes=user), kind): frozenset(json.loads(channels or "[]"))
        for user, kind, channels in rows
    }
