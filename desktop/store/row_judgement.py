"""Whether one of several people may do what a unit of work did, judged before its commit.

What capture wrote down tells which rows were touched and what they held before, so that no way of
writing goes past this. A person who may do everything is not judged.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.i18n import N_, _
from desktop.core.permissions import (
    SHARING,
    Level,
    Member,
    Reach,
    RowInputs,
    Visibility,
    level_on,
    module_reached,
    shared_visibility,
)
from desktop.core.quick_dataclass import dataclass
from desktop.store.engine import Connection
from desktop.store.hanging_judgement import refuse_gain
from desktop.store.joined_levels import joined_level
from desktop.store.row_rights import (
    SHARE,
    SHARED,
    id_of,
    link_above,
    unit_parents,
    visibility_alone,
)
from desktop.store.sql import column, quoted

FORBIDDEN: Final = N_("You may not change this record: {title}.")
_OWN_MARKS: Final = frozenset({"read_by"})  # what everybody who sees a row may write in it
_DELETED: Final = "deleted_at"


@dataclass(slots=True)
class _Touched:
    """What a unit of work did to one row: the level it takes, and what the row held before."""

    level: Level
    is_new: bool
    before: dict[str, Any]


def check(connection: Connection, member: Member, first_change: int) -> None:
    """Judge all that was captured since a change; rows are judged by what they held before.

    Raises:
        NotAllowedError: a row was changed on which the person lacks the level for that.
    """
    touched = _touched(connection, first_change)
    parents = unit_parents(connection)
    for (key, row_id), one in touched.items():
        entity = get_entity(key)
        if entity.dictionary and not entity.company:
            continue
        row = _inputs(connection, entity, row_id, touched)
        level, needed = level_on(row, member, parents), one.level
        if entity.company:  # roles and the like are nobody's own
            level, needed = level_for_all(entity, member), max(needed, Level.EDIT)
        elif key == SHARE:
            level, needed = _level_on_shared(connection, row_id, one, touched, member), Level.SHARE
        elif one.is_new:  # who makes something may hang it on what they see
            level = Level.SHARE if row.above is None else level_on(row.above, member, parents)
            needed = max(needed, Level.EDIT) if entity.part else needed
        if level < needed:
            title = _title(connection, entity, row_id) if level >= Level.VIEW else _(entity.label)
            raise NotAllowedError(_(FORBIDDEN).format(title=title))


def check_joined(
    connection: Connection, first_change: int, judged: Container[uuid.UUID] | None = None
) -> None:
    """Judge what was captured by the levels that the centre told; a row it never saw is one's own.

    `judged` are the only rows that are looked at, of a command that the centre does as a whole.

    Raises:
        NotAllowedError: the centre would refuse it.
    """
    query = "SELECT 1 FROM main.sqlite_master WHERE name = 'my_acl'"
    if connection.execute(query).fetchone() is None:
        return  # it was left since
    for (key, row_id), one in _touched(connection, first_change).items():
        if judged is not None and uuid.UUID(bytes=row_id) not in judged:
            continue
        entity = get_entity(key)
        query = (
            f"SELECT t.acl_id, a.level FROM main.{quoted(key)} t "
            "LEFT JOIN main.my_acl a ON a.acl_id = t.acl_id WHERE t.id = ?"
        )
        found = connection.execute(query, (row_id,)).fetchone()
        if one.is_new and entity.part:
            _check_part(connection, entity, row_id)
        if one.is_new or found is None or found[0] is None:
            continue
        if (held := Level(found[1] or Level.NONE)) < one.level:
            raise NotAllowedError(_(FORBIDDEN).format(title=_title(connection, entity, row_id)))
        refuse_gain(connection, entity, row_id, one.before, held)


def _check_part(connection: Connection, entity: Entity, row_id: bytes) -> None:
    """Judge who adds a part to a record by what they may do with that."""
    link = link_above(entity)
    query = f"SELECT t.{quoted(link)} FROM main.{quoted(entity.key)} t WHERE t.id = ?"
    found = connection.execute(query, (row_id,)).fetchone()
    if found is None or found[0] is None:
        return
    above, record = get_entity(entity.field(link).target), uuid.UUID(bytes=found[0])
    _is_joined, level = joined_level(connection, above.key, [record])
    if level < Level.EDIT:
        raise NotAllowedError(_(FORBIDDEN).format(title=_title(connection, above, found[0])))


def level_for_all(entity: Entity, member: Member) -> Level:
    """Return what a person may do with all records of a module."""
    granted = (
        grant.level
        for grant in member.grants
        if grant.module == entity.module and grant.reach is Reach.ALL
    )
    return max(granted, default=Level.NONE)


def _level_on_shared(
    connection: Connection,
    row_id: bytes,
    one: _Touched,
    touched: Mapping[tuple[str, bytes], _Touched],
    member: Member,
) -> Level:
    """Return the least that a person may do with the records that a share is or was about."""
    query = "SELECT record_type, record_id FROM main.share WHERE id = ?"
    now = connection.execute(query, (row_id,)).fetchone()
    kept = dict(zip(("record_type", "record_id"), now or (None, None), strict=True))
    parents = unit_parents(connection)
    levels = []
    for said in (kept, {**kept, **one.before}):
        if said["record_type"] and said["record_id"]:
            entity, shared = get_entity(said["record_type"]), uuid.UUID(said["record_id"])
            row = _inputs(connection, entity, shared.bytes, touched, but=row_id)
            levels.append(level_on(row, member, parents))
    return min(levels, default=Level.NONE)


def _touched(connection: Connection, first: int) -> dict[tuple[str, bytes], _Touched]:
    found: dict[tuple[str, bytes], _Touched] = {}
    query = "SELECT tbl, row_id, op, diff FROM change WHERE seq > ? ORDER BY seq"
    for key, row_id, op, text in connection.execute(query, (first,)):
        diff = json.loads(text)
        known = found.setdefault((key, row_id), _Touched(Level.VIEW, op == "I", {}))
        if known.is_new:
            continue
        known.level = max(known.level, _needed(op, diff))
        for name, (old, _new) in diff.items():
            known.before.setdefault(name, old)
    return found


def _needed(op: str, diff: Mapping[str, Any]) -> Level:
    if op == "D" or _DELETED in diff:
        return Level.DELETE
    if _OWN_MARKS.issuperset(diff):
        return Level.VIEW
    return Level.SHARE if not SHARING.isdisjoint(diff) else Level.EDIT


def _inputs(
    connection: Connection,
    entity: Entity,
    row_id: bytes,
    touched: Mapping[tuple[str, bytes], _Touched],
    but: bytes = b"",
) -> RowInputs:
    """Return what decides on a row, as it was before the unit of work.

    Shares that were made or changed in it do not count, nor does the share `but`.
    """
    names = list(_deciding(entity))
    cells = ", ".join(column("t", name) for name in names)
    found = connection.execute(
        f"SELECT {cells} FROM main.{quoted(entity.key)} t WHERE t.id = ?", (row_id,)
    ).fetchone()
    held = dict(zip(names, found or (None,) * len(names), strict=True))
    known = touched.get((entity.key, row_id))
    before = {} if known is None or known.is_new else known.before
    row = {name: before.get(name, held[name]) for name in names}
    unit, visibility = id_of(row["org_unit_id"]), row["visibility"]
    seen = None if visibility is None else Visibility(visibility)
    if seen is None and SHARED in row:
        seen = shared_visibility(bool(row[SHARED]), unit)
    link = link_above(entity)
    above = id_of(row[link]) if link else None
    if seen is None and above is None:
        seen = visibility_alone(entity)
    return RowInputs(
        module_reached(entity.module, internal=entity.internal, visibility=visibility),
        id_of(row["owner_id"]),
        unit,
        seen,
        _shares(connection, entity, row_id, {one for key, one in touched if key == SHARE} | {but}),
        above=None
        if above is None
        else _inputs(connection, get_entity(entity.field(link).target), above.bytes, touched),
    )


def inputs_of(connection: Connection, entity: Entity, row_id: bytes) -> RowInputs:
    """Return what decides on the rights on a row as it is now."""
    return _inputs(connection, entity, row_id, {})


def _deciding(entity: Entity) -> Iterator[str]:
    yield from ("owner_id", "org_unit_id", "visibility")
    if SHARED in entity.by_name:
        yield SHARED
    if link := link_above(entity):
        yield link


def _title(connection: Connection, entity: Entity, row_id: bytes) -> str:
    query = f"SELECT {column('t', entity.title)} FROM main.{quoted(entity.key)} t WHERE t.id = ?"
    found = connection.execute(query, (row_id,)).fetchone()
    return str(found[0] or _(entity.label)) if found else _(entity.label)


def _shares(
    connection: Connection, entity: Entity, row_id: bytes, but: set[bytes]
) -> dict[uuid.UUID, Level]:
    """Return with whom a record is shared, and how far, without the shares `but`."""
    found: dict[uuid.UUID, Level] = {}
    query = (
        "SELECT id, user_id, unit_id, role_id, level FROM main.share"
        " WHERE record_type = ? AND record_id = ? AND deleted_at IS NULL"
    )
    parameters = (entity.key, str(uuid.UUID(bytes=row_id)))
    for share, *named, level in connection.execute(query, parameters):
        if share in but:
            continue
        for one in filter(None, map(id_of, named)):
            found[one] = max(found.get(one, Level.NONE), Level[level.upper()])
    return found
