"""The outbox: captured changes cut into parts, sent, answered, and at last seen in the cursor."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.store.carrying import Carried, carried_of, sections
from desktop.store.engine import Connection
from desktop.store.mirror.files import file_gate
from desktop.store.mirror.tables import get_state, set_state
from desktop.store.mirror.wire_rows import (
    WireRow,
    applied,
    bookkeeping_of,
    deleted_row,
    is_synced,
    patch_of,
    read_wire_row,
    text_of,
)

COLLECTED: Final = "collected_seq"
OPERATIONS: Final = 500  # in one part, and in one push
PARTS: Final = 50  # in one push
BYTES: Final = 1_000_000  # in one part, and in one push, if it is not a single operation
_AROUND: Final = 200  # bytes of an operation besides its values
WAITING: Final = "('queued', 'sent')"
PENDING: Final = "('queued', 'sent', 'acked')"

Key = tuple[str, bytes]
Captured = tuple[str, dict[str, Any], list[Any] | None]  # operation, diff, bookkeeping before


@dataclass(frozen=True, slots=True)
class Operation:
    """A captured change in the form in which it travels."""

    seq: int
    table: str
    row_id: bytes
    op: str
    patch: Mapping[str, list[Json]]


@dataclass(frozen=True, slots=True)
class Part:
    """What is sent under one mid."""

    n: int
    mid: str
    first: int
    last: int
    strict: bool
    command: str | None
    args: str | None


def collect(connection: Connection, at: int) -> set[Key]:
    """Put what was edited since the last time into the outbox; return the rows.

    Of every row that had no waiting edit, the state before is kept as its shadow: what the centre
    has shown, as nothing else was edited. Called first in each transaction of the engine.
    """
    last = int(get_state(connection, COLLECTED) or 0)
    query = "SELECT seq, grp, tbl, row_id, op, diff, before FROM change WHERE seq > ? ORDER BY seq"
    groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
    histories: dict[Key, list[Captured]] = defaultdict(list)
    newest = last
    for seq, group, table, row_id, op, diff, before in connection.execute(query, (last,)):
        newest = seq
        if is_synced(table):
            groups[group].append((seq, len(diff.encode()) + _AROUND))
            known = json.loads(before) if before else None
            histories[table, row_id].append((op, json.loads(diff), known))
    if newest == last:
        return set()
    for (table, row_id), history in histories.items():
        _keep_shadow(connection, table, row_id, history)
    for group, changes in groups.items():
        for carried, some in sections(carried_of(connection, group), changes):
            _add_parts(connection, group, some, at, carried)
    set_state(connection, COLLECTED, str(newest))
    return set(histories)


def begin(connection: Connection) -> None:
    """Begin the outbox: what was edited before now is not sent by it."""
    (newest,) = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()
    set_state(connection, COLLECTED, str(newest))


def next_parts(connection: Connection, most: int = PARTS) -> list[Part]:
    """Return the oldest waiting parts that fit into one push and wait for no file."""
    gate = file_gate(connection, int(get_state(connection, COLLECTED) or 0))
    query = (
        "SELECT n, mid, first_seq, last_seq, strict, command, args FROM outbox "
        f"WHERE status IN {WAITING} ORDER BY n LIMIT ?"
    )
    parts: list[Part] = []
    operations = octets = 0
    found = connection.execute(query, (most if gate.is_open else -1,))
    for n, mid, first, last, strict, command, args in found:
        if len(parts) == most:
            break
        if gate.holds(n, args):
            continue
        count, size = (1, len(args)) if command else size_of(connection, first, last)
        if parts and (operations + count > OPERATIONS or octets + size > BYTES):
            break
        operations, octets = operations + count, octets + size
        parts.append(Part(n, mid, first, last, bool(strict), command, args))
    return parts


def operations_of(connection: Connection, part: Part) -> Iterator[Operation]:
    """Yield what a part holds, in order."""
    query = (
        "SELECT seq, tbl, row_id, op, diff FROM change WHERE seq BETWEEN ? AND ? "
        "AND grp = (SELECT grp FROM outbox WHERE n = ?) ORDER BY seq"
    )
    rows = connection.execute(query, (part.first, part.last, part.n)).fetchall()
    for seq, table, row_id, op, diff in rows:
        if is_synced(table):
            patch = {} if op == "D" else patch_of(get_entity(table), json.loads(diff))
            if op != "U" or patch:
                yield Operation(seq, table, row_id, op, patch)


def mark_sent(connection: Connection, parts: Sequence[Part]) -> None:
    """Note that an answer to these is awaited."""
    for part in parts:
        connection.execute(
            "UPDATE outbox SET status = 'sent' WHERE n = ? AND status = 'queued'", (part.n,)
        )


def rows_of(connection: Connection, mid: str) -> set[Key]:
    """Return the rows that a part is about."""
    query = (
        "SELECT DISTINCT c.tbl, c.row_id FROM outbox o JOIN change c "
        "ON c.seq BETWEEN o.first_seq AND o.last_seq AND c.grp = o.grp WHERE o.mid = ?"
    )
    return {(t, i) for t, i in connection.execute(query, (mid,)).fetchall() if is_synced(t)}


def pending_operations(
    connection: Connection, key: Key
) -> Iterator[tuple[Operation, frozenset[str]]]:
    """Yield the edits of a row that the centre has not shown yet, with the columns it refused."""
    query = (
        "SELECT c.seq, c.op, c.diff, o.drops FROM change c JOIN outbox o "
        "ON c.seq BETWEEN o.first_seq AND o.last_seq AND c.grp = o.grp "
        f"WHERE c.row_id = ? AND c.tbl = ? AND o.status IN {PENDING} ORDER BY c.seq"
    )
    table, row_id = key
    entity = get_entity(table)
    for seq, op, diff, drops in connection.execute(query, (row_id, table)).fetchall():
        refused = frozenset(
            column
            for t, i, column in (json.loads(drops) if drops else ())
            if (t, i) == (table, row_id.hex())
        )
        patch = {} if op == "D" else patch_of(entity, json.loads(diff))
        yield Operation(seq, table, row_id, op, patch), refused


def add_command(connection: Connection, command: str, args: Mapping[str, Json], at: int) -> str:
    """Queue a command of the centre; return its mid."""
    mid = str(uuid.uuid4())
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()
    connection.execute(
        "INSERT INTO outbox(mid, grp, first_seq, last_seq, strict, command, args, status, at) "
        "VALUES(?, 0, ?, ?, 0, ?, ?, 'queued', ?)",
        (mid, last + 1, last, command, json.dumps(args), at),
    )
    return mid


def waiting_count(connection: Connection) -> int:
    """Return how many edits wait to be sent or answered."""
    query = f"SELECT count(*) FROM outbox WHERE status IN {WAITING}"
    return int(connection.execute(query).fetchone()[0])


def uncollected_count(connection: Connection) -> int:
    """Return how many units of work are not in the outbox yet."""
    last = int(get_state(connection, COLLECTED) or 0)
    query = "SELECT count(DISTINCT grp) FROM change WHERE seq > ?"
    return int(connection.execute(query, (last,)).fetchone()[0])


def version_of(connection: Connection, key: Key) -> int:
    """Return the version of a row that the centre last told of; 0 if none."""
    query = "SELECT body ->> '$.ver' FROM shadow WHERE tbl = ? AND row_id = ?"
    found = connection.execute(query, key).fetchone()
    return 0 if found is None or found[0] is None else int(found[0])


def shadow_rows(connection: Connection, mid: str) -> None:
    """Keep what the centre showed of the rows of a part that is to be sent again."""
    for table, row_id in rows_of(connection, mid):
        row = read_wire_row(connection, get_entity(table), row_id)
        connection.execute(
            "INSERT OR IGNORE INTO shadow VALUES(?, ?, ?)", (table, row_id, text_of(row))
        )


def size_of(connection: Connection, first: int, last: int) -> tuple[int, int]:
    """Return the number of changes from `first` to `last`, and about how many bytes they take."""
    query = (
        "SELECT count(*), coalesce(sum(length(CAST(diff AS BLOB))), 0) FROM change "
        "WHERE seq BETWEEN ? AND ?"
    )
    count, octets = connection.execute(query, (first, last)).fetchone()
    return count, octets + count * _AROUND


def _add_parts(
    connection: Connection,
    group: int,
    changes: Sequence[tuple[int, int]],
    at: int,
    carried: Carried | None,
) -> None:
    """Add a group, cut where it is too long for one push; a command is one part."""
    some: list[int] = []
    octets = 0
    for seq, size in changes:
        is_full = len(some) == OPERATIONS or octets + size > BYTES
        if some and is_full and carried is None:
            _add_part(connection, group, some, at)
            some, octets = [], 0
        some.append(seq)
        octets += size
    _add_part(connection, group, some, at, carried)


def _add_part(
    connection: Connection,
    group: int,
    changes: Sequence[int],
    at: int,
    carried: Carried | None = None,
) -> None:
    told = (None, None) if carried is None else (carried.command, json.dumps(carried.args))
    connection.execute(
        "INSERT INTO outbox(mid, grp, first_seq, last_seq, strict, status, at, command, args) "
        "VALUES(?, ?, ?, ?, 0, 'queued', ?, ?, ?)",
        (str(uuid.uuid4()), group, changes[0], changes[-1], at, *told),
    )


def _keep_shadow(
    connection: Connection,
    table: str,
    row_id: bytes,
    history: Iterable[Captured],
) -> None:
    """Keep what the centre shows of a row that is edited for the first time since."""
    query = "SELECT 1 FROM shadow WHERE tbl = ? AND row_id = ?"
    if connection.execute(query, (table, row_id)).fetchone() is not None:
        return
    entity = get_entity(table)
    row: WireRow | None = read_wire_row(connection, entity, row_id)
    for op, diff, before in reversed(list(history)):
        if op == "I":
            row = None
        elif op == "D":
            row = deleted_row(entity, row_id, diff)
        elif row is not None:
            applied(row, patch_of(entity, diff), 0)
            row |= bookkeeping_of(before)
    connection.execute("INSERT INTO shadow VALUES(?, ?, ?)", (table, row_id, text_of(row)))
