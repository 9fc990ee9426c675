"""People's devices as the centre knows them: blocked, or told to wipe what they hold."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop.server.connections import Connection, as_owner
from desktop.server.installing import ServerError

# What an administrator says, and what the device is told from then on.
STATES: Final = {"allow": "ok", "block": "blocked", "wipe": "wipe"}


@dataclass(frozen=True, slots=True)
class Device:
    """A profile on some computer that is joined to the centre."""

    client_id: uuid.UUID
    login: str
    name: str
    program: str
    state: str
    last_seen: datetime


def iter_devices(connection: Connection) -> Iterator[Device]:
    """Yield all devices, the last seen first."""
    rows = connection.execute(
        "SELECT c.client_id, coalesce(l.role::text, ''), coalesce(c.device, ''), "
        "coalesce(c.program, ''), c.state, c.last_seen "
        "FROM sync.client c LEFT JOIN sync.login l USING (user_id) ORDER BY c.last_seen DESC"
    )
    for row in rows:
        yield Device(*row)


def set_state(connection: Connection, client_id: str, word: str) -> None:
    """Allow, block or wipe a device, from its next call on.

    A device that is to be wiped sends what it has not sent, then deletes its data; one that never
    connects again keeps them.

    Raises:
        ServerError: there is no such device.
    """
    with as_owner(connection):
        done = connection.execute(
            "UPDATE sync.client SET state = %s WHERE client_id::text = %s",
            (STATES[word], client_id),
        )
    if not done.rowcount:
        raise ServerError(f"There is no device {client_id}.")
