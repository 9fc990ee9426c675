"""Who wrote what the centre has in a conflict, and when: as its answers tell."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop.core.clock import to_micros
from desktop.core.filters import Json
from desktop.store.engine import Connection


def note_writer(connection: Connection, n: int, told: Mapping[str, Any]) -> None:
    """Note who wrote the record last before problem `n`, where an answer tells it."""
    try:
        by = uuid.UUID(str(told["by"]))
        when = to_micros(datetime.fromisoformat(str(told["when"])))
    except (KeyError, ValueError, TypeError):
        return
    connection.execute("INSERT OR IGNORE INTO sync_writer VALUES(?, ?, ?)", (n, by.bytes, when))


def writer_of(connection: Connection, n: int) -> dict[str, Json]:
    """Return who wrote it and when, as data for the window; empty if that is not known."""
    found = connection.execute("SELECT by, at FROM sync_writer WHERE n = ?", (n,)).fetchone()
    return {} if found is None else {"by": str(uuid.UUID(bytes=found[0])), "written_at": found[1]}


def forget_writers(connection: Connection, table: str, row_id: bytes) -> None:
    """Forget who wrote a row that may not be seen any more."""
    connection.execute(
        "DELETE FROM sync_writer WHERE n IN "
        "(SELECT n FROM sync_problem WHERE tbl = ? AND row_id = ?)",
        (table, row_id),
    )
