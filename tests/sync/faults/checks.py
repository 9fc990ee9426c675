"""What must hold of every desk, whatever happened to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from desktop.core.entities import get_entity
from desktop.store.migrations import HEAD
from desktop.store.mirror import applying
from desktop.store.mirror.outbox import pending_operations, waiting_count
from desktop.store.mirror.tables import get_state
from desktop.store.mirror.wire_rows import read_wire_row, wire_row
from desktop.sync.engine import Engine
from tests.sync.desk import Desk

TABLES = ("account", "contact", "note", "tag")


def own_edits(desk: Desk) -> tuple[int, list[str]]:
    """Whoever edited something sees it until the centre has shown it, or refused it.

    Returns how many cells were looked at, and what vanished.
    """
    seen, vanished = 0, []
    with desk.store.reading() as connection:
        shown = (  # but for those that were edited since the last round
            "SELECT tbl, row_id FROM shadow s WHERE body IS NOT NULL AND NOT EXISTS (SELECT 1 "
            "FROM change c WHERE c.row_id = s.row_id AND c.tbl = s.tbl AND c.seq > "
            "(SELECT CAST(value AS INTEGER) FROM sync_state WHERE key = 'collected_seq'))"
        )
        for key in connection.execute(shown).fetchall():
            wanted: dict[str, Any] = {}
            for operation, refused in pending_operations(connection, key):
                for name, (_base, new) in operation.patch.items():
                    wanted.pop(name, None)
                    if name not in refused:
                        wanted[name] = new
                if operation.op == "D":
                    wanted.clear()
            here = read_wire_row(connection, get_entity(key[0]), key[1]) or {}
            cells = here | {f"extra.{n}": v for n, v in (here.get("extra") or {}).items()}
            gone = sorted(n for n, v in wanted.items() if here and cells.get(n) != v)
            seen += len(wanted)
            vanished += [f"an own edit vanished: {key[0]}.{name}" for name in gone]
    return seen, vanished


def what_is_stuck(desk: Desk) -> Iterator[str]:
    """Everything was sent, and everything sent was seen."""
    with desk.store.reading() as connection:
        waiting = waiting_count(connection)
    acked = desk.asked("SELECT count(*) FROM outbox WHERE status = 'acked'")[0][0]
    shadows = desk.asked("SELECT count(*) FROM shadow")[0][0]
    if waiting or acked or shadows:
        yield f"{waiting} edits wait, {acked} are not seen, {shadows} rows are overlaid"


def what_is_lost(desk: Desk, known: set[str]) -> Iterator[str]:
    """The centre has an answer to everything."""
    if lost := {mid for (mid,) in desk.asked("SELECT mid FROM outbox")} - known:
        yield f"{len(lost)} groups are lost"


def what_differs(desk: Desk) -> Iterator[str]:
    """Each row is here as the centre shows it, and no other."""
    for table in TABLES:
        rows = [wire_row(get_entity(table), one) for one in desk.centre.rows(table, HEAD)]
        theirs, ours = {str(row["id"]): row for row in rows}, rows_of(desk, table)
        if theirs != ours:
            yield f"{table}: {_difference(theirs, ours)}"


def what_replay_changes(desk: Desk) -> Iterator[str]:
    """An answer that comes again changes nothing."""
    before = {table: rows_of(desk, table) for table in TABLES}
    with Engine.engine_work(desk.engine) as writing:
        connection = writing.connection
        answers = connection.execute("SELECT answer FROM outbox WHERE answer IS NOT NULL")
        told = [json.loads(answer) for (answer,) in answers.fetchall()]
        applying.take_answers(connection, told, "again", 0)
        stored = json.loads(get_state(connection, applying.CURSOR) or "null")
        client = get_state(connection, "client_id") or ""
    pulled = desk.centre.pull(client, stored)
    for _time in range(2):
        with Engine.engine_work(desk.engine) as writing:
            if pulled is not None:
                applying.apply_pull(writing.connection, pulled)
    if before != {table: rows_of(desk, table) for table in TABLES}:
        yield "an answer that came again changed something"


def rows_of(desk: Desk, table: str) -> dict[str, Any]:
    """Return the rows of a table by id, as they travel."""
    with desk.store.reading() as connection:
        ids = connection.execute(f'SELECT id FROM "{table}"').fetchall()
        rows = [read_wire_row(connection, get_entity(table), one) for (one,) in ids]
    return {str(row["id"]): row for row in rows if row}


def _difference(theirs: dict[str, Any], ours: dict[str, Any]) -> str:
    stale = [
        {
            name: (theirs[one][name], ours[one][name])
            for name in ours[one]
            if theirs[one][name] != ours[one][name]
        }
        for one in ours.keys() & theirs.keys()
        if theirs[one] != ours[one]
    ]
    missing, ghosts = len(theirs.keys() - ours.keys()), len(ours.keys() - theirs.keys())
    return f"{missing} missing, {ghosts} ghosts, {len(stale)} stale {stale[:1]}"
