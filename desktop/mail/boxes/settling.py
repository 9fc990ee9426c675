"""What the server is still to be told: the difference between what is seen and what it has.

An operation says that something is to be made true, not how it came about. So what was moved twice
is moved once, what was undone is not done at all, and what is undone after it was done becomes an
operation the other way. At most one of each kind waits for a message.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.mail.boxes.storing import remove_messages
from desktop.store.engine import Connection

FLAGS: Final = "flags"
MOVE: Final = "move"
EXPUNGE: Final = "expunge"
APPEND: Final = "append"
COPY: Final = "copy"
MAKE: Final = "make"
RENAME: Final = "rename"
REMOVE: Final = "remove"
SAMPLE: Final = "sample"  # state of an account that has no server
_PLACING: Final = (MOVE, EXPUNGE, APPEND, COPY)
LOCAL: Final = 8  # of a folder's facts

_READ: Final = (
    "SELECT m.account, m.folder, m.server_folder, m.flags, m.server_flags, m.keywords,"
    " m.server_keywords, m.gone_at, m.copied_from,"
    " (SELECT s.uid FROM message s WHERE s.id = m.copied_from AND s.server_folder IS NOT NULL),"
    " a.state = 'sample' FROM message m JOIN account a ON a.number = m.account WHERE m.id = ?"
)


@dataclass(frozen=True, slots=True)
class _State:
    account: int
    folder: int | None
    server_folder: int | None
    flags: int
    server_flags: int
    keywords: str
    server_keywords: str
    gone_at: int | None
    copied_from: int | None
    source_uid: int | None
    is_sample: bool


def settle(connection: Connection, ids: Iterable[int]) -> None:
    """Let the operations of messages be what the difference of both sides asks for."""
    for message in ids:
        found = connection.execute(_READ, (message,)).fetchone()
        if found is not None:
            _settle(connection, message, _State(*found))


def _settle(connection: Connection, message: int, state: _State) -> None:
    if state.is_sample or state.gone_at is not None:
        _agree(connection, message, state)
        return
    if state.folder is None and state.server_folder is None:
        remove_messages(connection, [message])
        return
    wanted = _wanted(state)
    query = "SELECT kind, state FROM operation WHERE message = ? AND state <> 'failed'"
    there = dict(connection.execute(query, (message,)).fetchall())
    for kind, is_at in there.items():
        if kind not in wanted and is_at == "waiting":
            drop = "DELETE FROM operation WHERE message = ? AND kind = ? AND state = 'waiting'"
            connection.execute(drop, (message, kind))
    is_placed_now = any(there.get(kind) == "running" for kind in _PLACING)
    for kind in wanted - there.keys():
        if kind == FLAGS or not is_placed_now:
            add = "INSERT INTO operation(account, kind, message, at) VALUES(?, ?, ?, ?)"
            connection.execute(add, (state.account, kind, message, int(time.time())))
    note = (
        "UPDATE message SET pending = EXISTS(SELECT 1 FROM operation WHERE message = ?1"
        " AND state <> 'failed') WHERE id = ?1"
    )
    connection.execute(note, (message,))


def _wanted(state: _State) -> set[str]:
    """Return the kinds of operations that make the server's side like the one that is seen."""
    wanted = set()
    if state.server_folder is None:
        wanted.add(APPEND if state.source_uid is None else COPY)
    elif state.folder is None:
        wanted.add(EXPUNGE)
    elif state.folder != state.server_folder:
        wanted.add(MOVE)
    seen = (state.flags, state.keywords)
    is_here = state.server_folder is not None and state.folder is not None
    if is_here and seen != (state.server_flags, state.server_keywords):
        wanted.add(FLAGS)
    return wanted


def _agree(connection: Connection, message: int, state: _State) -> None:
    """Let what is seen be the truth: there is no server, or it does not have the message now."""
    drop = "DELETE FROM operation WHERE message = ? AND state = 'waiting'"
    connection.execute(drop, (message,))
    if state.gone_at is not None:
        connection.execute("UPDATE message SET pending = 0 WHERE id = ?", (message,))
    elif state.folder is None:
        remove_messages(connection, [message])
    else:
        agree = (
            "UPDATE message SET server_folder = folder, server_flags = flags,"
            " server_keywords = keywords, pending = 0 WHERE id = ?"
        )
        connection.execute(agree, (message,))


def settle_folder(connection: Connection, folder: int) -> None:
    """Let the operations of a folder be what the difference of both sides asks for."""
    query = (
        "SELECT f.account, f.path, f.server_path, f.is_gone, a.state = 'sample' OR f.facts & 8"
        " FROM folder f JOIN account a ON a.number = f.account WHERE f.id = ?"
    )
    found = connection.execute(query, (folder,)).fetchone()
    if found is None:
        return
    account, path, server_path, is_gone, is_alone = found
    drop = "DELETE FROM operation WHERE folder = ? AND message IS NULL AND state = 'waiting'"
    connection.execute(drop, (folder,))
    if is_alone:
        agree = "UPDATE folder SET server_path = path WHERE id = ?"
        connection.execute(agree, (folder,))
        wanted = ""
    elif is_gone:
        wanted = REMOVE if server_path is not None else ""
    elif server_path is None:
        wanted = MAKE
    else:
        wanted = RENAME if server_path != path else ""
    if is_gone and not wanted:
        connection.execute("DELETE FROM folder WHERE id = ?", (folder,))
    if wanted:
        add = "INSERT OR IGNORE INTO operation(account, kind, folder, at) VALUES(?, ?, ?, ?)"
        connection.execute(add, (account, wanted, folder, int(time.time())))
