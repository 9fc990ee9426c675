"""The tables of a joined profile, made when it joins and dropped when it leaves.

`outbox` says what becomes of the edits that `change` holds; an edit's values stand there alone.
"""

from __future__ import annotations

import hashlib
from typing import Final

from desktop.store.engine import Connection
from desktop.store.sync_state import get_state, is_joined, set_state

__all__ = [
    "SYNC_TABLES",
    "TABLES",
    "drop_tables",
    "get_state",
    "is_joined",
    "make_tables",
    "set_state",
]

TABLES: Final = {
    "sync_state": (
        "CREATE TABLE IF NOT EXISTS sync_state(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID"
    ),
    # A part is what is sent under one mid: the changes first_seq to last_seq of one group, or a
    # command. Status: queued, sent, acked (accepted, but not yet in the cursor), settled, refused.
    "outbox": (
        "CREATE TABLE IF NOT EXISTS outbox(n INTEGER PRIMARY KEY AUTOINCREMENT,"
        " mid TEXT NOT NULL UNIQUE, grp INTEGER NOT NULL, first_seq INTEGER NOT NULL,"
        " last_seq INTEGER NOT NULL, strict INTEGER NOT NULL, command TEXT, args TEXT,"
        " status TEXT NOT NULL, xid INTEGER, generation TEXT, drops TEXT, answer TEXT,"
        " at INTEGER NOT NULL) STRICT"
    ),
    # Which changes travel as a command: those of the group after `seq` (store.carrying).
    "carried": (
        "CREATE TABLE IF NOT EXISTS carried(grp INTEGER NOT NULL, seq INTEGER NOT NULL,"
        " command TEXT NOT NULL, args TEXT NOT NULL, PRIMARY KEY(grp, seq)) STRICT, WITHOUT ROWID"
    ),
    # Numbers that the centre lent us (store.number_blocks); `next` is the first unused one.
    "number_block": (
        "CREATE TABLE IF NOT EXISTS number_block(series TEXT NOT NULL, pattern TEXT NOT NULL,"
        " period TEXT NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL, next INTEGER NOT NULL,"
        " expires INTEGER NOT NULL, PRIMARY KEY(series, pattern, period, lo)) STRICT, WITHOUT ROWID"
    ),
    "ix_outbox_status": "CREATE INDEX IF NOT EXISTS ix_outbox_status ON outbox(status, n)",
    "ix_outbox_seq": "CREATE INDEX IF NOT EXISTS ix_outbox_seq ON outbox(last_seq)",
    # The row as the centre last showed it, while edits of it wait; NULL: it shows none.
    "shadow": (
        "CREATE TABLE IF NOT EXISTS shadow(tbl TEXT NOT NULL, row_id BLOB NOT NULL, body TEXT,"
        " PRIMARY KEY(tbl, row_id)) STRICT, WITHOUT ROWID"
    ),
    "my_acl": (
        "CREATE TABLE IF NOT EXISTS my_acl(acl_id INTEGER PRIMARY KEY, level INTEGER NOT NULL)"
        " STRICT"
    ),
    # What was not taken over as it was typed, until a person has looked at it.
    "sync_problem": (
        "CREATE TABLE IF NOT EXISTS sync_problem(n INTEGER PRIMARY KEY AUTOINCREMENT,"
        " mid TEXT NOT NULL, kind TEXT NOT NULL, tbl TEXT, row_id BLOB, col TEXT, base TEXT,"
        " theirs TEXT, mine TEXT, code TEXT, at INTEGER NOT NULL, solved_at INTEGER) STRICT"
    ),
    # Who wrote what the centre has in a conflict (mirror.writers).
    "sync_writer": (
        "CREATE TABLE IF NOT EXISTS sync_writer(n INTEGER PRIMARY KEY, by BLOB NOT NULL,"
        " at INTEGER NOT NULL) STRICT"
    ),
    # What refused groups held; which problems the centre has told of; which it is yet to be told
    # are settled (see mirror.following).
    "sync_kept": (
        "CREATE TABLE IF NOT EXISTS sync_kept(mid TEXT NOT NULL PRIMARY KEY, ops TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID"
    ),
    "sync_told": "CREATE TABLE IF NOT EXISTS sync_told(n INTEGER PRIMARY KEY) STRICT",
    "sync_settle": (
        "CREATE TABLE IF NOT EXISTS sync_settle(n INTEGER PRIMARY KEY, told TEXT NOT NULL) STRICT"
    ),
    # Records of which all is here that happened with them, however long ago (mirror.horizons).
    "sync_whole": (
        "CREATE TABLE IF NOT EXISTS sync_whole(row_id BLOB NOT NULL PRIMARY KEY)"
        " STRICT, WITHOUT ROWID"
    ),
    # What is known of each file (see mirror.files): 0 to be sent, 1 at the centre, -1 lost, -2 it
    # was refused; which changes wait for one; files of records that went.
    "sync_file": (
        "CREATE TABLE IF NOT EXISTS sync_file(hash TEXT NOT NULL PRIMARY KEY,"
        " state INTEGER NOT NULL, pinned INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID"
    ),
    "ix_sync_file_state": "CREATE INDEX IF NOT EXISTS ix_sync_file_state ON sync_file(state)",
    "file_wait": (
        "CREATE TABLE IF NOT EXISTS file_wait(seq INTEGER NOT NULL, hash TEXT NOT NULL,"
        " PRIMARY KEY(seq, hash)) STRICT, WITHOUT ROWID"
    ),
    "ix_file_wait_hash": "CREATE INDEX IF NOT EXISTS ix_file_wait_hash ON file_wait(hash)",
    "file_gone": (
        "CREATE TABLE IF NOT EXISTS file_gone(hash TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"
    ),
}
SYNC_TABLES: Final = tuple(
    name for name in TABLES if not name.startswith("ix_") and name != "sync_state"
)
_MADE: Final = "tables"  # by which of the lists above they were made
_PRESENT: Final = hashlib.sha256("".join(TABLES.values()).encode()).hexdigest()[:16]


def make_tables(connection: Connection) -> None:
    """Make what is missing, inside the transaction under way."""
    for statement in TABLES.values():
        connection.execute(statement)
    set_state(connection, _MADE, _PRESENT)


def renewed(connection: Connection) -> bool:
    """Tell whether a joined profile has all tables; the next round makes what is missing."""
    return get_state(connection, _MADE) == _PRESENT


def renew_tables(connection: Connection) -> None:
    """Make what a profile lacks that was joined by an earlier program."""
    if not renewed(connection):
        make_tables(connection)


def drop_tables(connection: Connection) -> None:
    """Remove everything, inside the transaction under way; the records stay."""
    connection.execute("DELETE FROM sync_state")  # what only drops tables looks like no writing
    for name in TABLES:
        if not name.startswith("ix_"):
            connection.execute(f"DROP TABLE IF EXISTS {name}")
