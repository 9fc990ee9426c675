"""Which messages are shared by the choice of their account: those with customers, once each."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.mail.people.owners import owners_of
from desktop.store.engine import Connection
from desktop.store.known_addresses import COLLEAGUES
from desktop.store.reader import Reader

RULE, HAND, WITHDRAWN = "rule", "hand", "withdrawn"  # how a message came to its record
_KEPT_APART: Final = ("junk", "trash", "drafts", "outbox")
_LIVING: Final = (
    " FROM message_address n JOIN message m ON m.id = n.message"
    " JOIN account a ON a.number = m.account JOIN folder f ON f.id = m.folder"
    " WHERE a.id IN (SELECT unhex(value) FROM json_each(?))"
    " AND f.role NOT IN (SELECT value FROM json_each(?)) AND m.hidden = 0"
)
_ADDRESSES: Final = "SELECT DISTINCT n.address, d.address" + _LIVING.replace(
    "WHERE", "JOIN address d ON d.id = n.address WHERE"
)
_MESSAGES: Final = (
    "SELECT DISTINCT m.id, a.id" + _LIVING + " AND n.address = ? AND NOT EXISTS (SELECT 1 FROM tie"
    " WHERE tie.message = m.id AND tie.entity = ? AND tie.record = ?) ORDER BY m.id DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message that is to be filed with a record, as much of it as its account shares."""

    message: int
    entity: str
    record: uuid.UUID
    title: str
    sharing: str


def wanted_by_accounts(
    mailbox: Connection, records: Reader, sharing: Mapping[uuid.UUID, str], limit: int
) -> list[Wanted]:
    """Return messages with customers that are not filed yet, the newest of each address first.

    Args:
        mailbox: a connection to it.
        records: asks the profile's records.
        sharing: "metadata" or "full" by account; those that share nothing are left out.
        limit: how many at most.
    """
    asked = (json.dumps([one.hex for one in sharing]), json.dumps(_KEPT_APART))
    addresses = {str(a): number for number, a in mailbox.execute(_ADDRESSES, asked).fetchall()}
    found: list[Wanted] = []
    for address, owner in owners_of(records, addresses).items():
        if owner.ref.entity == COLLEAGUES or len(found) == limit:
            continue
        entity, record = owner.ref.entity, owner.ref.id
        told = (*asked, addresses[address], entity, record.bytes, limit - len(found))
        for message, account in mailbox.execute(_MESSAGES, told).fetchall():
            shared = sharing[uuid.UUID(bytes=account)]
            found.append(Wanted(message, entity, record, owner.ref.title, shared))
    return found


def note_tie(connection: Connection, one: Wanted, how: str) -> None:
    """Note what a message is filed with, or that it is no more."""
    row = (one.message, one.entity, one.record.bytes, one.title, how)
    connection.execute("INSERT OR REPLACE INTO tie VALUES(?, ?, ?, ?, ?)", row)
