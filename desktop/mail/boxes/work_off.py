"""Operations that wait for servers: which are due, and what became of each.

The order for each: `begin` commits that it is under way, the network step is done, then `done`,
`failed` or `later` commits what came of it. What `recover` finds under way was cut off in between:
its `attempts` is not 0, so whoever does it asks the server first what became of it.
"""

from __future__ import annotations

import json
import time
import uuid
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any, Final

from desktop.core.quick_dataclass import dataclass
from desktop.mail.backend import Landed
from desktop.mail.boxes.flags import flag_names
from desktop.mail.boxes.opening import Box
from desktop.mail.boxes.server_side import HIDE
from desktop.mail.boxes.settling import (
    APPEND,
    COPY,
    EXPUNGE,
    FLAGS,
    MAKE,
    MOVE,
    REMOVE,
    RENAME,
    settle,
    settle_folder,
)
from desktop.mail.boxes.storing import remove_messages
from desktop.store.engine import Connection

FOLDER_KINDS: Final = (MAKE, RENAME, REMOVE)

_DUE: Final = (
    "SELECT o.id, o.kind, coalesce(o.message, 0), o.attempts, o.uidnext_before, m.flags,"
    " m.server_flags, m.keywords, m.server_keywords, coalesce(h.id, 0), coalesce(h.server_path,"
    " ''), coalesce(h.uidvalidity, 0), coalesce(m.uid, 0), coalesce(t.id, 0),"
    " coalesce(t.server_path, ''), m.id >> 20, m.copied_from, f.id, f.path, f.server_path, o.sent"
    " FROM operation o LEFT JOIN message m ON m.id = o.message"
    " LEFT JOIN folder h ON h.id = m.server_folder LEFT JOIN folder t ON t.id = m.folder"
    " LEFT JOIN folder f ON f.id = o.folder AND o.message IS NULL"
    " WHERE o.account = (SELECT number FROM account WHERE id = ?) AND o.state = 'waiting'"
    " AND o.not_before <= ? AND (o.message IS NULL OR"
    " (o.kind IN ('flags', 'expunge') AND m.uid IS NOT NULL) OR"
    " (o.kind = 'move' AND m.uid IS NOT NULL AND t.server_path IS NOT NULL) OR"
    " (o.kind IN ('append', 'copy') AND t.server_path IS NOT NULL))"
    " ORDER BY o.message IS NOT NULL, o.id LIMIT ?"
)
_SOURCE: Final = (
    "SELECT f.id, f.server_path, f.uidvalidity, m.uid FROM message m"
    " JOIN folder f ON f.id = m.server_folder WHERE m.id = ?"
)


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that is to be made true on the server."""

    id: int
    kind: str  # of `settling`: flags move expunge append copy, make rename remove
    message: int  # 0: it concerns a folder
    attempts: int  # not 0: it may have been done already
    uidnext_before: int  # of the target, as noted by `begin`
    folder: int = 0  # where the message is on the server; for a copy where the first one is
    path: str = ""
    uidvalidity: int = 0
    uid: int = 0
    target: int = 0  # folder where it is to be, or the folder concerned
    target_path: str = ""  # of a folder: the path that it is to have
    add: frozenset[str] = frozenset()  # flags; of an append all that the message has
    remove: frozenset[str] = frozenset()
    received: datetime | None = None
    was_sent: str = ""  # what `begin` noted, JSON


class WorkOff:
    """The half of the mailbox that works off operations."""

    _box: Box

    def _all(self, query: str, told: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a question."""
        with self._box.reading() as connection:
            rows: list[tuple[Any, ...]] = connection.execute(query, told).fetchall()
        return rows

    @abstractmethod
    def _writing(self, account: uuid.UUID) -> AbstractContextManager[Connection]:
        """Write, and tell of the account."""

    def due(self, account: uuid.UUID, limit: int = 500) -> list[Operation]:
        """Return what can be done now, folders first, in the order in which it was wanted."""
        told = (account.bytes, int(time.time()), limit)
        with self._box.reading() as connection:
            rows = connection.execute(_DUE, told).fetchall()
            return [_operation(connection, row) for row in rows]

    def waits_until(self, account: uuid.UUID) -> float | None:
        """Return when the next operation is due (Unix seconds); None if none waits."""
        query = (
            "SELECT min(not_before) FROM operation WHERE state = 'waiting'"
            " AND account = (SELECT number FROM account WHERE id = ?)"
        )
        found = self._all(query, (account.bytes,))[0][0]
        return None if found is None else float(found)

    def begin(
        self, account: uuid.UUID, operations: Sequence[Operation], uidnext_before: int = 0
    ) -> list[Operation]:
        """Commit that operations are under way; return those that are still wanted."""
        begun = []
        with self._writing(account) as connection:
            for one in operations:
                change = (
                    "UPDATE operation SET state = 'running', attempts = attempts + 1,"
                    " uidnext_before = iif(attempts AND uidnext_before, uidnext_before, ?),"
                    " sent = ? WHERE id = ? AND state = 'waiting' RETURNING id"
                )
                sent = json.dumps(_sent(connection, one))
                if connection.execute(change, (uidnext_before, sent, one.id)).fetchone():
                    begun.append(one)
        return begun

    def done(self, account: uuid.UUID, operation: int, landed: Landed | None = None) -> None:
        """Note that the server has it so; `landed` is where a message is now, if it tells."""
        with self._writing(account) as connection:
            query = "SELECT kind, message, folder, sent FROM operation WHERE id = ?"
            found = connection.execute(query, (operation,)).fetchone()
            if found is None:
                return
            kind, message, folder, sent = found
            connection.execute("DELETE FROM operation WHERE id = ?", (operation,))
            if message is None:
                _folder_done(connection, folder, kind, json.loads(sent))
            else:
                _message_done(connection, message, kind, json.loads(sent), landed)

    def failed(self, account: uuid.UUID, operation: int, sentence: str) -> None:
        """Note that the server refuses it: what is seen goes back to what the server has."""
        with self._writing(account) as connection:
            change = (
                "UPDATE operation SET state = 'failed', problem = ?, at = ? WHERE id = ?"
                " RETURNING kind, message, folder"
            )
            row = (sentence, int(time.time()), operation)
            found = connection.execute(change, row).fetchone()
            if found is not None:
                kind, message, folder = found
                _take_back(connection, kind, message, folder, sentence)

    def later(self, account: uuid.UUID, operation: int, seconds: float, sentence: str = "") -> None:
        """Let an operation wait for another try."""
        with self._writing(account) as connection:
            change = (
                "UPDATE operation SET state = 'waiting', not_before = ?, problem = ? WHERE id = ?"
            )
            connection.execute(change, (int(time.time() + seconds), sentence, operation))

    def gone(self, account: uuid.UUID, operation: int) -> None:
        """Note that the message is nowhere on the server any more: there is nothing to do."""
        with self._writing(account) as connection:
            query = "DELETE FROM operation WHERE id = ? RETURNING message"
            found = connection.execute(query, (operation,)).fetchone()
            if found is not None and found[0] is not None:
                remove_messages(connection, [found[0]])

    def recover(self, account: uuid.UUID) -> int:
        """Let what was under way when the program ended wait again; return how many."""
        with self._writing(account) as connection:
            change = (
                "UPDATE operation SET state = 'waiting', not_before = 0 WHERE state = 'running'"
                " AND account = (SELECT number FROM account WHERE id = ?)"
            )
            return connection.execute(change, (account.bytes,)).rowcount


