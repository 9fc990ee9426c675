"""What the centre did not take over as it was typed, until a person has looked at it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any, Final

from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.core.permissions import Actor
from desktop.core.wire import from_wire
from desktop.store.engine import Connection
from desktop.store.mirror.wire_rows import OWN, wire_columns
from desktop.store.shapes import shape_of
from desktop.store.work import Store

MOST: Final = 500
_COLUMNS: Final = "n, kind, tbl, row_id, col, base, theirs, mine, code, at"


@dataclass(frozen=True, slots=True)
class Problem:
    """A column where the centre has another value, or a group that it refused."""

    n: int
    kind: str  # conflict or refused
    table: str
    row_id: uuid.UUID | None
    column: str
    base: Json
    theirs: Json
    mine: Json
    code: str
    at: int  # microseconds


def open_count(connection: Connection) -> int:
    """Return how many nobody has looked at."""
    query = "SELECT count(*) FROM sync_problem WHERE solved_at IS NULL"
    return int(connection.execute(query).fetchone()[0])


def open_problems(connection: Connection) -> list[dict[str, Json]]:
    """Return them as data for the window, the newest first."""
    query = f"SELECT {_COLUMNS} FROM sync_problem WHERE solved_at IS NULL ORDER BY n DESC LIMIT ?"
    return [_told(_problem(row)) for row in connection.execute(query, (MOST,)).fetchall()]


def problem(connection: Connection, n: int) -> Problem | None:
    """Return one of them."""
    query = f"SELECT {_COLUMNS} FROM sync_problem WHERE n = ?"
    found = connection.execute(query, (n,)).fetchone()
    return None if found is None else _problem(found)


def close(connection: Connection, n: int, at: int) -> None:
    """Note that somebody has looked at it."""
    query = "UPDATE sync_problem SET solved_at = ? WHERE n = ? AND solved_at IS NULL"
    connection.execute(query, (at, n))


def close_of(connection: Connection, mid: str, at: int) -> None:
    """Note that somebody was told at once what became of a part that was refused."""
    query = "UPDATE sync_problem SET solved_at = ? WHERE mid = ? AND solved_at IS NULL"
    connection.execute(query, (at, mid))


def take_mine(store: Store, actor: Actor, found: Problem) -> None:
    """Edit the record again, so that my value goes to the centre over theirs."""
    if found.row_id is None or not found.column:
        return
    entity = get_entity(found.table)
    values: dict[str, Any]
    if found.column.startswith(OWN):
        values = {"extra": {found.column.removeprefix(OWN): found.mine}}
    else:
        stored = from_wire(wire_columns(entity)[found.column], found.mine)
        values = {found.column: shape_of(entity).value(found.column, stored)}
    with store.work(actor, f"{found.table}.change") as work:
        work.bulk_update(found.table, [found.row_id], values)


def _problem(row: tuple[Any, ...]) -> Problem:
    n, kind, table, row_id, column, base, theirs, mine, code, at = row
    told = [None if value is None else json.loads(value) for value in (base, theirs, mine)]
    record = None if row_id is None else uuid.UUID(bytes=row_id)
    about = (n, kind, table or "", record, column or "")
    return Problem(*about, told[0], told[1], told[2], code or "", at)


def _told(found: Problem) -> dict[str, Json]:
    return {
        "n": found.n,
        "kind": found.kind,
        "entity": found.table,
        "id": None if found.row_id is None else str(found.row_id),
        "field": found.column,
        "base": found.base,
        "theirs": found.theirs,
        "mine": found.mine,
        "code": found.code,
        "at": found.at,
    }
