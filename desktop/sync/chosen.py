"""What was chosen of my own records when I joined: edits of the company's, made once that is done.

They stand in the profile from the transaction that joins on, so that a program that ends in between
makes them at its next start.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, Final

from desktop.core.entities import Entity, get_entity
from desktop.core.filters import Json
from desktop.core.wire import from_wire
from desktop.store.engine import Connection
from desktop.store.mirror.tables import set_state
from desktop.store.mirror.wire_rows import wire_columns
from desktop.store.shapes import shape_of
from desktop.store.work import Store

_KEY: Final = "chosen:"  # and entity and id of a record of the company
_QUERY: Final = "SELECT key, value FROM sync_state WHERE key >= ? AND key < ? ORDER BY key"


def note_chosen(
    connection: Connection, entity: Entity, theirs: uuid.UUID, values: Mapping[str, Json]
) -> None:
    """Note values, as they travel, that a record of the company is to get from me."""
    set_state(connection, f"{_KEY}{entity.key}:{theirs}", json.dumps(dict(values)))


def edit_chosen(store: Store) -> None:
    """Edit the company's records as was chosen, each by itself: one may be refused."""
    with store.reading() as connection:
        found = connection.execute(_QUERY, (_KEY, f"{_KEY}~")).fetchall()
    for key, text in found:
        _mark, entity, theirs = str(key).split(":")
        with store.work(store.owner(), f"{entity}.merge") as work:
            values = _values(get_entity(entity), json.loads(text))
            work.bulk_update(entity, [uuid.UUID(theirs)], values)
            set_state(work.connection, key, None)


def _values(entity: Entity, told: Mapping[str, Json]) -> dict[str, Any]:
    columns, shape = wire_columns(entity), shape_of(entity)
    return {name: shape.value(name, from_wire(columns[name], told[name])) for name in told}