def _operation(connection: Connection, row: Sequence[Any]) -> Operation:
    (
        number, kind, message, attempts, before, flags, server_flags, words, server_words, home,
        path, uidvalidity, uid, target, target_path, at, copied_from, folder, wanted_path,
        folder_path, sent,
    ) = row  # fmt: skip
    if kind in FOLDER_KINDS:
        return Operation(
            number, kind, 0, attempts, before, path=folder_path or "", target=folder or 0,
            target_path=wanted_path or "", was_sent=sent,
        )  # fmt: skip
    if kind == COPY:
        source = connection.execute(_SOURCE, (copied_from,)).fetchone()
        home, path, uidvalidity, uid = source or (0, "", 0, 0)
    shown, there = flag_names(flags, words), flag_names(server_flags, server_words)
    is_new = kind == APPEND
    return Operation(
        number, kind, message, attempts, before, home, path, uidvalidity, uid, target, target_path,
        add=shown if is_new else shown - there, remove=frozenset() if is_new else there - shown,
        received=datetime.fromtimestamp(at, UTC), was_sent=sent,
    )  # fmt: skip


def _sent(connection: Connection, one: Operation) -> dict[str, object]:
    """Return what an operation will have made true, whatever the person does meanwhile."""
    if one.kind in FOLDER_KINDS:
        return {"path": one.target_path, "before": one.path}
    query = "SELECT flags, keywords FROM message WHERE id = ?"
    flags, words = connection.execute(query, (one.message,)).fetchone() or (0, "")
    return {"folder": one.target, "flags": flags, "keywords": words}


