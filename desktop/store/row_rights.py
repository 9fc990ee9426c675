"""The rights of one of several people on single rows, as SQL: what `core.permissions` says of one.

Reading goes through TEMP views that stand before the tables and bear their names, so that lists,
counts, searches, statistics, cards and titles hold no row that the person may not see, and nobody
can forget to ask. A person who may see everything has none. `store.row_judgement` is about writing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Kind
from desktop.core.permissions import (
    Grant,
    Level,
    Member,
    Parents,
    Reach,
    Visibility,
    units_above,
    units_below,
)
from desktop.store.conditions import Scope
from desktop.store.engine import Connection
from desktop.store.sql import column, quoted

SHARE: Final = "share"  # the entity
SHARED: Final = "is_shared"
_SHARED_WITH: Final = ("user_id", "unit_id", "role_id")


def scope_of(connection: Connection, member: Member | None) -> Scope:
    """Return whose rows a person may read."""
    if member is None:
        return Scope()
    return Scope(member=member, parents=unit_parents(connection))


def member_of(connection: Connection, user_id: uuid.UUID) -> Member:
    """Return a user with the units, the roles and what these give, as the records say now.

    What is shared with a unit reaches those below it: the upper units are principals, too.
    """
    found = connection.execute(
        "SELECT org_unit_id FROM main.app_user WHERE id = ?", (user_id.bytes,)
    ).fetchone()
    unit = id_of(found[0]) if found else None
    query = (
        "SELECT m.role_id, g.record_module, g.reach, g.level FROM main.role_member m"
        " JOIN main.user_role r ON r.id = m.role_id AND r.deleted_at IS NULL"
        " LEFT JOIN main.permission_grant g ON g.role_id = r.id AND g.deleted_at IS NULL"
        " WHERE m.user_id = ? AND m.deleted_at IS NULL"
    )
    rows = connection.execute(query, (user_id.bytes,)).fetchall()
    grants = {
        Grant(module, Reach(reach), Level[level.upper()])
        for _role, module, reach, level in rows
        if module is not None
    }
    roles = {uuid.UUID(bytes=role) for role, *_grant in rows}
    units = set() if unit is None else units_above(unit, unit_parents(connection))
    return Member(user_id, unit, tuple(grants), frozenset({user_id, *units, *roles}))


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
    granted = list(_granted(entity, alias, level, member, parents))
    if "1" in granted:
        return "1"
    parts += granted
    parts.append(f"{column(alias, 'id')} IN ({_shared(entity, level, member)})")
    seen = _visibility(entity, alias)
    if level <= Level.VIEW:
        parts.append(f"{seen} = {int(Visibility.PUBLIC)}")
        if member.org_unit_id is not None:
            in_unit = f"{unit} = {_literal(member.org_unit_id)}"
            parts.append(f"({seen} = {int(Visibility.UNIT)} AND {in_unit})")
    if link := link_above(entity):
        above = get_entity(entity.field(link).target)
        inner = condition(above, f"{alias}_above", level, member, parents)
        parts.append(
            f"({seen} IS NULL AND EXISTS (SELECT 1 FROM main.{quoted(above.key)} {alias}_above"
            f" WHERE {alias}_above.id = {column(alias, link)} AND {inner}))"
        )
    return f"({' OR '.join(parts)})"


def _granted(
    entity: Entity, alias: str, level: Level, member: Member, parents: Parents
) -> Iterator[str]:
    """Yield SQL for the rows that roles reach."""
    kept, unit = _unless_kept(entity, alias), column(alias, "org_unit_id")
    for grant in member.grants:
        if grant.module != entity.module or grant.level < level:
            continue
        if grant.reach is Reach.ALL:
            yield kept or "1"
        elif grant.reach is not Reach.OWN and member.org_unit_id is not None:
            is_tree = grant.reach is Reach.SUBTREE
            units = units_below(member.org_unit_id, parents) if is_tree else _one(member)
            named = f"{unit} IN ({', '.join(map(_literal, sorted(units)))})"
            yield f"({named} AND {kept})" if kept else named


def _unless_kept(entity: Entity, alias: str) -> str:
    """Return SQL for what roles reach of an entity: not what somebody noted for themselves."""
    if not entity.internal:
        return ""
    return f"{column(alias, 'visibility')} IS NOT {int(Visibility.PRIVATE)}"


def _shared(entity: Entity, level: Level, member: Member) -> str:
    """Return the SELECT of the ids of records that are shared with a person, a unit or a role."""
    among = ", ".join(map(_literal, sorted({member.user_id, *member.principals})))
    named = " OR ".join(f"s.{name} IN ({among})" for name in _SHARED_WITH)
    levels = ", ".join(f"'{one.name.lower()}'" for one in Level if one >= max(level, Level.VIEW))
    return (
        "SELECT unhex(replace(s.record_id, '-', '')) FROM main.share s"
        f" WHERE s.record_type = '{entity.key}' AND s.deleted_at IS NULL"
        f" AND s.level IN ({levels}) AND ({named})"
    )


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
    link, alone = link_above(entity), int(visibility_alone(entity))
    if not link:
        return f"coalesce({kept}, {alone})"
    return f"coalesce({kept}, CASE WHEN {column(alias, link)} IS NULL THEN {alone} END)"


def visibility_alone(entity: Entity) -> Visibility:
    """Return who sees a record that says nothing of it and hangs on nothing."""
    return Visibility.PRIVATE if entity.private else Visibility.PUBLIC


def link_above(entity: Entity) -> str:
    """Return the link to the record on which those of an entity hang, or ""."""
    return entity.parent or entity.timeline


def links_above(entity: Entity) -> tuple[str, ...]:
    """Return the links of which the first filled is the record that one of an entity hangs on."""
    if link := link_above(entity):
        return (link,)
    holder = entity.by_name.get("record_type")
    return holder.depends if holder is not None and holder.kind is Kind.COMPUTED else ()


def _one(member: Member) -> set[uuid.UUID]:
    return set() if member.org_unit_id is None else {member.org_unit_id}


def _literal(one: uuid.UUID) -> str:
    return f"x'{one.hex}'"


def unit_parents(connection: Connection) -> dict[uuid.UUID, uuid.UUID | None]:
    """Return for each unit the one above it."""
    rows = connection.execute("SELECT id, parent_id FROM main.org_unit").fetchall()
    return {uuid.UUID(bytes=one): id_of(parent) for one, parent in rows}


def id_of(stored: bytes | str | None) -> uuid.UUID | None:
    """Return an id as a column holds it, or as a captured change does."""
    if stored is None:
        return None
    return uuid.UUID(bytes=stored) if isinstance(stored, bytes) else uuid.UUID(stored)
