"""Whose diary it is that is read, and what that person may do with calendars and events."""

from __future__ import annotations

import uuid

from desktop.core.entities import get_entity
from desktop.core.permissions import Level, Member
from desktop.store.conditions import Scope
from desktop.store.engine import Connection
from desktop.store.joined_levels import has_levels
from desktop.store.row_rights import condition

NOBODY = uuid.UUID(int=0)


def me(connection: Connection, member: Member | None) -> uuid.UUID:
    """Return who reads: one of several people at a profile, or whom it belongs to."""
    if member is not None:
        return member.user_id
    found = connection.execute("SELECT value FROM main.meta WHERE key = 'owner'").fetchone()
    return NOBODY if found is None else uuid.UUID(found[0])


def level_sql(connection: Connection, entity: str, alias: str, scope: Scope) -> str:
    """Return SQL for the level that a person has on the rows of an entity."""
    if scope.member is not None:
        cases = [
            f"WHEN {condition(get_entity(entity), alias, level, scope.member, scope.parents)}"
            f" THEN {int(level)}"
            for level in (Level.SHARE, Level.DELETE, Level.EDIT)
        ]
        return f"CASE {' '.join(cases)} ELSE {int(Level.VIEW)} END"
    if has_levels(connection):
        known = f"(SELECT level FROM main.my_acl WHERE acl_id = {alias}.acl_id)"
        own = f"WHEN {alias}.acl_id IS NULL THEN {int(Level.SHARE)}"
        return f"CASE {own} ELSE coalesce({known}, 0) END"
    return str(int(Level.SHARE))