def _message_done(
    connection: Connection, message: int, kind: str, sent: dict[str, Any], landed: Landed | None
) -> None:
    if kind == FLAGS:
        note = "UPDATE message SET server_flags = ?, server_keywords = ? WHERE id = ?"
        connection.execute(note, (sent["flags"], sent["keywords"], message))
    elif kind == EXPUNGE:
        note = "UPDATE message SET server_folder = NULL, uid = NULL WHERE id = ?"
        connection.execute(note, (message,))
    else:
        uid = landed.uid if landed else None
        if uid is not None:  # the scan of the folder may have been quicker
            _drop_twin(connection, message, sent["folder"], uid)
        note = (
            "UPDATE message SET server_folder = ?, uid = coalesce(?, iif(server_folder = ?, uid,"
            " NULL)), copied_from = NULL WHERE id = ?"
        )
        connection.execute(note, (sent["folder"], uid, sent["folder"], message))
        if kind == APPEND:
            note = "UPDATE message SET server_flags = ?, server_keywords = ? WHERE id = ?"
            connection.execute(note, (sent["flags"], sent["keywords"], message))
    settle(connection, [message])


def _drop_twin(connection: Connection, message: int, folder: int, uid: int) -> None:
    query = "SELECT id FROM message WHERE server_folder = ? AND uid = ? AND id <> ?"
    found = connection.execute(query, (folder, uid, message)).fetchone()
    if found is not None:
        remove_messages(connection, [found[0]])


def _folder_done(connection: Connection, folder: int, kind: str, sent: dict[str, Any]) -> None:
    if kind == REMOVE:
        connection.execute("DELETE FROM folder WHERE id = ?", (folder,))
        return
    old, new = sent["before"], sent["path"]
    connection.execute("UPDATE folder SET server_path = ? WHERE id = ?", (new, folder))
    if kind == RENAME:  # the server renamed what lies in it along
        tree = (
            "UPDATE folder SET server_path = ?1 || substr(server_path, length(?2) + 1)"
            " WHERE account = (SELECT account FROM folder WHERE id = ?3)"
            " AND substr(server_path, 1, length(?2) + 1) IN (?2 || '/', ?2 || '.')"
        )
        connection.execute(tree, (new, old, folder))
    settle_folder(connection, folder)


def _take_back(
    connection: Connection, kind: str, message: int | None, folder: int | None, sentence: str
) -> None:
    if message is None:
        _take_back_folder(connection, kind, folder or 0)
        return
    if kind == FLAGS:
        back = "UPDATE message SET flags = server_flags, keywords = server_keywords WHERE id = ?"
        connection.execute(back, (message,))
    elif kind in (MOVE, EXPUNGE):
        connection.execute("UPDATE message SET folder = server_folder WHERE id = ?", (message,))
    connection.execute("UPDATE message SET failed = ? WHERE id = ?", (sentence, message))
    connection.execute(HIDE, (message,))
    if kind not in (APPEND, COPY):  # what is nowhere else is kept here, and says why
        settle(connection, [message])


def _take_back_folder(connection: Connection, kind: str, folder: int) -> None:
    if kind == MAKE:
        query = "SELECT count(*) FROM message WHERE folder = ?"
        (count,) = connection.execute(query, (folder,)).fetchone()
        if not count:
            connection.execute("DELETE FROM folder WHERE id = ?", (folder,))
        return
    back = "UPDATE folder SET path = server_path, is_gone = 0 WHERE id = ?"
    connection.execute(back, (folder,))


def failed_rows(connection: Connection) -> Iterator[tuple[int, bytes, int, str, int]]:
    """Yield (id, account, message, sentence, when) of what servers refused, newest first."""
    query = (
        "SELECT o.id, a.id, coalesce(o.message, 0), o.problem, o.at FROM operation o"
        " JOIN account a ON a.number = o.account WHERE o.state = 'failed' ORDER BY o.id DESC"
    )
    yield from connection.execute(query)
