"""Reading the organisation of a company, and who may do what with single records."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from desktop.core.access import Access, Shared
from desktop.core.entities import get_entity
from desktop.core.organisation import (
    Membership,
    Organisation,
    Person,
    Role,
    RoleGrant,
    Unit,
)
from desktop.core.permissions import Grant, Level, Reach
from desktop.core.shipped import role_name
from desktop.store.engine import Connection
from desktop.store.joined_levels import joined_level
from desktop.store.row_judgement import inputs_of
from desktop.store.row_rights import id_of
from desktop.store.sql import quoted

_LEVELS: Final = {level.name.lower(): level for level in Level if level}
_REACHES: Final = frozenset(Reach)


def read_organisation(connection: Connection) -> Organisation:
    """Return everybody, every unit and every role that is not in the bin."""

    def rows(columns: str, table: str, order: str = "id") -> list[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM main.{table} WHERE deleted_at IS NULL ORDER BY {order}"
        return list(connection.execute(query).fetchall())

    people = tuple(
        Person(_id(one), str(name), str(login or ""), _maybe(unit), active is None or bool(active))
        for one, name, login, unit, active in rows(
            "id, full_name, login, org_unit_id, is_active", "app_user", "full_name_key"
        )
    )
    units = tuple(
        Unit(_id(one), str(name), str(code or ""), _maybe(above))
        for one, name, code, above in rows("id, name, code, parent_id", "org_unit", "name_key")
    )
    given: dict[uuid.UUID, list[RoleGrant]] = defaultdict(list)
    for one, role, module, reach, level in rows(
        "id, role_id, record_module, reach, level", "permission_grant", "record_module"
    ):
        if reach in _REACHES and level in _LEVELS:  # a later program may know more of them
            grant = Grant(str(module), Reach(str(reach)), _LEVELS[str(level)])
            given[_id(role)].append(RoleGrant(_id(one), grant))
    roles = tuple(
        Role(
            _id(one),
            role_name(_id(one), str(name)),
            str(told or ""),
            _actions(rights),
            tuple(given[_id(one)]),
        )
        for one, name, told, rights in rows(
            "id, name, description, rights", "user_role", "name_key"
        )
    )
    members = tuple(
        Membership(_id(one), _id(user), _id(role))
        for one, user, role in rows("id, user_id, role_id", "role_member")
    )
    return Organisation(people, units, roles, members)


def read_access(connection: Connection, entity: str, ids: Sequence[uuid.UUID]) -> Access:
    """Return with whom records are shared, and what decides on the rights on a single one."""
    facts = get_entity(entity)
    is_joined, mine = joined_level(connection, entity, ids)
    return Access(
        read_organisation(connection),
        tuple(_shared(connection, entity, ids)),
        inputs_of(connection, facts, ids[0].bytes) if len(ids) == 1 else None,
        mine,
        is_joined,
    )


def shares_with(
    connection: Connection, entity: str, ids: Sequence[uuid.UUID], column: str, who: uuid.UUID
) -> dict[uuid.UUID, list[tuple[uuid.UUID, Level]]]:
    """Return the shares of records with one person, unit or role: their ids and levels, by record.

    `column` is "user_id", "unit_id" or "role_id".
    """
    query = (
        f"SELECT record_id, id, level FROM main.share WHERE {quoted(column)} = ?"
        " AND record_type = ? AND deleted_at IS NULL"
        " AND record_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    told = json.dumps([str(one) for one in ids])
    found: dict[uuid.UUID, list[tuple[uuid.UUID, Level]]] = defaultdict(list)
    for record, share, level in connection.execute(query, (who.bytes, entity, told)).fetchall():
        found[uuid.UUID(record)].append((_id(share), _LEVELS.get(level, Level.NONE)))
    return dict(found)


def _shared(connection: Connection, entity: str, ids: Sequence[uuid.UUID]) -> list[Shared]:
    query = (
        "SELECT id, record_id, user_id, unit_id, role_id, level FROM main.share"
        " WHERE record_type = ? AND deleted_at IS NULL"
        " AND record_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    told = json.dumps([str(one) for one in ids])
    found: dict[tuple[str, uuid.UUID], list[tuple[uuid.UUID, str, Level]]] = defaultdict(list)
    for share, record, *named, level in connection.execute(query, (entity, told)).fetchall():
        for kind, who in zip(("user", "unit", "role"), map(id_of, named), strict=True):
            if who is not None and level in _LEVELS:
                found[kind, who].append((_id(share), record, _LEVELS[level]))
    return [
        Shared(
            kind,
            who,
            max(level for _share, _record, level in some),
            tuple(share for share, _record, _level in some),
            len({record for _share, record, _level in some}),
        )
        for (kind, who), some in found.items()
    ]


def _id(stored: bytes) -> uuid.UUID:
    return uuid.UUID(bytes=stored)


def _maybe(stored: bytes | None) -> uuid.UUID | None:
    return None if stored is None else _id(stored)


def _actions(rights: object) -> tuple[str, ...]:
    found = json.loads(str(rights)) if rights else []
    return tuple(str(one) for one in found) if isinstance(found, list) else ()
