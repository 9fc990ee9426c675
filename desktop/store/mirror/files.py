"""Which files the centre has, which wait to be sent, and which edits wait for them.

The bytes are the blobs of the profile (`store.blobs`). An edit that names a file waits in the
outbox until the file is at the centre; what does not hang on it goes on.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop.core.entities import iter_entities
from desktop.core.fields import Kind
from desktop.core.filters import Json
from desktop.store.capture import EXTRA
from desktop.store.engine import Connection
from desktop.store.mirror.tables import get_state, set_state

# What a row of sync_file says of the centre.
OFFERED, THERE, LOST, REFUSED = 0, 1, -1, -2
NOTED: Final = "files_noted_seq"
_KINDS: Final = frozenset({Kind.IMAGE, Kind.FILE})
OWN: Final = f"{EXTRA}."  # before the name of an own field
HASH: Final = 64  # signs of the hash, with which the value of a file begins
_NAMES_FILE: Final = re.compile(r"([0-9a-f]{64})(?:/|$)")
_WAITING: Final = "('queued', 'sent')"


def digest_of(value: str) -> str:
    """Return the hash in the value of a field: own fields keep the file's name behind it."""
    return value.partition("/")[0]


def hash_in(value: Json) -> str | None:
    """Return the hash that a value begins with; None for one that names no file."""
    found = _NAMES_FILE.match(value) if isinstance(value, str) else None
    return None if found is None else found.group(1)


@dataclass(frozen=True, slots=True)
class Named:
    """A field of a record that names a file."""

    table: str
    row_id: uuid.UUID
    column: str


