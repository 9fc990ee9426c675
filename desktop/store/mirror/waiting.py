"""What waits to be sent, as a person reads it: which records, what of them, since when."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Final

from desktop.core.filters import Json
from desktop.store.engine import Connection
from desktop.store.mirror.outbox import COLLECTED, WAITING
from desktop.store.mirror.tables import get_state, renewed
from desktop.store.mirror.wire_rows import is_synced

_OPERATIONS: Final = (
    2_000  # that are looked at: a long import is one unit of work, and one line each
)
_EDITS: Final = (
    "SELECT c.grp, c.at, c.tbl, c.row_id, c.op, c.diff, o.status, o.command,"
    " {waits}, c.seq"
    " FROM outbox o JOIN change c ON c.seq BETWEEN o.first_seq AND o.last_seq AND c.grp = o.grp"
    f" WHERE o.status IN {WAITING}"
    " UNION ALL SELECT grp, at, tbl, row_id, op, diff, 'queued', NULL, 0, seq FROM change"
    " WHERE seq > ? ORDER BY 10 LIMIT ?"
)
_WAITS: Final = "EXISTS (SELECT 1 FROM file_wait w WHERE w.seq = c.seq)"
_COMMANDS: Final = (
    f"SELECT at, command, args FROM outbox WHERE status IN {WAITING} AND command IS NOT NULL"
    " AND last_seq < first_seq ORDER BY n LIMIT ?"
)


def waiting_edits(connection: Connection, most: int) -> list[dict[str, Json]]:
    """Return at most so many edits that the centre has not answered, the oldest first.

    Each tells "entity" and "id" of a record, "op" (I, U, D), "fields" that were changed, "command"
    if the centre is to do it as a whole, "at" in microseconds, whether it was "sent" and is about
    to be answered, and whether it waits for a "file". Edits of one record in one step are one.
    """
    last = int(get_state(connection, COLLECTED) or 0)
    # The tables of an earlier program know no files.
    query = _EDITS.replace("{waits}", _WAITS if renewed(connection) else "0")
    found: dict[tuple[int, str, bytes], dict[str, Json]] = {}
    for grp, at, table, row_id, op, diff, status, command, waits, _seq in connection.execute(
        query, (last, _OPERATIONS)
    ).fetchall():
        if not is_synced(table):
            continue
        known = found.get((grp, table, row_id))
        if known is None:
            if len(found) == most:
                break
            known = found[grp, table, row_id] = {
                "entity": table,
                "id": str(uuid.UUID(bytes=row_id)),
                "op": op,
                "fields": [],
                "command": command,
                "at": at,
                "sent": status == "sent",
                "file": False,
            }
        known["file"] = bool(known["file"] or waits)
        _note_fields(known, json.loads(diff))
    told = list(found.values())
    for at, command, args in connection.execute(_COMMANDS, (most - len(told),)).fetchall():
        about = json.loads(args or "{}")
        one: dict[str, Json] = {"command": command, "at": at, "sent": False}
        told.append(one | {"entity": about.get("t"), "id": about.get("id")})
    return told


def _note_fields(known: dict[str, Json], diff: Mapping[str, Json]) -> None:
    fields = known["fields"]
    if isinstance(fields, list) and known["op"] == "U":
        fields.extend(name for name in diff if name not in fields)
