"""What must hold of every desk, whatever happened to it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.core.entities import get_entity
from desktop.core.kinds.base import Storage
from desktop.core.wire import to_wire
from desktop.store.migrations import HEAD
from desktop.store.mirror import applying, horizons
from desktop.store.mirror.outbox import pending_operations, waiting_count
from desktop.store.mirror.tables import get_state
from desktop.store.mirror.wire_rows import read_wire_row, wire_columns, wire_row
from desktop.sync.engine import Engine
from desktop.sync.history import GENERATION
from tests.sync.desk import Desk

TABLES = ("account", "contact", "note", "tag", "share", "org_unit", "role_member", "point_entry")
# What the centre never has to say of what our program sends.
MALFORMED = ("bad_value", "missing_value", "bad_request", "unknown", "internal")


def own_edits(desk: Desk) -> tuple[int, list[str]]:
    """Whoever edited something sees it until the centre has shown it, or refused it (I-8).

    Returns how many cells were looked at, and what vanished.
    """
    seen, vanished = 0, []
    with desk.store.reading() as connection:
        if get_state(connection, applying.CURSOR) is None:
            return 0, []  # what is offered again stands beneath what was known after it
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


def what_vanished(desk: Desk, own: dict[tuple[str, uuid.UUID, str], Any]) -> Iterator[str]:
    """What was typed stays while the centre told nothing new, or a problem says why not (I-8)."""
    for (entity, record_id, column), value in list(own.items()):
        if desk.cell(entity, record_id, column) == value:
            continue
        query = (  # a problem of the group in which it was typed, whichever row it names
            "SELECT 1 FROM change c JOIN outbox o ON c.seq BETWEEN o.first_seq AND o.last_seq "
            "AND c.grp = o.grp JOIN sync_problem p ON p.mid = o.mid WHERE c.row_id = ?"
        )
        if not desk.asked(query, record_id.bytes):
            yield f"what was typed is not seen: {entity}.{column}"
        del own[entity, record_id, column]


def what_went_back(desk: Desk, versions: dict[tuple[str, bytes], int]) -> Iterator[str]:
    """No row's version goes back while the centre's past is the same (I-10).

    Without a cursor what is here may be of another past, until all of it was copied anew.
    """
    if not desk.asked("SELECT 1 FROM sync_state WHERE key = ?", applying.CURSOR):
        versions.clear()
        return
    generation = hash(str(desk.asked("SELECT value FROM sync_state WHERE key = ?", GENERATION)))
    if versions.get(("", b"")) != generation:
        versions.clear()
        versions["", b""] = generation
    shadows = {
        (table, row_id): json.loads(body)["ver"] if body else None
        for table, row_id, body in desk.asked("SELECT tbl, row_id, body FROM shadow")
    }
    fresh = (  # an edit that no round has looked at has a version of its own
        "SELECT tbl, row_id FROM change WHERE seq > "
        "(SELECT CAST(value AS INTEGER) FROM sync_state WHERE key = 'collected_seq')"
    )
    accepted = (  # an answer has told of a version that no pull has shown yet
        "SELECT c.tbl, c.row_id FROM outbox o JOIN change c ON c.seq BETWEEN o.first_seq "
        "AND o.last_seq AND c.grp = o.grp WHERE o.status = 'acked'"
    )
    edited = {*desk.asked(fresh), *desk.asked(accepted)}
    for table in ("account", "contact"):
        for row_id, ver in desk.asked(f'SELECT id, ver FROM "{table}" WHERE acl_id IS NOT NULL'):
            told = shadows.get((table, row_id), ver)
            if told is None or (table, row_id) in edited:
                continue
            if told < versions.get((table, row_id), 0):
                yield f"{table} went back to version {told} from {versions[table, row_id]}"
            versions[table, row_id] = told


def what_is_stuck(desk: Desk) -> Iterator[str]:
    """Everything was sent, and everything sent was seen (I-5)."""
    with desk.store.reading() as connection:
        waiting = waiting_count(connection)
    acked = desk.asked("SELECT count(*) FROM outbox WHERE status = 'acked'")[0][0]
    shadows = desk.asked("SELECT count(*) FROM shadow")[0][0]
    if waiting or acked or shadows:
        yield f"{waiting} edits wait, {acked} are not seen, {shadows} rows are overlaid"


def what_differs(desk: Desk) -> Iterator[str]:
    """Each row is here as the centre shows it, and no other (I-4)."""
    for table in TABLES:
        rows = [wire_row(get_entity(table), one) for one in desk.centre.rows(table, HEAD)]
        theirs, ours = {str(row["id"]): row for row in rows}, rows_of(desk, table)
        if table == "note":  # what lies before the horizon need not be here
            since = since_when(desk)
            theirs = {n: row for n, row in theirs.items() if n in ours or when(row) >= since}
        if theirs != ours:
            yield f"{table}: {_difference(theirs, ours)}"


def what_is_malformed(desk: Desk) -> Iterator[str]:
    """Nothing that our program sends is refused for its form (I-27)."""
    marks = ", ".join("?" * len(MALFORMED))
    query = f"SELECT code, tbl, col FROM sync_problem WHERE code IN ({marks})"
    yield from (f"we sent what has no form: {one}" for one in desk.asked(query, *MALFORMED))


def what_is_no_conflict(desk: Desk) -> Iterator[str]:
    """No conflict is told where nobody else changed anything.

    But for a deletion, which gives way to any change of the row.
    """
    query = (
        "SELECT tbl, col, base, theirs FROM sync_problem WHERE kind = 'conflict' "
        "AND col <> 'deleted_at' AND base IS NOT NULL AND theirs IS NOT NULL"
    )
    for table, column, base, theirs in desk.asked(query):
        if _plain(base) == _plain(theirs):
            yield f"a conflict that is none: {table}.{column}: {base} and {theirs}"


def _plain(told: str) -> Any:
    value = json.loads(told)
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def what_is_a_ring(desk: Desk) -> Iterator[str]:
    """No tree bites its tail (I-13)."""
    for table in ("account", "org_unit"):
        query = (
            f'WITH RECURSIVE above(id, up) AS (SELECT id, parent_id FROM "{table}" UNION '
            f'SELECT a.id, t.parent_id FROM above a JOIN "{table}" t ON t.id = a.up) '
            "SELECT count(*) FROM above WHERE id = up"
        )
        if desk.asked(query)[0][0]:
            yield f"a ring in {table}"


def what_was_kept_silently(desk: Desk) -> Iterator[str]:
    """Of an import that was taken back every record went into the bin, or is told as kept (I-2)."""
    query = (
        "SELECT args, answer FROM outbox WHERE command = 'undo_import' "
        "AND status IN ('acked', 'settled') AND answer IS NOT NULL"
    )
    for args, answer in desk.asked(query):
        wanted = sum(len(part["rows"]) for part in json.loads(args)["made"])
        data = json.loads(answer)["data"]
        if data["binned"] + len(data["kept"]) != wanted:
            yield f"of {wanted} imported records {data} is told"


def what_replay_changes(desk: Desk) -> Iterator[str]:
    """An answer that comes again changes nothing (I-12)."""
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
    entity = get_entity(table)
    names = ", ".join(f'"{name}"' for name in wire_columns(entity))
    rows = [wire_row(entity, cells) for cells in desk.asked(f'SELECT {names} FROM "{table}"')]
    return {str(row["id"]): row for row in rows}


def when(note: dict[str, Any]) -> str:
    """Return when a note was, as moments travel."""
    return str(note["noted_at"] or note["created_at"])


def since_when(desk: Desk) -> str:
    """Return the moment since which all notes are at a desk, as moments travel."""
    with desk.store.reading() as connection:
        since = horizons.horizons(connection).get("note", 0)
    return str(to_wire(Storage.MOMENT, since))


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