def file_columns() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the columns that name files, by table: each as it is here, and as it travels."""
    found = {
        entity.key: tuple(
            (field.name, f"{OWN}{field.name}" if field.custom else field.name)
            for field in entity.fields
            if field.kind in _KINDS
        )
        for entity in iter_entities()
    }
    return {table: columns for table, columns in found.items() if columns}


def declared_columns() -> dict[str, frozenset[str]]:
    """Return the columns of the program that name files; any own field may name one."""
    return {
        table: frozenset(here for here, travelling in columns if here == travelling)
        for table, columns in file_columns().items()
    }


def note_waiting(connection: Connection, last: int) -> None:
    """Note the files that edits name since the last time, up to the change `last`."""
    begun = get_state(connection, NOTED)
    since = int(begun) if begun is not None else _first_waiting(connection, last)
    if since >= last:
        return
    declared = declared_columns()
    places = ", ".join("?" * len(declared))
    query = (
        f"SELECT seq, tbl, diff FROM change WHERE seq > ? AND seq <= ? AND op <> 'D' "
        f"AND (tbl IN ({places}) OR diff LIKE '%\"{OWN}%')"
    )
    for seq, table, text in connection.execute(query, (since, last, *declared)).fetchall():
        for column, pair in json.loads(text).items():
            if not column.startswith(OWN) and column not in declared.get(table, ()):
                continue
            digest = hash_in(pair[1])
            if digest is not None:
                offer(connection, digest)
                connection.execute("INSERT OR IGNORE INTO file_wait VALUES(?, ?)", (seq, digest))
    set_state(connection, NOTED, str(last))


def offer(connection: Connection, digest: str) -> None:
    """Let a file be sent, or find out that it is at the centre."""
    connection.execute(
        "INSERT INTO sync_file(hash, state) VALUES(?, ?) "
        "ON CONFLICT(hash) DO UPDATE SET state = excluded.state",
        (digest, OFFERED),
    )


def settle_file(connection: Connection, digest: str, state: int) -> None:
    """Note what became of a file; nothing waits for it any more."""
    connection.execute("UPDATE sync_file SET state = ? WHERE hash = ?", (state, digest))
    connection.execute("DELETE FROM file_wait WHERE hash = ?", (digest,))


def release(connection: Connection) -> None:
    """Let nothing wait for files any more."""
    connection.execute("DELETE FROM file_wait")


def note_there(connection: Connection, digest: str) -> None:
    """Note that the centre has a file."""
    connection.execute(
        "INSERT INTO sync_file(hash, state) VALUES(?, ?) "
        "ON CONFLICT(hash) DO UPDATE SET state = excluded.state WHERE sync_file.state <> 0",
        (digest, THERE),
    )


def offered_files(connection: Connection, most: int) -> list[str]:
    """Return files to be sent: first those that edits wait for, in the order of the edits."""
    query = (
        "SELECT f.hash FROM sync_file f WHERE f.state = 0 ORDER BY coalesce((SELECT min(w.seq) "
        "FROM file_wait w WHERE w.hash = f.hash), 9223372036854775807), f.hash LIMIT ?"
    )
    return [digest for (digest,) in connection.execute(query, (most,)).fetchall()]


def offered_count(connection: Connection) -> int:
    """Return how many files are to be sent."""
    query = "SELECT count(*) FROM sync_file WHERE state = 0"
    return int(connection.execute(query).fetchone()[0])


def waiting_files(connection: Connection) -> set[str]:
    """Return the files that are to be sent, or that edits wait for."""
    query = "SELECT hash FROM sync_file WHERE state = 0 UNION SELECT hash FROM file_wait"
    return {digest for (digest,) in connection.execute(query).fetchall()}


def pinned_files(connection: Connection) -> set[str]:
    """Return the files that are to stay on this computer."""
    query = "SELECT hash FROM sync_file WHERE pinned"
    return {digest for (digest,) in connection.execute(query).fetchall()}


def pin(connection: Connection, digests: Iterable[str], *, pinned: bool) -> None:
    """Let files stay on this computer, or no more."""
    connection.executemany(
        "INSERT INTO sync_file(hash, state, pinned) VALUES(?, 1, ?) "
        "ON CONFLICT(hash) DO UPDATE SET pinned = excluded.pinned",
        [(digest, int(pinned)) for digest in digests],
    )


def evictable_files(connection: Connection) -> set[str]:
    """Return the files that the centre has and that nothing needs to be on this computer."""
    query = (
        "SELECT hash FROM sync_file f WHERE state = 1 AND NOT pinned "
        "AND NOT EXISTS (SELECT 1 FROM file_wait w WHERE w.hash = f.hash)"
    )
    return {digest for (digest,) in connection.execute(query).fetchall()}


def offer_all(connection: Connection, here: set[str]) -> None:
    """Offer the files that are `here` and that records name: the centre may have lost them."""
    for digest in every_name(connection):
        if digest in here:
            offer(connection, digest)


def name_of(connection: Connection, digest: str, *, shown: bool = True) -> Named | None:
    """Return a field that names a file; `shown`: of a record that the centre has shown."""
    return names_of(connection, [digest], shown=shown).get(digest)


def names_of(
    connection: Connection, digests: Iterable[str], *, shown: bool = True
) -> dict[str, Named]:
    """Return for each file a field that names it, if there is one; reads whole tables, so ask once.

    `shown`: only fields of records that the centre has shown.
    """
    left, found = set(digests), dict[str, Named]()
    for table, columns in file_columns().items():
        for column, travelling in columns:
            query = (
                f'SELECT substr("{column}", 1, {HASH}) AS hash, id FROM "{table}" '
                f'WHERE "{column}" IS NOT NULL AND hash IN (SELECT value FROM json_each(?))'
            )
            if shown:
                query += " AND acl_id IS NOT NULL"
            for digest, row_id in connection.execute(query, (json.dumps([*left]),)).fetchall():
                found[digest] = Named(table, uuid.UUID(bytes=row_id), travelling)
            left -= found.keys()
            if not left:
                return found
    return found


def named_by(connection: Connection, named: Named) -> str | None:
    """Return the file that a field names; None for a field that names none."""
    columns = {travelling: here for here, travelling in file_columns().get(named.table, ())}
    if named.column not in columns:
        return None
    query = f'SELECT "{columns[named.column]}" FROM "{named.table}" WHERE id = ?'
    found = connection.execute(query, (named.row_id.bytes,)).fetchone()
    return None if found is None or found[0] is None else digest_of(str(found[0]))


class FileGate:
    """Tells which parts of the outbox wait for a file, asked in their order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        query = (
            "SELECT DISTINCT o.n FROM file_wait w JOIN change c ON c.seq = w.seq "
            "JOIN outbox o ON o.grp = c.grp AND c.seq BETWEEN o.first_seq AND o.last_seq "
            f"WHERE o.status IN {_WAITING}"
        )
        self._held = {n for (n,) in connection.execute(query).fetchall()}
        self._rows: set[bytes] = set()
        self._texts: set[str] = set()  # ids of rows that are made by what waits

    @property
    def is_open(self) -> bool:
        """Whether nothing waits for a file."""
        return not self._held

    def holds(self, n: int, args: str | None) -> bool:
        """Tell whether the part `n` waits for a file, or for what does.

        `args`: what is told of a command, which may name a record that is not there yet.
        """
        if self.is_open:
            return False
        query = (
            "SELECT c.row_id, c.op, c.diff FROM outbox o JOIN change c "
            "ON c.seq BETWEEN o.first_seq AND o.last_seq AND c.grp = o.grp WHERE o.n = ?"
        )
        changes = self._connection.execute(query, (n,)).fetchall()
        hangs = any(self._hangs(row, diff) for row, _op, diff in changes)
        names = args is not None and any(text in args for text in self._texts)
        if n not in self._held and not hangs and not names:
            return False
        self._rows.update(row for row, _op, _diff in changes)
        for row, op, _diff in changes:
            if op == "I":
                self._texts |= {row.hex(), str(uuid.UUID(bytes=row))}
        return True

    def _hangs(self, row: bytes, diff: str) -> bool:
        return row in self._rows or any(text in diff for text in self._texts)


def file_gate(connection: Connection, last: int) -> FileGate:
    """Return the gate of the edits up to the change `last`."""
    note_waiting(connection, last)
    return FileGate(connection)


def _first_waiting(connection: Connection, last: int) -> int:
    query = f"SELECT min(first_seq) - 1 FROM outbox WHERE status IN {_WAITING}"
    found = connection.execute(query).fetchone()[0]
    return last if found is None else int(found)


def every_name(connection: Connection) -> Iterator[str]:
    """Yield the files that records name; one may come several times."""
    for table, columns in file_columns().items():
        for column, _travelling in columns:
            query = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'
            for (value,) in connection.execute(query).fetchall():
                yield digest_of(str(value))
