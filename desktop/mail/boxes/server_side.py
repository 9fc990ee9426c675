"""Taking over what a server says of its messages; inside of a transaction of the caller."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.mail.backend import Outline
from desktop.mail.boxes.flags import DELETED, flag_names, split_flags
from desktop.mail.boxes.prepared import ident_of
from desktop.mail.boxes.settling import settle
from desktop.mail.boxes.storing import Landing, Numbers, copy_message, remove_messages
from desktop.store.engine import Connection

_AT_ONCE: Final = 500
HIDE: Final = (
    "UPDATE message SET hidden = (flags & 16 <> 0 OR snoozed_until IS NOT NULL) WHERE id = ?"
)


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    folder: int | None
    server_folder: int | None
    uid: int | None
    gone_at: int | None
    body: str


def take_flags(connection: Connection, message: int, flags: Iterable[str], modseq: int = 0) -> bool:
    """Take over the server's flags under what the person changed; tell whether any differed."""
    query = "SELECT flags, server_flags, keywords, server_keywords FROM message WHERE id = ?"
    found = connection.execute(query, (message,)).fetchone()
    if found is None:
        return False
    seen, before, words, words_before = found
    now, words_now = split_flags(flags)
    if modseq:
        connection.execute("UPDATE message SET modseq = ? WHERE id = ?", (modseq, message))
    if (now, words_now) == (before, words_before):
        return False
    mine = seen ^ before
    shown = (now & ~mine) | (seen & mine)
    old, own, new = set(words_before.split()), set(words.split()), set(words_now.split())
    kept = " ".join(sorted((new | (own - old)) - (old - own)))
    change = (
        "UPDATE message SET flags = ?, server_flags = ?, keywords = ?, server_keywords = ?"
        " WHERE id = ?"
    )
    connection.execute(change, (shown, now, kept, words_now, message))
    if (shown ^ seen) & DELETED:
        connection.execute(HIDE, (message,))
    if mine or own != old:
        settle(connection, [message])
    return True


def unlink(connection: Connection, folder: int, uids: Iterable[int]) -> int:
    """Let messages be gone from a folder of the server; return how many were known.

    They are kept for a while without a folder: what was moved by another program comes up again
    elsewhere, and is known by its ident. One that waits for its own move's answer is left alone.
    """
    query = (
        "SELECT id FROM message m WHERE server_folder = ? AND uid = ? AND NOT EXISTS (SELECT 1"
        " FROM operation o WHERE o.message = m.id AND o.state = 'running'"
        " AND o.kind IN ('move', 'expunge'))"
    )
    count = 0
    for uid in uids:
        found = connection.execute(query, (folder, uid)).fetchone()
        if found is not None:
            count += 1
            _orphan(connection, found[0])
    return count


def _orphan(connection: Connection, message: int) -> None:
    twin = (
        "SELECT id, server_folder, uid, server_flags, server_keywords FROM message"
        " WHERE copied_from = ? AND uid IS NOT NULL AND gone_at IS NULL"
    )
    found = connection.execute(twin, (message,)).fetchone()
    if found is None:
        lose = (
            "UPDATE message SET folder = NULL, server_folder = NULL, uid = NULL, gone_at = ?,"
            " pending = 0 WHERE id = ?"
        )
        connection.execute(lose, (int(time.time()), message))
        connection.execute("DELETE FROM operation WHERE message = ?", (message,))
        return
    # Its copy came up before it was seen to be gone: it was moved, and stays what it was.
    copy, folder, uid, flags, words = found
    remove_messages(connection, [copy])
    move = (
        "UPDATE message SET folder = ?, server_folder = ?, uid = ?, copied_from = NULL WHERE id = ?"
    )
    connection.execute(move, (folder, folder, uid, message))
    take_flags(connection, message, flag_names(flags, words))
    settle(connection, [message])


def rescue(connection: Connection, account: int, folder: int) -> None:
    """Show what was on its way into a folder that is gone where the server has it, or as new."""
    query = "SELECT id FROM message WHERE server_folder = ? AND uid IS NULL AND gone_at IS NULL"
    for (message,) in connection.execute(query, (folder,)).fetchall():
        _orphan(connection, message)
    inbox = "SELECT id FROM folder WHERE account = ? AND role = 'inbox' AND is_gone = 0"
    found = connection.execute(inbox, (account,)).fetchone()
    move = "UPDATE message SET folder = coalesce(server_folder, ?) WHERE folder = ? RETURNING id"
    moved = connection.execute(move, (found[0] if found else None, folder)).fetchall()
    settle(connection, [message for (message,) in moved])


