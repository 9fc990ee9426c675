"""Which messages are shared by the choice of their account: those with customers, once each."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.store.engine import Connection

RULE, HAND, WITHDRAWN = "rule", "hand", "withdrawn"  # how a message came to its record
_KEPT_APART: Final = ("junk", "trash", "drafts", "outbox")
_OF_CUSTOMERS: Final = (
    "SELECT m.id, a.id, t.entity, t.record, t.title FROM address_tie t"
    " JOIN message_address n ON n.address = t.address JOIN message m ON m.id = n.message"
    " JOIN account a ON a.number = m.account LEFT JOIN folder f ON f.id = m.folder"
    " WHERE t.entity <> 'app_user' AND a.id IN (SELECT unhex(value) FROM json_each(?))"
    " AND m.folder IS NOT NULL AND f.role NOT IN (SELECT value FROM json_each(?))"
    " AND NOT EXISTS (SELECT 1 FROM tie WHERE tie.message = m.id AND tie.entity = t.entity"
    " AND tie.record = t.record) ORDER BY m.id DESC LIMIT ?"
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
    connection: Connection, sharing: Mapping[uuid.UUID, str], limit: int
) -> Iterator[Wanted]:
    """Yield messages with customers that are not filed yet, newest first.

    Args:
        connection: the mailbox.
        sharing: "metadata" or "full" by account; those that share nothing are left out.
        limit: how many at most.
    """
    accounts = json.dumps([one.hex for one in sharing])
    asked = (accounts, json.dumps(_KEPT_APART), limit)
    for message, account, entity, record, title in connection.execute(_OF_CUSTOMERS, asked):
        shared = sharing[uuid.UUID(bytes=account)]
        yield Wanted(message, entity, uuid.UUID(bytes=record), title, shared)


def note_tie(connection: Connection, one: Wanted, how: str) -> None:
    """Note what a message is filed with, or that it is no more."""
    row = (one.message, one.entity, one.record.bytes, one.title, how)
    connection.execute("INSERT OR REPLACE INTO tie VALUES(?, ?, ?, ?, ?)", row)
