"""What the centre says of a command beside yes and no: what it left as it was."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop.store.engine import Connection

DENIED: Final = "denied"
KEPT: Final = "kept"


def note_left(connection: Connection, answer: Mapping[str, Any], at: int) -> None:
    """Note as problems the records that a command left as they were, for a person to see."""
    data = answer.get("data")
    if not isinstance(data, Mapping):
        return
    insert = (
        "INSERT INTO sync_problem(mid, kind, tbl, row_id, code, at) "
        "VALUES(?, 'refused', ?, ?, ?, ?)"
    )
    for table, row_id, code in _left(connection, str(answer["mid"]), data):
        connection.execute(insert, (answer["mid"], table, uuid.UUID(row_id).bytes, code, at))


def _left(
    connection: Connection, mid: str, data: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for table, row_id in data.get("kept") or ():
        yield table, row_id, KEPT
    if data.get("skipped"):
        found = connection.execute("SELECT args FROM outbox WHERE mid = ?", (mid,)).fetchone()
        table = json.loads(found[0])["t"]
        for row_id in data["skipped"]:
            yield table, row_id, DENIED
