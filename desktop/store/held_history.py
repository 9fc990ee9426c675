"""Since when the histories of a company are on this computer; store.mirror.horizons keeps it."""

from __future__ import annotations

import json
import uuid
from typing import Final

from desktop.store.engine import Connection
from desktop.store.sync_state import get_state, is_joined

HORIZONS: Final = "horizons"  # by table, microseconds; all of a table that is not named is here


def held_since(connection: Connection, record_id: uuid.UUID | None = None) -> dict[str, int]:
    """Return by history since when what happened is here; what is not named is here whole.

    Args:
        connection: to the profile, alone or joined.
        record_id: a record; nothing is named where all that happened with it was fetched.
    """
    found = get_state(connection, HORIZONS) if is_joined(connection) else None
    if found is None:
        return {}
    whole = "SELECT 1 FROM sync_whole WHERE row_id = ?"
    if record_id is not None and connection.execute(whole, (record_id.bytes,)).fetchone():
        return {}
    since: dict[str, int] = json.loads(found)
    return since
