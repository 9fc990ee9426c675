"""Putting messages into the tables and taking them out; inside of a transaction of the caller."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.mail.boxes.flags import DELETED
from desktop.mail.boxes.packing import unpack_view
from desktop.mail.boxes.prepared import PARSER, Kind, PartFact, Person, Prepared
from desktop.mail.boxes.search_text import view_document
from desktop.mail.boxes.threads import MOMENT_BITS, join_thread
from desktop.store.blobs import Blobs
from desktop.store.engine import Connection

LARGE_BYTES: Final = 256 * 1024  # of a pressed source; what is larger is a file
_NUMBERS: Final = 1 << MOMENT_BITS
_INSERT: Final = (
    "INSERT INTO message(id, account, folder, hidden, server_folder, uid, modseq, flags,"
    " server_flags, keywords, server_keywords, ident, node, thread, sent_at, size, subject, sender,"
    " sender_name, people, preview, files, facts, importance, subject_key, body)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_MEET: Final = (
    "INSERT INTO address(address, name, words, heard, written, last_at) VALUES(?, ?, ?, ?, ?, ?)"
    " ON CONFLICT(address) DO UPDATE SET heard = heard + excluded.heard,"
    " written = written + excluded.written,"
    " name = iif(excluded.last_at >= last_at AND excluded.name <> '', excluded.name, name),"
    " words = iif(excluded.last_at >= last_at AND excluded.name <> '', excluded.words, words),"
    " last_at = max(last_at, excluded.last_at) RETURNING id"
)
_FTS: Final = (
    "INSERT INTO fts(rowid, subject, sender, people, body, files, marked)"
    " VALUES(?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a message is put: seen in a folder, and where the server has it."""

    account: int
    folder: int
    on_server: bool = True  # else the server does not know it yet
    uid: int | None = None
    modseq: int = 0
    is_sent: bool = False  # the folder holds what was written here


