"""How far the person at the screen may go with a record, by what decides when it is saved."""

from __future__ import annotations

import uuid

from desktop.core.entities import Entity
from desktop.core.permissions import Level, Member, level_on
from desktop.store.engine import Connection
from desktop.store.joined_levels import joined_level
from desktop.store.row_judgement import inputs_of, level_for_all
from desktop.store.row_rights import unit_parents


def own_level(
    connection: Connection, entity: Entity, record_id: uuid.UUID, member: Member | None
) -> Level:
    """Return what the person may do with one record; `member` is one of several at this profile."""
    if member is None:
        return joined_level(connection, entity.key, [record_id])[1]
    if entity.company:
        return level_for_all(entity, member)
    if entity.dictionary:
        return Level.SHARE
    row = inputs_of(connection, entity, record_id.bytes)
    return level_on(row, member, unit_parents(connection))
