"""What the person of a joined profile may do here, as the centre last told it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desktop.core.permissions import Actor, Level
from desktop.store.engine import Connection
from desktop.store.joined_levels import ALL, RIGHTS
from desktop.store.mirror.tables import get_state, is_joined, set_state
from desktop.store.work import Store


def keep_rights(connection: Connection, rights: Sequence[str]) -> None:
    """Remember the actions that the person's roles permit."""
    set_state(connection, RIGHTS, json.dumps(list(rights)))


def administers(connection: Connection) -> bool:
    """Tell whether the centre let the person change users, units and roles when it last told."""
    query = (
        "SELECT 1 FROM user_role r JOIN my_acl a ON a.acl_id = r.acl_id WHERE a.level >= ? LIMIT 1"
    )
    return connection.execute(query, (Level.EDIT,)).fetchone() is not None


def actor_of(store: Store) -> Actor:
    """Return the person of a profile: with all rights alone, with the centre's where it joined.

    Until the centre has told them nothing is kept from the person here: it judges what comes.
    """
    owner = store.owner()
    with store.reading() as connection:
        if not is_joined(connection):
            return owner
        rights = frozenset(json.loads(get_state(connection, RIGHTS) or f'["{ALL}"]'))
    permissions = None if ALL in rights else rights
    return Actor(owner.user_id, permissions, joined=True)
