"""Edits that were taken back before they were sent: the centre need not hear of them.

Groups are dropped whole, and only where a run of them changes nothing in the end, so what is sent
of the others is as it was edited.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from desktop.core.filters import Json
from desktop.store.carrying import UNDO, command_of_undo
from desktop.store.engine import Connection
from desktop.store.mirror.outbox import Key, Operation, Part, operations_of, rows_of

LONGEST: Final = 20  # groups of one run
MOST: Final = 2_000  # operations of one run
AT_ONCE: Final = 1_000  # groups looked at
_QUERY: Final = (
    "SELECT n, mid, first_seq, last_seq, strict, command, args FROM outbox "
    "WHERE status = 'queued' ORDER BY n LIMIT ?"
)

Group = tuple[Part, list[Operation]]


def squash(connection: Connection) -> set[Key]:
    """Drop groups that cancel each other; return the rows that they were about."""
    keys = _settle_undone(connection)
    kept: list[Group] = []
    dropped: list[Group] = []
    for n, mid, first, last, strict, command, args in connection.execute(
        _QUERY, (AT_ONCE,)
    ).fetchall():
        part = Part(n, mid, first, last, bool(strict), command, args)
        kept.append((part, [] if command else list(operations_of(connection, part))))
        length = _cancelling(kept)
        if length:
            dropped += kept[-length:]
            del kept[-length:]
    connection.executemany("DELETE FROM outbox WHERE n = ?", [(part.n,) for part, _ in dropped])
    return keys | {(one.table, one.row_id) for _part, ops in dropped for one in ops}


def _settle_undone(connection: Connection) -> set[Key]:
    """Say as what the taking back of commands is sent; drop both if neither was."""
    keys: set[Key] = set()
    query = "SELECT n, mid, args FROM outbox WHERE status = 'queued' AND command = ? ORDER BY n"
    for n, mid, args in connection.execute(query, (UNDO,)).fetchall():
        undone = int(json.loads(args)["grp"])
        sent = "SELECT n, mid, status FROM outbox WHERE grp = ? ORDER BY n"
        parts = connection.execute(sent, (undone,)).fetchall()
        rows = rows_of(connection, mid).union(*(rows_of(connection, one) for _n, one, _s in parts))
        is_waiting = bool(parts) and all(status == "queued" for _n, _mid, status in parts)
        if is_waiting and not _touched_between(connection, parts[0][0], n, undone, rows):
            gone = [(one,) for one, _mid, _status in parts] + [(n,)]
            connection.executemany("DELETE FROM outbox WHERE n = ?", gone)
            keys |= rows
            continue
        again = command_of_undo(connection, undone, parts[0][1] if parts else None)
        told = (None, None) if again is None else (again.command, json.dumps(again.args))
        connection.execute("UPDATE outbox SET command = ?, args = ? WHERE n = ?", (*told, n))
    return keys


def _touched_between(
    connection: Connection, first: int, last: int, undone: int, rows: set[Key]
) -> bool:
    """Tell whether other groups that wait between two are about the same rows."""
    query = "SELECT mid FROM outbox WHERE n > ? AND n < ? AND grp <> ?"
    between = connection.execute(query, (first, last, undone)).fetchall()
    return any(rows & rows_of(connection, mid) for (mid,) in between)


def _cancelling(groups: Sequence[Group]) -> int:
    """Return how many of the last groups change nothing together; 0: they do."""
    for length in range(2, min(LONGEST, len(groups)) + 1):
        run = groups[-length:]
        if run[-1][0].command is not None or run[0][0].command is not None or not run[0][1]:
            return 0  # commands are done; what comes before them stays before them
        if sum(len(operations) for _part, operations in run) > MOST:
            return 0
        if _is_nothing([one for _part, operations in run for one in operations]):
            return length
    return 0


def _is_nothing(operations: Sequence[Operation]) -> bool:
    first: dict[Key, Operation] = {}
    last: dict[Key, Operation] = {}
    ends: dict[tuple[Key, str], list[Json]] = {}
    for one in operations:
        key = (one.table, one.row_id)
        first.setdefault(key, one)
        last[key] = one
        for name, (base, new) in one.patch.items():
            ends.setdefault((key, name), [base, new])[1] = new
    born_and_gone = {k for k, one in first.items() if (one.op, last[k].op) == ("I", "D")}
    edited = {k for k, one in first.items() if (one.op, last[k].op) == ("U", "U")}
    if len(born_and_gone) + len(edited) < len(first):
        return False
    return all(base == new for (key, _n), (base, new) in ends.items() if key in edited)
