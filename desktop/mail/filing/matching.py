"""Noting in the mailbox whose each address is, when mail came and when records changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from desktop.mail.boxes.opening import Box
from desktop.mail.filing.owners import Owner, owners_of
from desktop.store.engine import Connection
from desktop.store.reader import Reader

_AT_ONCE: Final = 2_000
_MATCHED: Final = "matched"  # the last address that was looked up
_Row = tuple[str, bytes, bytes | None, str]


def match_new(box: Box, reader: Reader) -> int:
    """Look up the addresses that came since the last time; return how many are somebody's."""
    return _match(box, reader, after=_matched(box.connection))


def match_all(box: Box, reader: Reader) -> int:
    """Look up all addresses anew, because records changed; return how many rows changed."""
    return _match(box, reader, after=0)


def _match(box: Box, reader: Reader, after: int) -> int:
    changed, matched = 0, _matched(box.connection)
    for batch in _batches(box.connection, after):
        owners = owners_of(reader, batch.values())
        wanted = {number: _row(owners[a]) for number, a in batch.items() if a in owners}
        held = _held(box.connection, min(batch), max(batch))
        gone = [(number,) for number in held.keys() - wanted.keys()]
        new = [(number, *row) for number, row in wanted.items() if held.get(number) != row]
        if not gone and not new and max(batch) <= matched:
            continue
        with box.writing() as connection:
            connection.executemany("DELETE FROM address_tie WHERE address = ?", gone)
            connection.executemany("INSERT OR REPLACE INTO address_tie VALUES(?, ?, ?, ?, ?)", new)
            note = (
                "INSERT INTO meta VALUES(?, ?) ON CONFLICT(key) DO UPDATE"
                " SET value = max(value, excluded.value)"
            )
            connection.execute(note, (_MATCHED, max(batch)))
        changed += len(gone) + len(new)
    return changed


def _matched(connection: Connection) -> int:
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (_MATCHED,)).fetchone()
    return int(found[0]) if found else 0


def _batches(connection: Connection, after: int) -> Iterator[dict[int, str]]:
    query = "SELECT id, address FROM address WHERE id > ? ORDER BY id LIMIT ?"
    while rows := connection.execute(query, (after, _AT_ONCE)).fetchall():
        yield {number: str(address).lower() for number, address in rows}
        after = rows[-1][0]


def _held(connection: Connection, first: int, last: int) -> dict[int, _Row]:
    query = (
        "SELECT address, entity, record, account, title FROM address_tie"
        " WHERE address BETWEEN ? AND ?"
    )
    return {number: tuple(row) for number, *row in connection.execute(query, (first, last))}


def _row(owner: Owner) -> _Row:
    account: uuid.UUID | None = owner.account
    customer = None if account is None else account.bytes
    return owner.ref.entity, owner.ref.id.bytes, customer, owner.ref.title
