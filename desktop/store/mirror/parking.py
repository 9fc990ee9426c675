"""Setting aside what the centre can never take, so that the edits behind it go on."""

from __future__ import annotations

from typing import Final

from desktop.store.engine import Connection
from desktop.store.mirror.kept import keep_edits
from desktop.store.mirror.outbox import Key, Part, size_of
from desktop.store.mirror.wire_rows import is_synced

TOO_LARGE: Final = "too_large"
BAD_REQUEST: Final = "bad_request"
LARGEST: Final = 3_500_000  # bytes of one part; the centre refuses messages of four million


def park_too_large(connection: Connection, parts: list[Part], at: int) -> set[Key]:
    """Refuse the parts that are too large, and take them out of `parts`; return their rows."""
    keys: set[Key] = set()
    for part in list(parts):
        if part.command is None and size_of(connection, part.first, part.last)[1] > LARGEST:
            parts.remove(part)
            keys |= park(connection, part, TOO_LARGE, at)
    return keys


def park(connection: Connection, part: Part, code: str, at: int) -> set[Key]:
    """Refuse a part ourselves, and note why for a person to see; return the rows it is about."""
    found = connection.execute(
        "SELECT tbl, row_id FROM change WHERE seq BETWEEN ? AND ? "
        "AND grp = (SELECT grp FROM outbox WHERE n = ?)",
        (part.first, part.last, part.n),
    ).fetchall()
    connection.execute("UPDATE outbox SET status = 'refused' WHERE n = ?", (part.n,))
    keep_edits(connection, part.mid)
    table, row_id = found[0] if found else (None, None)
    connection.execute(
        "INSERT INTO sync_problem(mid, kind, tbl, row_id, code, at) "
        "VALUES(?, 'refused', ?, ?, ?, ?)",
        (part.mid, table, row_id, code, at),
    )
    return {(t, i) for t, i in found if is_synced(t)}
