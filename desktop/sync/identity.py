"""Which client of the centre this profile is, and up to where it has read."""

from __future__ import annotations

import json
from typing import Final, cast

from desktop.core.filters import Json
from desktop.store import number_blocks
from desktop.store.engine import Connection
from desktop.store.mirror import copying
from desktop.store.mirror.applying import CURSOR
from desktop.store.mirror.tables import get_state, set_state
from desktop.sync.transport import new_uuid

CLIENT: Final = "client_id"
LEASE: Final = "lease"
NEXT_LEASE: Final = "next_lease"


def identity_of(connection: Connection) -> tuple[str, str]:
    """Return client id and lease, made where there are none."""
    for key in (CLIENT, LEASE):
        if get_state(connection, key) is None:
            set_state(connection, key, new_uuid())
    return get_state(connection, CLIENT) or "", get_state(connection, LEASE) or ""


def become_another(connection: Connection) -> None:
    """Go on as another client: this profile was copied, or is older than it was."""
    for key in (CLIENT, LEASE):
        set_state(connection, key, new_uuid())
    set_state(connection, NEXT_LEASE, None)
    number_blocks.forget_all(connection)  # the other one gives these numbers out
    start_anew(connection)


def start_anew(connection: Connection) -> None:
    """Read everything again."""
    set_state(connection, CURSOR, None)
    copying.give_up(connection)


def read_from(connection: Connection) -> Json:
    """Return the cursor that what is here goes back to, or will when it is copied."""
    stored = get_state(connection, CURSOR)
    if stored is not None:
        return cast("Json", json.loads(stored))
    copy = copying.under_way(connection)
    return None if copy is None else cast("Json", copy.cursor)
