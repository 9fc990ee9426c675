"""What the centre lets the person of a joined profile do: with single records, and at all."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.permissions import Level
from desktop.store.engine import Connection
from desktop.store.sql import quoted
from desktop.store.sync_state import get_state, is_joined

RIGHTS: Final = "rights"  # the actions that the person's roles permit, as a JSON list
ALL: Final = "*"


def has_levels(connection: Connection) -> bool:
    """Tell whether a centre told us what we may do with records."""
    query = "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = 'my_acl'"
    return connection.execute(query).fetchone() is not None


def joined_level(
    connection: Connection, entity: str, ids: Sequence[uuid.UUID]
) -> tuple[bool, Level]:
    """Return whether a centre was joined, and the least that it lets us do with the records."""
    if not has_levels(connection):
        return False, Level.SHARE
    query = (
        f"SELECT CASE WHEN t.acl_id IS NULL THEN 4 ELSE coalesce(a.level, 0) END"
        f" FROM main.{quoted(entity)} t LEFT JOIN main.my_acl a ON a.acl_id = t.acl_id"
        " WHERE t.id IN (SELECT unhex(value) FROM json_each(?))"
    )
    told = json.dumps([one.hex for one in ids])
    levels = [level for (level,) in connection.execute(query, (told,)).fetchall()]
    return True, Level(min(levels, default=0))


def is_permitted(connection: Connection, action: str) -> bool:
    """Tell whether the person's roles permit an action; alone everything is."""
    if not is_joined(connection):
        return True
    rights = json.loads(get_state(connection, RIGHTS) or f'["{ALL}"]')
    return ALL in rights or action in rights
