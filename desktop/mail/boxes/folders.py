"""The folders of accounts, as the server lists them; inside of a transaction of the caller."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from desktop.core.errors import RecordGoneError
from desktop.core.i18n import N_, _
from desktop.mail.backend import ServerFolder
from desktop.store.engine import Connection

NO_FOLDER: Final = N_("The folder is not there any more.")
CAN_HOLD: Final = 1
CAN_CHANGE: Final = 2
SUBSCRIBED: Final = 4
LOCAL: Final = 8


def account_number(connection: Connection, account: uuid.UUID) -> int:
    """Return the number of an account, noted if it is new."""
    connection.execute("INSERT OR IGNORE INTO account(id) VALUES(?)", (account.bytes,))
    query = "SELECT number FROM account WHERE id = ?"
    return int(connection.execute(query, (account.bytes,)).fetchone()[0])


def account_of(connection: Connection, folder: int) -> tuple[int, uuid.UUID]:
    """Return number and id of a folder's account; raise RecordGoneError."""
    query = (
        "SELECT a.number, a.id FROM folder f JOIN account a ON a.number = f.account WHERE f.id = ?"
    )
    found = connection.execute(query, (folder,)).fetchone()
    if found is None:
        raise RecordGoneError(_(NO_FOLDER))
    return int(found[0]), uuid.UUID(bytes=found[1])


def folder_role(connection: Connection, folder: int) -> str:
    """Return what a folder is for; raise RecordGoneError."""
    found = connection.execute("SELECT role FROM folder WHERE id = ?", (folder,)).fetchone()
    if found is None:
        raise RecordGoneError(_(NO_FOLDER))
    return str(found[0])


def folder_with_role(connection: Connection, account: int, role: str) -> int | None:
    """Return the folder of an account that is for something."""
    query = "SELECT id FROM folder WHERE account = ? AND role = ? AND is_gone = 0 ORDER BY id"
    found = connection.execute(query, (account, role)).fetchone()
    return int(found[0]) if found else None


def mirror_folders(
    connection: Connection, account: int, listed: Sequence[ServerFolder]
) -> list[int]:
    """Take over the server's list; return the folders that it has no more.

    A folder that is to be made, renamed or deleted keeps the name under which it is seen.
    """
    query = "SELECT server_path, id FROM folder WHERE account = ? AND server_path IS NOT NULL"
    known = dict(connection.execute(query, (account,)).fetchall())
    for one in sorted(listed, key=lambda folder: folder.path):
        _put_folder(connection, account, one, known)
    for one in listed:
        if one.parent in known:
            tie = "UPDATE folder SET parent = ? WHERE id = ? AND path = server_path"
            connection.execute(tie, (known[one.parent], known[one.path]))
    there = {folder.path for folder in listed}
    return [folder for path, folder in known.items() if path not in there]


def _put_folder(
    connection: Connection, account: int, one: ServerFolder, known: dict[str, int]
) -> None:
    facts = one.can_hold * CAN_HOLD | one.can_change * CAN_CHANGE | one.is_subscribed * SUBSCRIBED
    if one.path in known:
        change = (
            "UPDATE folder SET role = ?, facts = facts & 8 | ?,"
            " name = iif(path = server_path, ?, name) WHERE id = ?"
        )
        connection.execute(change, (one.role, facts, one.name, known[one.path]))
        return
    waiting = "SELECT id FROM folder WHERE account = ? AND path = ? AND server_path IS NULL"
    found = connection.execute(waiting, (account, one.path)).fetchone()
    if found is not None:  # made here, and on the server by somebody else or by us
        take = "UPDATE folder SET server_path = path, role = ?, facts = ? WHERE id = ?"
        connection.execute(take, (one.role, facts, found[0]))
        known[one.path] = found[0]
        return
    add = (
        "INSERT INTO folder(account, path, server_path, name, role, facts) VALUES(?, ?, ?, ?, ?, ?)"
    )
    row = (account, one.path, one.path, one.name, one.role, facts)
    known[one.path] = int(connection.execute(add, row).lastrowid or 0)


def below(connection: Connection, folder: int) -> list[int]:
    """Return a folder and all within it, those around before those within."""
    query = (
        "WITH RECURSIVE tree(id, depth) AS (SELECT ?, 0 UNION ALL SELECT f.id, depth + 1"
        " FROM folder f JOIN tree ON f.parent = tree.id WHERE depth < 50)"
        " SELECT id FROM tree ORDER BY depth"
    )
    return [one for (one,) in connection.execute(query, (folder,))]


def forget_folders(connection: Connection, folders: Iterable[int]) -> None:
    """Take folders out of the tables; their messages were unlinked before."""
    rows = [(one,) for one in folders]
    connection.executemany("DELETE FROM operation WHERE folder = ? AND message IS NULL", rows)
    connection.executemany("UPDATE folder SET parent = NULL WHERE parent = ?", rows)
    connection.executemany("DELETE FROM folder WHERE id = ?", rows)
