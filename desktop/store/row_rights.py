"""The rights of one of several people on single rows, as SQL: what `core.permissions` says of one.

Reading goes through TEMP views that stand before the tables and bear their names, so that lists,
counts, searches, statistics, cards and titles hold no row that the person may not see, and nobody
can forget to ask. Writing is judged before the commit, by what capture wrote down: no way of
writing goes past it. A person who may see and do everything has neither.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.errors import NotAllowedError
from desktop.core.i18n import N_, _
from desktop.core.permissions import (
    Level,
    Member,
    Parents,
    Reach,
    RowInputs,
    Visibility,
    level_on,
    shared_visibility,
    units_below,
)
from desktop.core.quick_dataclass import dataclass
from desktop.store.conditions import Scope
from desktop.store.engine import Connection
from desktop.store.sql import column, quoted

FORBIDDEN: Final = N_("You may not change this record: {title}.")
SHARED: Final = "is_shared"
_SHARING: Final = frozenset({"owner_id", "org_unit_id", "visibility", SHARED})
_OWN_MARKS: Final = frozenset({"read_by"})  # what everybody who sees a row may write in it
_DELETED: Final = "deleted_at"


def scope_of(connection: Connection, member: Member | None) -> Scope:
    """Return whose rows a person may read."""
    if member is None:
        return Scope()
    return Scope(member=member, parents=_unit_parents(connection))


def narrow(connection: Connection, scope: Scope) -> None:
    """Let a reading connection see no rows but those that the person may see."""
    if scope.member is None:
        return
    narrowed = [entity for entity in iter_entities() if not entity.dictionary]
    for entity in narrowed:
        table = quoted(entity.key)
        seen = condition(entity, "t", Level.VIEW, scope.member, scope.parents)
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} t WHERE {seen}")
    known = " AND ".join(
        f"(c.tbl <> '{entity.key}' OR EXISTS (SELECT 1 FROM temp.{quoted(entity.key)} t"
        " WHERE t.id = c.row_id))"
        for entity in narrowed
    )
    connection.execute(f"CREATE TEMP VIEW change AS SELECT * FROM main.change c WHERE {known}")


def condition(entity: Entity, alias: str, level: Level, member: Member, parents: Parents) -> str:
    """Return SQL that holds of the rows on which `member` has at least `level`.

    Ids stand in the text, as a view takes no parameters.
    """
    unit = column(alias, "org_unit_id")
    parts = [f"{column(alias, 'owner_id')} = {_literal(member.user_id)}"]
    for grant in member.grants:
        if grant.module == entity.module and grant.level >= level:
            if grant.reach is Reach.ALL:
                return "1"
            if grant.reach is not Reach.OWN and member.org_unit_id is not None:
                is_tree = grant.reach is Reach.SUBTREE
                units = units_below(member.org_unit_id, parents) if is_tree else _one(member)
                parts.append(f"{unit} IN ({', '.join(map(_literal, sorted(units)))})")
    seen = _visibility(entity, alias)
    if level <= Level.VIEW:
        parts.append(f"{seen} = {int(Visibility.PUBLIC)}")
        if member.org_unit_id is not None:
            in_unit = f"{unit} = {_literal(member.org_unit_id)}"
            parts.append(f"({seen} = {int(Visibility.UNIT)} AND {in_unit})")
    if link := _link_above(entity):
        above = get_entity(entity.field(link).target)
        inner = condition(above, f"{alias}_above", level, member, parents)
        parts.append(
            f"({seen} IS NULL AND EXISTS (SELECT 1 FROM main.{quoted(above.key)} {alias}_above"
            f" WHERE {alias}_above.id = {column(alias, link)} AND {inner}))"
        )
    return f"({' OR '.join(parts)})"


def _visibility(entity: Entity, alias: str) -> str:
    """Return SQL for who sees a row: what it says itself, its box, or NULL: as what is above."""
    kept = column(alias, "visibility")
    if SHARED in entity.by_name:
        by_box = (
            f"CASE WHEN {column(alias, SHARED)} IS 1 THEN {int(Visibility.PUBLIC)}"
            f" WHEN {column(alias, 'org_unit_id')} IS NULL THEN {int(Visibility.PRIVATE)}"
            f" ELSE {int(Visibility.UNIT)} END"
        )
        return f"coalesce({kept}, {by_box})"
    link = _link_above(entity)
    if not link:
        return f"coalesce({kept}, {int(Visibility.PUBLIC)})"
    public = f"CASE WHEN {column(alias, link)} IS NULL THEN {int(Visibility.PUBLIC)} END"
    return f"coalesce({kept}, {public})"


def _link_above(entity: Entity) -> str:
    """Return the link to the record on which those of an entity hang, or ""."""
    return entity.parent or entity.timeline


def _one(member: Member) -> set[uuid.UUID]:
    return set() if member.org_unit_id is None else {member.org_unit_id}


def _literal(one: uuid.UUID) -> str:
    return f"x'{one.hex}'"


def _unit_parents(connection: Connection) -> dict[uuid.UUID, uuid.UUID | None]:
    rows = connection.execute("SELECT id, parent_id FROM main.org_unit").fetchall()
    return {uuid.UUID(bytes=one): _id(parent) for one, parent in rows}


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
    parents = _unit_parents(connection)
    for (key, row_id), one in touched.items():
        entity = get_entity(key)
        if entity.dictionary:
            continue
        row = _inputs(connection, entity, row_id, touched)
        if one.is_new:  # who makes something may hang it on what they see
            level = Level.SHARE if row.above is None else level_on(row.above, member, parents)
        else:
            level = level_on(row, member, parents)
        if level < one.level:
            title = _title(connection, entity, row_id) if level >= Level.VIEW else _(entity.label)
            raise NotAllowedError(_(FORBIDDEN).format(title=title))


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
    return Level.SHARE if not _SHARING.isdisjoint(diff) else Level.EDIT


def _inputs(
    connection: Connection,
    entity: Entity,
    row_id: bytes,
    touched: Mapping[tuple[str, bytes], _Touched],
) -> RowInputs:
    """Return what decides on a row, as it was before the unit of work."""
    names = list(_deciding(entity))
    cells = ", ".join(column("t", name) for name in names)
    found = connection.execute(
        f"SELECT {cells} FROM main.{quoted(entity.key)} t WHERE t.id = ?", (row_id,)
    ).fetchone()
    held = dict(zip(names, found or (None,) * len(names), strict=True))
    known = touched.get((entity.key, row_id))
    before = {} if known is None or known.is_new else known.before
    row = {name: before.get(name, held[name]) for name in names}
    unit, visibility = _id(row["org_unit_id"]), row["visibility"]
    seen = None if visibility is None else Visibility(visibility)
    if seen is None and SHARED in row:
        seen = shared_visibility(bool(row[SHARED]), unit)
    link = _link_above(entity)
    above = _id(row[link]) if link else None
    return RowInputs(
        entity.module,
        _id(row["owner_id"]),
        unit,
        seen,
        above=None
        if above is None
        else _inputs(connection, get_entity(entity.field(link).target), above.bytes, touched),
    )


def _deciding(entity: Entity) -> Iterator[str]:
    yield from ("owner_id", "org_unit_id", "visibility")
    if SHARED in entity.by_name:
        yield SHARED
    if link := _link_above(entity):
        yield link


def _id(stored: bytes | str | None) -> uuid.UUID | None:
    """Return an id as a column holds it, or as a captured change does."""
    if stored is None:
        return None
    return uuid.UUID(bytes=stored) if isinstance(stored, bytes) else uuid.UUID(stored)


def _title(connection: Connection, entity: Entity, row_id: bytes) -> str:
    query = f"SELECT {column('t', entity.title)} FROM main.{quoted(entity.key)} t WHERE t.id = ?"
    found = connection.execute(query, (row_id,)).fetchone()
    return str(found[0] or _(entity.label)) if found else _(entity.label)
