"""Problems follow their person: what is open on another computer is shown here, and the reverse."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from desktop.core.clock import to_micros
from desktop.core.filters import Json
from desktop.core.shipped import is_shipped, is_told
from desktop.store.engine import Connection
from desktop.store.mirror.kept import keep_operations
from desktop.store.mirror.writers import note_writer

AT_ONCE: Final = 500
_INSERT: Final = (
    "INSERT INTO sync_problem(mid, kind, tbl, row_id, col, base, theirs, mine, code, at) "
    "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def to_settle(connection: Connection) -> list[tuple[int, Json]]:
    """Return what was settled here and the centre has not heard of: numbers and what to tell."""
    query = "SELECT n, told FROM sync_settle ORDER BY n LIMIT ?"
    return [(n, json.loads(told)) for n, told in connection.execute(query, (AT_ONCE,)).fetchall()]


def has_told(connection: Connection) -> bool:
    """Tell whether something is open here that the centre told of."""
    query = "SELECT 1 FROM sync_told t JOIN sync_problem p ON p.n = t.n WHERE p.solved_at IS NULL"
    return connection.execute(query).fetchone() is not None


def forget_settled(connection: Connection, numbers: list[int]) -> None:
    """Note that the centre has heard of these."""
    connection.executemany("DELETE FROM sync_settle WHERE n = ?", [(n,) for n in numbers])


def note_settled(connection: Connection, n: int) -> None:
    """Arrange that the centre hears that a problem is settled."""
    query = "SELECT mid, kind, tbl, row_id, col FROM sync_problem WHERE n = ?"
    found = connection.execute(query, (n,)).fetchone()
    if found is None:
        return
    mid, kind, table, row_id, column = found
    told: list[dict[str, Json]] = []
    if kind == "conflict":
        row = str(uuid.UUID(bytes=row_id))
        told.append({"mid": mid, "t": table, "id": row, "col": column})
    query = "SELECT 1 FROM sync_problem WHERE mid = ? AND solved_at IS NULL AND n <> ?"
    if connection.execute(query, (mid, n)).fetchone() is None:
        told.append({"mid": mid})  # a strict group is one refusal with all its columns
    for one in told:
        connection.execute("INSERT INTO sync_settle(told) VALUES(?)", (json.dumps(one),))


def take_problems(connection: Connection, told: Mapping[str, Any], at: int) -> bool:
    """Bring the problems to what the centre says is open; return whether anything changed.

    What was settled here and is not heard of there yet stays settled.
    """
    settled = {json.dumps(one, sort_keys=True) for _n, one in to_settle(connection)}
    known = _known(connection)
    open_here: set[int] = set()
    changed = False
    for one in told.get("conflicts") or ():
        key = {name: one[name] for name in ("mid", "t", "id", "col")}
        n = known.get((one["mid"], one["t"], one["id"], one["col"]))
        is_born = one["base"] is None and is_shipped(one["t"], uuid.UUID(one["id"]))
        is_born |= not is_told(one["t"], one["col"])
        if n is None and not is_born and json.dumps(key, sort_keys=True) not in settled:
            n = _add(connection, one, at)
            changed = True
        if n is not None:
            open_here.add(n)
    for one in told.get("refused") or ():
        numbers = {n for key, n in known.items() if key[0] == one["mid"]}
        if not numbers and json.dumps({"mid": one["mid"]}, sort_keys=True) not in settled:
            numbers = {_add_refusal(connection, one, at)}
            changed = True
        open_here |= numbers
    changed |= _close_others(connection, open_here, at)
    connection.executemany("INSERT OR IGNORE INTO sync_told VALUES(?)", [(n,) for n in open_here])
    return changed


def _known(connection: Connection) -> dict[tuple[str, str, str, str], int]:
    query = "SELECT n, mid, tbl, row_id, col FROM sync_problem"
    return {
        (mid, table or "", str(uuid.UUID(bytes=row)) if row else "", column or ""): n
        for n, mid, table, row, column in connection.execute(query).fetchall()
    }


def _add(connection: Connection, one: Mapping[str, Any], at: int) -> int:
    values = [json.dumps(one.get(side)) for side in ("base", "theirs", "mine")]
    row = (one["mid"], "conflict", one["t"], uuid.UUID(one["id"]).bytes, one["col"], *values)
    n = int(connection.execute(_INSERT, (*row, None, _moment(one, at))).lastrowid or 0)
    note_writer(connection, n, one)
    return n


def _add_refusal(connection: Connection, one: Mapping[str, Any], at: int) -> int:
    why = one.get("why") or {}
    ops = one.get("ops") or []
    keep_operations(connection, one["mid"], ops)
    about = why.get("id") or (ops[0]["id"] if ops else None)
    table = why.get("t") or (ops[0]["t"] if ops else None)
    row_id = uuid.UUID(about).bytes if about else None
    row = (one["mid"], "refused", table, row_id, why.get("col"), None, None, None)
    cursor = connection.execute(_INSERT, (*row, why.get("code"), _moment(one, at)))
    return int(cursor.lastrowid or 0)


def _close_others(connection: Connection, still_open: set[int], at: int) -> bool:
    """Close what the centre told of before and tells of no more: it was settled elsewhere."""
    query = "SELECT t.n FROM sync_told t JOIN sync_problem p ON p.n = t.n WHERE p.solved_at IS NULL"
    gone = [n for (n,) in connection.execute(query).fetchall() if n not in still_open]
    connection.executemany(
        "UPDATE sync_problem SET solved_at = ? WHERE n = ?", [(at, n) for n in gone]
    )
    return bool(gone)


def _moment(one: Mapping[str, Any], at: int) -> int:
    try:
        return to_micros(datetime.fromisoformat(str(one["at"])))
    except (KeyError, ValueError):
        return at
