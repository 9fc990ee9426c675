"""A program that knows more columns or tables than the one before it: their rows are copied again.

What an older program pulled lacks them, and no pull brings a row again that nobody changed.
"""

from __future__ import annotations

import json
import logging
from typing import Final

from desktop.core.entities import iter_entities
from desktop.store.engine import Connection
from desktop.store.migrations import HEAD
from desktop.store.mirror import copying
from desktop.store.mirror.applying import CURSOR
from desktop.store.mirror.tables import get_state, set_state
from desktop.store.mirror.wire_rows import wire_columns
from desktop.sync.identity import start_anew

REV: Final = "rev"
COLUMNS: Final = "columns"
log = logging.getLogger(__name__)


def copy_what_is_wider(connection: Connection) -> None:
    """Arrange for new copies of the tables of which this program knows more than the last one."""
    if get_state(connection, REV) == str(HEAD):
        return
    tables = _wider(json.loads(get_state(connection, COLUMNS) or "{}"))
    if tables and get_state(connection, REV) is not None:
        log.info("copied again, as this program knows more of them: %s", tables)
        if copying.is_waiting(connection) or get_state(connection, CURSOR) is None:
            start_anew(connection)  # some of them may have been copied already
        else:
            copying.begin_wider(connection, tables)
    held = {entity.key: sorted(wire_columns(entity)) for entity in iter_entities()}
    set_state(connection, COLUMNS, json.dumps(held))
    set_state(connection, REV, str(HEAD))


def _wider(held: dict[str, list[str]]) -> list[str]:
    return [
        entity.key
        for entity in iter_entities()
        if not wire_columns(entity).keys() <= set(held.get(entity.key, ()))
    ]
