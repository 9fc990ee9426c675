"""Messages that are put off: out of sight until their moment, then unread in their folder."""

from __future__ import annotations

import time
import uuid

from desktop.mail.boxes.opening import Box
from desktop.mail.boxes.server_side import HIDE
from desktop.mail.boxes.settling import settle


def wake(box: Box, now: float | None = None) -> tuple[uuid.UUID, ...]:
    """Bring back what was put off until now (Unix seconds); return the accounts concerned."""
    moment = int(now if now is not None else time.time())
    query = (
        "SELECT m.id, a.id FROM message m JOIN account a ON a.number = m.account"
        " WHERE m.snoozed_until <= ?"
    )
    with box.reading() as connection:
        if connection.execute(query, (moment,)).fetchone() is None:
            return ()
    with box.writing() as connection:
        found = connection.execute(query, (moment,)).fetchall()
        for message, _account in found:
            show = "UPDATE message SET snoozed_until = NULL, flags = flags & ~1 WHERE id = ?"
            connection.execute(show, (message,))
            connection.execute(HIDE, (message,))
        settle(connection, [message for message, _account in found])
    return tuple({uuid.UUID(bytes=account) for _message, account in found})
