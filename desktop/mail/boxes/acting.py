"""The parts of an act: changing, keeping, telling; inside of a transaction of the caller."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Sequence

from desktop.core.changes import Changes
from desktop.core.errors import RecordGoneError, RuleBrokenError
from desktop.core.i18n import _, ngettext
from desktop.core.mail.values import MAILBOX, Done, FolderRole
from desktop.mail.boxes.folders import NO_FOLDER
from desktop.mail.boxes.undoing import Values, accounts_of, change_messages, keep_act
from desktop.store.engine import Connection

Change = Callable[[int, Values], Values]


def acted(
    connection: Connection,
    kind: str,
    ids: Sequence[int],
    change: Change,
    told: Callable[[int], str],
) -> Done:
    """Change messages and keep the act; `told` makes the sentence of a count with a gap for it."""
    changed = change_messages(connection, ids, change)
    if not changed:
        return Done()
    sentence = told(len(changed)).format(count=len(changed))
    group = keep_act(connection, kind, sentence, changed)
    return Done(group, sentence, mail_changes(accounts_of(connection, changed)), count=len(changed))


def lose(connection: Connection, ids: Sequence[int], before: Done) -> Done:
    """Delete messages for ever, and tell of that behind what was done before."""
    accounts = accounts_of(connection, ids)
    changed = change_messages(connection, ids, lambda _message, _now: {"folder": None})
    count = len(changed)
    told = ngettext(
        "{count} message deleted for ever.", "{count} messages deleted for ever.", count
    ).format(count=count)
    sentence = f"{before.sentence} {told}".strip()
    ids_told = {*accounts, *[one.bytes for one in before.changes.ids.get(MAILBOX, ())]}
    return Done(before.group, sentence, mail_changes(ids_told), count=before.count + count)


def want_again(connection: Connection, kind: str, message: int, sent: Values) -> None:
    """Let a message be as it was wanted when the server refused it."""
    if kind == "flags":
        want = "UPDATE message SET flags = ?, keywords = ? WHERE id = ?"
        connection.execute(want, (sent["flags"], sent["keywords"], message))
    elif kind in ("move", "expunge"):
        want = "UPDATE message SET folder = ? WHERE id = ?"
        connection.execute(want, (sent["folder"] or None, message))


def marked(count: int, read: bool | None, flagged: bool | None) -> str:
    """Return the sentence of a change of marks."""
    if flagged is not None:
        if flagged:
            return ngettext("{count} message flagged.", "{count} messages flagged.", count)
        return ngettext("{count} flag taken off.", "{count} flags taken off.", count)
    if read:
        return ngettext(
            "{count} message marked as read.", "{count} messages marked as read.", count
        )
    return ngettext(
        "{count} message marked as unread.", "{count} messages marked as unread.", count
    )


def check_account(connection: Connection, ids: Sequence[int], number: int) -> None:
    """Raise RuleBrokenError if messages are of another account than this."""
    query = (
        "SELECT 1 FROM message m JOIN json_each(?) j ON j.value = m.id WHERE m.account <> ? LIMIT 1"
    )
    if connection.execute(query, (json.dumps(list(ids)), number)).fetchone() is not None:
        raise RuleBrokenError(
            _("Messages can be moved within one account alone. Copy them instead.")
        )


def those_in_role(connection: Connection, ids: Sequence[int], role: FolderRole) -> list[int]:
    """Return those of the messages that lie in folders of a role."""
    query = (
        "SELECT m.id FROM message m JOIN json_each(?) j ON j.value = m.id"
        " JOIN folder f ON f.id = m.folder WHERE f.role = ?"
    )
    rows = connection.execute(query, (json.dumps(list(ids)), role)).fetchall()
    return [one for (one,) in rows]


def folder_changes(connection: Connection, folder: int) -> Changes:
    """Return what tells of a folder; raise RecordGoneError."""
    query = "SELECT a.id FROM folder f JOIN account a ON a.number = f.account WHERE f.id = ?"
    found = connection.execute(query, (folder,)).fetchone()
    if found is None:
        raise RecordGoneError(_(NO_FOLDER))
    return mail_changes([found[0]])


def mail_changes(accounts: Iterable[bytes]) -> Changes:
    """Return what tells of accounts' mail."""
    ids = frozenset(uuid.UUID(bytes=bytes(one)) for one in accounts)
    return Changes({MAILBOX: ids}) if ids else Changes()