def adopt(
    connection: Connection, numbers: Numbers, account: int, folder: int, outlines: Sequence[Outline]
) -> list[Outline]:
    """Recognise messages that are here already; return those that are to be fetched."""
    return [
        outline
        for outline in sorted(outlines, key=lambda one: one.received)
        if not _adopt_one(connection, numbers, account, folder, outline)
    ]


def _adopt_one(
    connection: Connection, numbers: Numbers, account: int, folder: int, outline: Outline
) -> bool:
    query = "SELECT id FROM message WHERE server_folder = ? AND uid = ?"
    found = connection.execute(query, (folder, outline.uid)).fetchone()
    if found is not None:
        take_flags(connection, found[0], outline.flags, outline.modseq)
        return True
    known = _find(connection, account, folder, outline)
    if known is None:
        return False
    if known.gone_at is not None or known.uid is None:
        _link(connection, known, folder, outline)
        message = known.id
    else:
        landing = Landing(account, folder, uid=outline.uid)
        message = copy_message(connection, numbers, known.id, landing)
        connection.execute("UPDATE message SET flags = server_flags WHERE id = ?", (message,))
    take_flags(connection, message, outline.flags, outline.modseq)
    return True


def _find(connection: Connection, account: int, folder: int, outline: Outline) -> _Known | None:
    """Return the message that an outline is of; None if it is new, or only a copy can tell."""
    ident = ident_of(outline.message_id, outline.size, int(outline.received.timestamp()))
    query = (
        "SELECT id, folder, server_folder, uid, gone_at, body FROM message"
        " WHERE ident = ? AND account = ? ORDER BY id"
    )
    all_known = [_Known(*row) for row in connection.execute(query, (ident, account))]
    tests: tuple[Callable[[_Known], bool], ...] = (
        lambda one: one.server_folder == folder and one.uid is None,
        lambda one: one.gone_at is not None,
        lambda one: one.server_folder is None and one.folder == folder,
        lambda one: bool(outline.message_id) and one.uid is not None and one.body == "here",
    )
    for test in tests:
        for one in all_known:
            if test(one):
                return one
    return None


def _link(connection: Connection, known: _Known, folder: int, outline: Outline) -> None:
    """Let a message be where the server has it now; what the person does with it still counts."""
    shown = folder if known.gone_at is not None or known.folder is None else known.folder
    link = (
        "UPDATE message SET server_folder = ?, uid = ?, folder = ?, gone_at = NULL,"
        " copied_from = NULL WHERE id = ?"
    )
    connection.execute(link, (folder, outline.uid, shown, known.id))
    connection.execute(
        "DELETE FROM operation WHERE message = ? AND kind IN ('append', 'copy')"
        " AND state = 'waiting'",
        (known.id,),
    )
    settle(connection, [known.id])


def renumber(connection: Connection, folder: int, uidvalidity: int) -> None:
    """Forget the UIDs of a folder that the server numbered anew; the messages stay."""
    clear = "UPDATE message SET uid = NULL WHERE server_folder = ?"
    connection.execute(clear, (folder,))
    note = "UPDATE folder SET uidvalidity = ?, uidnext = 0, modseq = 0, lowest = 0 WHERE id = ?"
    connection.execute(note, (uidvalidity, folder))


def drop_unmatched(connection: Connection, folder: int) -> int:
    """Let messages be gone that a folder numbered anew does not have; return how many."""
    query = "SELECT id FROM message WHERE server_folder = ? AND uid IS NULL AND NOT EXISTS ("
    query += "SELECT 1 FROM operation o WHERE o.message = message.id AND o.state = 'running')"
    gone = [one for (one,) in connection.execute(query, (folder,)).fetchall()]
    for message in gone:
        _orphan(connection, message)
    return len(gone)


def take_all_flags(
    connection: Connection, folder: int, flags: Mapping[int, tuple[Iterable[str], int]]
) -> int:
    """Take over flags by UID, each with its MODSEQ (0: none); return how many messages changed."""
    query = "SELECT id FROM message WHERE server_folder = ? AND uid = ?"
    changed = 0
    for uid, (names, modseq) in flags.items():
        found = connection.execute(query, (folder, uid)).fetchone()
        if found is not None:
            changed += take_flags(connection, found[0], names, modseq)
    return changed
