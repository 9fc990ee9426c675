"""Whose an e-mail address is: colleagues first, then contact persons; by the search index."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.kinds.base import LookupKind
from desktop.store.ddl import RID
from desktop.store.documents import first_document
from desktop.store.engine import Connection
from desktop.store.sql import quoted

COLLEAGUES: Final = "app_user"
_AT_ONCE: Final = 500


def records_by_address(
    connection: Connection, entity_key: str, addresses: Iterable[str]
) -> dict[str, uuid.UUID]:
    """Return the living record of an entity that has each address; of several the oldest.

    `addresses` are in small letters, as `core.emails.email_key` makes them.
    """
    if entity_key == COLLEAGUES:
        return _colleagues(connection, set(addresses))
    entity, wanted = get_entity(entity_key), sorted(set(addresses))
    found: dict[str, uuid.UUID] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        found |= _looked_up(connection, entity, wanted[first : first + _AT_ONCE])
    return found


def _looked_up(connection: Connection, entity: Entity, some: list[str]) -> dict[str, uuid.UUID]:
    low = first_document(entity)
    query = (
        f"SELECT l.value, t.id FROM lookup l JOIN {quoted(entity.key)} t"
        f" ON t.{RID} = l.doc - ? WHERE l.kind = ? AND l.doc BETWEEN ? AND ?"
        " AND l.value IN (SELECT value FROM json_each(?)) AND t.deleted_at IS NULL"
        " ORDER BY l.doc DESC"
    )
    told = (low, LookupKind.EMAIL, low, low + (1 << 40) - 1, json.dumps(some))
    rows = connection.execute(query, told).fetchall()
    return {address: uuid.UUID(bytes=one) for address, one in rows}


def _colleagues(connection: Connection, wanted: set[str]) -> dict[str, uuid.UUID]:
    """Return the users, who are few."""
    query = "SELECT id, emails FROM app_user WHERE deleted_at IS NULL AND emails IS NOT NULL"
    found: dict[str, uuid.UUID] = {}
    for one, emails in connection.execute(query).fetchall():
        for address in json.loads(emails):
            if (key := str(address).lower()) in wanted:
                found.setdefault(key, uuid.UUID(bytes=one))
    return found
