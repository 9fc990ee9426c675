"""Since when the histories of a company are on this computer; store.mirror.horizons keeps it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection
from typing import Final

from desktop.core.entities import is_entity, iter_entities
from desktop.core.fields import Kind
from desktop.store.engine import Connection
from desktop.store.sql import quoted
from desktop.store.sync_state import get_state, is_joined

COPIED_AT: Final = "copied_at"  # microseconds: when the last copy of everything began
HORIZONS: Final = "horizons"  # by table, microseconds; all of a table that is not named is here


def held_since(connection: Connection, record_id: uuid.UUID | None = None) -> dict[str, int]:
    """Return by history since when what happened is here; what is not named is here whole.

    Args:
        connection: to the profile, alone or joined.
        record_id: a record; nothing is named where all that happened with it is here: it was
            fetched, or the record was made since everything was copied, so that all came by pulls.
    """
    found = get_state(connection, HORIZONS) if is_joined(connection) else None
    if found is None:
        return {}
    whole = "SELECT 1 FROM sync_whole WHERE row_id = ?"
    if record_id is not None and connection.execute(whole, (record_id.bytes,)).fetchone():
        return {}
    since: dict[str, int] = json.loads(found)
    if record_id is not None and _came_by_pulls(connection, record_id, since.values()):
        return {}
    return since


def _came_by_pulls(connection: Connection, record_id: uuid.UUID, horizons: Collection[int]) -> bool:
    """Tell whether a record is younger than the last copy, and than every horizon."""
    copied = get_state(connection, COPIED_AT)
    if copied is None:
        return False
    young = max([int(copied), *horizons])
    return any(
        connection.execute(
            f"SELECT 1 FROM main.{quoted(table)} WHERE id = ? AND created_at > ?",
            (record_id.bytes, young),
        ).fetchone()
        for table in _with_histories()
    )


def _with_histories() -> set[str]:
    """Return the entities with whose records histories happen."""
    histories = [entity for entity in iter_entities() if entity.history]
    links = [field for one in histories for field in one.fields if field.kind is Kind.LINK]
    return {field.target for field in links if is_entity(field.target)}
