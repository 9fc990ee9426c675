"""What a person does with folders; inside of a transaction of the caller."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.errors import InvalidValueError, NotAllowedError, RecordGoneError, RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.core.mail.values import FolderRole
from desktop.mail.boxes.folders import (
    CAN_CHANGE,
    CAN_HOLD,
    NO_FOLDER,
    SUBSCRIBED,
    account_number,
    below,
    folder_with_role,
)
from desktop.mail.boxes.settling import settle_folder
from desktop.mail.boxes.undoing import change_messages
from desktop.store.engine import Connection

_LONGEST: Final = 100
_MADE: Final = {  # names of folders that are made because an account has none of that role
    FolderRole.TRASH: "Trash",
    FolderRole.ARCHIVE: "Archive",
    FolderRole.JUNK: "Junk",
    FolderRole.INBOX: "INBOX",
}
ROLE_NAMES: Final = {
    FolderRole.INBOX: N_("Inbox"),
    FolderRole.SENT: N_("Sent"),
    FolderRole.DRAFTS: N_("Drafts"),
    FolderRole.TRASH: N_("Deleted items"),
    FolderRole.JUNK: N_("Junk mail"),
    FolderRole.ARCHIVE: N_("Archive folder"),
    FolderRole.OUTBOX: N_("Outbox"),
}


def shown_name(connection: Connection, folder: int) -> str:
    """Return what a folder is called; raise RecordGoneError."""
    found = connection.execute("SELECT name, role FROM folder WHERE id = ?", (folder,)).fetchone()
    if found is None:
        raise RecordGoneError(_(NO_FOLDER))
    role = next((one for one in ROLE_NAMES if one == found[1]), None)
    return _(ROLE_NAMES[role]) if role else str(found[0])


def with_role(connection: Connection, ids: Sequence[int], role: FolderRole) -> dict[int, int]:
    """Return by message the folder of its account that has a role, made where there is none."""
    query = "SELECT m.id, m.account FROM message m JOIN json_each(?) j ON j.value = m.id"
    accounts = dict(connection.execute(query, (json.dumps(list(ids)),)).fetchall())
    targets = {
        account: folder_with_role(connection, account, role) or _made(connection, account, role)
        for account in set(accounts.values())
    }
    return {message: targets[account] for message, account in accounts.items()}


def made_folder(connection: Connection, account: uuid.UUID, parent: int | None, name: str) -> int:
    """Make a folder and return it; raise InvalidValueError if the name cannot be one."""
    number = account_number(connection, account)
    path = _path(connection, number, parent, name)
    _check_free(connection, number, path)
    return _insert(connection, number, path, name.strip(), parent, FolderRole.PLAIN)


def rename(connection: Connection, folder: int, name: str) -> None:
    """Rename a folder; raise InvalidValueError, NotAllowedError."""
    account, parent = _changeable(connection, folder)
    _put_at(connection, folder, account, parent, name)


def move_below(connection: Connection, folder: int, parent: int | None) -> None:
    """Hang a folder below another one, or at the top; raise RuleBrokenError, NotAllowedError."""
    account, _before = _changeable(connection, folder)
    if parent is not None:
        if parent in below(connection, folder):
            raise RuleBrokenError(_("A folder cannot lie within itself."))
        query = "SELECT 1 FROM folder WHERE id = ? AND account = ?"
        if connection.execute(query, (parent, account)).fetchone() is None:
            raise RuleBrokenError(_("A folder stays in its account."))
    (name,) = connection.execute("SELECT name FROM folder WHERE id = ?", (folder,)).fetchone()
    connection.execute("UPDATE folder SET parent = ? WHERE id = ?", (parent, folder))
    _put_at(connection, folder, account, parent, name)


def delete_tree(connection: Connection, folder: int) -> list[int]:
    """Delete a folder with those in it; return their messages, which are in the trash now."""
    account, _parent = _changeable(connection, folder)
    tree = below(connection, folder)
    query = "SELECT id FROM message WHERE folder IN (SELECT value FROM json_each(?))"
    ids = [one for (one,) in connection.execute(query, (json.dumps(tree),)).fetchall()]
    trash = folder_with_role(connection, account, FolderRole.TRASH)
    if ids and (trash is None or trash in tree):
        trash = _made(connection, account, FolderRole.TRASH)
    change_messages(connection, ids, lambda _message, _now: {"folder": trash})
    for one in reversed(tree):
        connection.execute("UPDATE folder SET is_gone = 1 WHERE id = ?", (one,))
        settle_folder(connection, one)
    return ids


def _made(connection: Connection, account: int, role: FolderRole) -> int:
    name = _MADE[role]
    return _insert(connection, account, name, name, None, role)


def _insert(
    connection: Connection, account: int, path: str, name: str, parent: int | None, role: FolderRole
) -> int:
    add = (
        "INSERT INTO folder(account, path, name, parent, role, facts, lowest)"
        " VALUES(?, ?, ?, ?, ?, ?, 1)"
    )
    row = (account, path, name, parent, role, CAN_HOLD | CAN_CHANGE | SUBSCRIBED)
    folder = int(connection.execute(add, row).lastrowid or 0)
    settle_folder(connection, folder)
    return folder


def _put_at(
    connection: Connection, folder: int, account: int, parent: int | None, name: str
) -> None:
    """Give a folder its path, and those in it theirs."""
    (old,) = connection.execute("SELECT path FROM folder WHERE id = ?", (folder,)).fetchone()
    new = _path(connection, account, parent, name)
    if new == old:
        return
    _check_free(connection, account, new)
    for one in below(connection, folder)[1:]:
        move = "UPDATE folder SET path = ? || substr(path, ?) WHERE id = ?"
        connection.execute(move, (new, len(old) + 1, one))
    change = "UPDATE folder SET path = ?, name = ? WHERE id = ?"
    connection.execute(change, (new, name.strip(), folder))
    settle_folder(connection, folder)


def _path(connection: Connection, account: int, parent: int | None, name: str) -> str:
    sign = _delimiter(connection, account)
    bare = name.strip()
    bad = not bare or len(bare) > _LONGEST or sign in bare or not bare.isprintable()
    if bad or any(letter in bare for letter in "*%\\"):
        raise InvalidValueError(
            _("A folder's name has 1 to {most} letters, and none of “{signs}”.").format(
                most=_LONGEST, signs=f"{sign} * % \\"
            )
        )
    if parent is None:
        return bare
    found = connection.execute("SELECT path FROM folder WHERE id = ?", (parent,)).fetchone()
    if found is None:
        raise RecordGoneError(_(NO_FOLDER))
    return f"{found[0]}{sign}{bare}"


def _delimiter(connection: Connection, account: int) -> str:
    """Return the sign between the folders of a path, as the server's own paths show it."""
    query = (
        "SELECT substr(f.server_path, length(p.server_path) + 1, 1) FROM folder f JOIN folder p"
        " ON p.id = f.parent WHERE f.account = ? AND f.server_path LIKE p.server_path || '_%'"
        " LIMIT 1"
    )
    found = connection.execute(query, (account,)).fetchone()
    return str(found[0]) if found else "/"


def _check_free(connection: Connection, account: int, path: str) -> None:
    query = (
        "SELECT 1 FROM folder WHERE account = ? AND is_gone = 0 AND (path = ? OR server_path = ?)"
    )
    if connection.execute(query, (account, path, path)).fetchone() is not None:
        raise InvalidValueError(_("There is a folder of that name already."))


def _changeable(connection: Connection, folder: int) -> tuple[int, int | None]:
    """Return account and parent of a folder that may be changed; raise NotAllowedError."""
    query = "SELECT account, parent, role, facts FROM folder WHERE id = ? AND is_gone = 0"
    found = connection.execute(query, (folder,)).fetchone()
    if found is None:
        raise RecordGoneError(_(NO_FOLDER))
    account, parent, role, facts = found
    if role != FolderRole.PLAIN or not facts & CAN_CHANGE:
        raise NotAllowedError(_("This folder cannot be renamed, moved or deleted."))
    return int(account), parent