class Numbers:
    """Gives out the numbers behind the moments of ids; none is given twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        found = connection.execute("SELECT value FROM meta WHERE key = 'number'").fetchone()
        self._next = int(found[0]) if found else 0

    def new_id(self, at: int) -> int:
        """Return the id of a message that came at a moment (Unix seconds)."""
        while True:
            number = (at << MOMENT_BITS) | (self._next % _NUMBERS)
            self._next += 1
            known = "SELECT 1 FROM message WHERE id = ?"
            if self._connection.execute(known, (number,)).fetchone() is None:
                return number

    def keep(self) -> None:
        """Remember how far it is."""
        note = "INSERT OR REPLACE INTO meta VALUES('number', ?)"
        self._connection.execute(note, (self._next,))


def insert_message(
    connection: Connection, numbers: Numbers, parts: Blobs, landing: Landing, prepared: Prepared
) -> int:
    """Store a new message and return its id."""
    message = numbers.new_id(prepared.at)
    people = _meet(connection, prepared, is_sent=landing.is_sent)
    sender = people.get((Kind.FROM, prepared.sender), 0)
    ids = list(dict.fromkeys(people.values()))
    thread = join_thread(connection, message, prepared, ids, sender)
    on_server = landing.on_server
    connection.execute(
        _INSERT,
        (
            message, landing.account, landing.folder, int(bool(prepared.flags & DELETED)),
            landing.folder if on_server else None, landing.uid, landing.modseq, prepared.flags,
            prepared.flags if on_server else 0, prepared.keywords,
            prepared.keywords if on_server else "", prepared.ident, prepared.node, thread,
            prepared.sent_at, prepared.size, prepared.subject, sender, prepared.sender_name,
            prepared.people, prepared.preview, prepared.files, int(prepared.facts),
            prepared.importance, prepared.subject_key, prepared.body,
        ),
    )  # fmt: skip
    named = "INSERT OR IGNORE INTO message_address(address, message, kind) VALUES(?, ?, ?)"
    connection.executemany(named, [(one, message, kind) for (kind, _at), one in people.items()])
    write_body(connection, parts, message, prepared)
    connection.execute(_FTS, (message, *prepared.document.row))
    return message


def write_body(connection: Connection, parts: Blobs, message: int, prepared: Prepared) -> None:
    """Write what is shown of a message, its source and its attachments, over what was there."""
    source: bytes | None = prepared.source
    digest = None
    if len(prepared.source) > LARGE_BYTES:
        digest, source = parts.put(prepared.source), None
    connection.execute(
        "INSERT OR REPLACE INTO body(message, version, view, source, digest, size, used_at)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)",
        (message, PARSER, prepared.view, source, digest, len(prepared.source), int(time.time())),
    )
    fetched = dict(
        connection.execute(
            "SELECT number, digest FROM part WHERE message = ? AND digest IS NOT NULL", (message,)
        ).fetchall()
    )
    connection.execute("DELETE FROM part WHERE message = ?", (message,))
    connection.executemany(
        "INSERT INTO part(message, place, number, name, kind, size, facts, cid, digest)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                message, place, part.number, part.name, part.kind, part.size,
                int(part.facts & ~PartFact.MISSING if part.number in fetched else part.facts),
                part.cid, fetched.get(part.number),
            )
            for place, part in enumerate(prepared.parts)
        ],
    )  # fmt: skip


def remove_messages(connection: Connection, ids: Iterable[int]) -> None:
    """Forget messages for good; their files are found by the cleaner."""
    rows = [(one,) for one in ids]
    for statement in (
        "DELETE FROM message WHERE id = ?",
        "DELETE FROM message_address WHERE message = ?",
        "DELETE FROM body WHERE message = ?",
        "DELETE FROM part WHERE message = ?",
        "DELETE FROM fts WHERE rowid = ?",
        "DELETE FROM operation WHERE message = ?",
        "DELETE FROM act_row WHERE message = ?",
        "DELETE FROM tie WHERE message = ?",
    ):
        connection.executemany(statement, rows)


def copy_message(connection: Connection, numbers: Numbers, message: int, landing: Landing) -> int:
    """Store the same message once more, in another folder, and return the new id."""
    (at,) = connection.execute("SELECT id >> 20 FROM message WHERE id = ?", (message,)).fetchone()
    new = numbers.new_id(at)
    where = (new, landing.folder, landing.folder if landing.on_server else None, landing.uid)
    connection.execute(
        "INSERT INTO message(id, account, folder, hidden, server_folder, uid, flags, server_flags,"
        " keywords, server_keywords, ident, node, thread, sent_at, size, subject, sender,"
        " sender_name, people, preview, files, facts, importance, subject_key, body, copied_from)"
        " SELECT ?, account, ?, 0, ?, ?, flags, 0, keywords, '', ident, node, thread, sent_at,"
        " size, subject, sender, sender_name, people, preview, files, facts, importance,"
        " subject_key, body, id FROM message WHERE id = ?",
        (*where, message),
    )
    for statement in (
        "INSERT INTO message_address SELECT address, ?, kind FROM message_address"
        " WHERE message = ?",
        "INSERT INTO body SELECT ?, version, view, source, digest, size, used_at FROM body"
        " WHERE message = ?",
        "INSERT INTO part SELECT ?, place, number, name, kind, size, facts, cid, digest FROM part"
        " WHERE message = ?",
    ):
        connection.execute(statement, (new, message))
    index_again(connection, (new,))
    return new


def index_again(connection: Connection, ids: Iterable[int]) -> None:
    """Make what finds messages anew from what is kept of them."""
    query = "SELECT m.subject, b.view FROM message m JOIN body b ON b.message = m.id WHERE m.id = ?"
    for message in sorted(ids):  # FTS5 is twice as fast with rising numbers
        connection.execute("DELETE FROM fts WHERE rowid = ?", (message,))
        found = connection.execute(query, (message,)).fetchone()
        if found is not None:
            names = "SELECT name FROM part WHERE message = ? ORDER BY place"
            files = [name for (name,) in connection.execute(names, (message,))]
            document = view_document(found[0], unpack_view(found[1]), files)
            connection.execute(_FTS, (message, *document.row))


def _meet(
    connection: Connection, prepared: Prepared, *, is_sent: bool
) -> dict[tuple[Kind, str], int]:
    """Note the addresses that a message names; return the number of each."""
    found: dict[tuple[Kind, str], int] = {}
    for one in prepared.persons:
        told = (one.address, one.name, _words(one), *_counts(one.kind, is_sent), prepared.at)
        found[one.kind, one.address] = connection.execute(_MEET, told).fetchone()[0]
    return found


def _counts(kind: Kind, is_sent: bool) -> tuple[int, int]:
    """Return how often (heard, written to) this makes it more."""
    is_recipient = kind in (Kind.TO, Kind.CC, Kind.BCC)
    return int(kind is Kind.FROM and not is_sent), int(is_recipient and is_sent)


def _words(person: Person) -> str:
    from desktop.core.words import tokens

    return " " + " ".join(tokens(f"{person.name} {person.address}"))
