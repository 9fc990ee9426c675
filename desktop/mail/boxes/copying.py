"""Messages that come to be here: copies, and those from files."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.mail.boxes.folders import account_of
from desktop.mail.boxes.packing import unpack
from desktop.mail.boxes.preparing import prepare
from desktop.mail.boxes.settling import settle
from desktop.mail.boxes.storing import Landing, Numbers, copy_message, insert_message
from desktop.store.blobs import Blobs
from desktop.store.engine import Connection


def copy_messages(
    connection: Connection, parts: Blobs, ids: Sequence[int], folder: int
) -> list[int]:
    """Copy messages into a folder and return the new ones.

    In another account only those are copied whose source is here whole.
    """
    number, _account = account_of(connection, folder)
    numbers = Numbers(connection)
    landing = Landing(number, folder, on_server=False)
    made: list[int] = []
    query = "SELECT account FROM message WHERE id = ? AND gone_at IS NULL"
    for one in ids:
        found = connection.execute(query, (one,)).fetchone()
        if found is None:
            continue
        if found[0] == number:
            made.append(copy_message(connection, numbers, one, landing))
        elif (raw := _source(connection, parts, one)) is not None:
            prepared = prepare(raw, None, ("\\Seen",))
            made.append(insert_message(connection, numbers, parts, landing, prepared))
    numbers.keep()
    settle(connection, made)
    return made


def append_messages(
    connection: Connection, parts: Blobs, raw: Sequence[bytes], folder: int
) -> list[int]:
    """Put messages into a folder, as read; return the new ones."""
    number, _account = account_of(connection, folder)
    numbers = Numbers(connection)
    landing = Landing(number, folder, on_server=False)
    made = [
        insert_message(connection, numbers, parts, landing, prepare(one, None, ("\\Seen",)))
        for one in raw
    ]
    numbers.keep()
    settle(connection, made)
    return made


def _source(connection: Connection, parts: Blobs, message: int) -> bytes | None:
    query = (
        "SELECT b.source, b.digest FROM body b WHERE b.message = ? AND NOT EXISTS"
        " (SELECT 1 FROM part p WHERE p.message = b.message AND p.facts & 2)"
    )
    found = connection.execute(query, (message,)).fetchone()
    if found is None or found == (None, None):
        return None
    return unpack(found[0] if found[0] is not None else parts.read(found[1]))
