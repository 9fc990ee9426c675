"""The tables of a mailbox in memory, for laws that are tried a hundred times."""

from __future__ import annotations

from pathlib import Path

from desktop.mail.boxes.opening import parts_of
from desktop.mail.boxes.preparing import prepare
from desktop.mail.boxes.schema import bring_up
from desktop.mail.boxes.storing import Landing, Numbers, insert_message
from desktop.store.engine import Connection, driver

NO_PARTS = parts_of(Path("nowhere"))


def tables() -> Connection:
    """Return new tables with one account and one folder."""
    connection = driver.connect(":memory:", isolation_level=None)
    bring_up(connection)
    connection.execute("INSERT INTO account(id) VALUES(?)", (b"7" * 16,))
    connection.execute(
        "INSERT INTO folder(account, path, server_path, name) VALUES(1, 'INBOX', 'INBOX', 'INBOX')"
    )
    return connection


def insert(connection: Connection, raw: bytes, uid: int, received: object) -> int:
    """Store a message and return its id."""
    numbers = Numbers(connection)
    made = insert_message(
        connection, numbers, NO_PARTS, Landing(1, 1, uid=uid), prepare(raw, received)
    )
    numbers.keep()
    return made
