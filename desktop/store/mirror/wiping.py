"""Deleting what a profile holds of a company, so that its file holds no byte of it any more."""

from __future__ import annotations

from typing import Final

from desktop.core.entities import iter_entities
from desktop.store.compacting import compact
from desktop.store.engine import Connection
from desktop.store.mirror.tables import SYNC_TABLES, drop_tables, is_joined, renew_tables
from desktop.store.work import Store

USERS: Final = "app_user"
COMMAND: Final = "sync.wipe"
KEPT_MARKS: Final = ("derived", "owner", "search:")  # what they say holds of an empty profile


def wipe_database(store: Store) -> bool:
    """Delete every record but the owner's name, and write the file anew.

    Until the file is written anew the profile stays joined, so that a program that was killed
    meanwhile does it again.

    Returns:
        False: a reader kept the log from being emptied; it is to be done once more.

    Raises:
        StorageError: there is no room for a second copy of what is left.
    """
    owner = store.owner()
    with store.reading() as connection:
        connection.execute("PRAGMA secure_delete = ON").fetchall()
    with store.work(owner, COMMAND, captured=False) as work:
        connection = work.writing.connection
        _delete_everything(connection, owner.user_id.bytes)
        work.writing.uncaptured.update(entity.key for entity in iter_entities())
    if not compact(store):
        return False
    with store.work(owner, COMMAND, captured=False) as work:
        drop_tables(work.writing.connection)
        work.writing.uncaptured.add(USERS)
    return True


def _delete_everything(connection: Connection, owner: bytes) -> None:
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for entity in iter_entities():
        if entity.key != USERS:
            connection.execute(f'DELETE FROM "{entity.key}"')
    connection.execute(f'DELETE FROM "{USERS}" WHERE id <> ?', (owner,))
    _forget_owner(connection)
    connection.execute("DELETE FROM change")
    for table in ("search", "digits"):
        connection.execute(f"INSERT INTO {table}({table}) VALUES('delete-all')")
    connection.execute("DELETE FROM lookup")
    for (key,) in connection.execute("SELECT key FROM meta").fetchall():
        if not str(key).startswith(KEPT_MARKS):
            connection.execute("DELETE FROM meta WHERE key = ?", (key,))
    if is_joined(connection):
        renew_tables(connection)
        for table in SYNC_TABLES:
            connection.execute(f"DELETE FROM {table}")


def _forget_owner(connection: Connection) -> None:
    """Leave of the owner the name alone."""
    told = connection.execute(f'PRAGMA table_info("{USERS}")').fetchall()
    kept = ("rid", "id", "full_name", "full_name_key")
    empty = [name for _n, name, _kind, is_needed, *_ in told if not is_needed and name not in kept]
    sets = ", ".join(f'"{name}" = NULL' for name in empty)
    connection.execute(f'UPDATE "{USERS}" SET {sets}')
