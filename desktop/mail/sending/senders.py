"""Accounts, sender addresses, signatures and templates, read from the profile's records."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from desktop.core.mail.letters import LetterTemplate, Sender
from desktop.core.mail.values import Address
from desktop.mail.sending.smtp_values import OutgoingServer
from desktop.store.engine import Connection
from desktop.store.faults import told

UNDO_SECONDS: Final = 10
_MOST_UNDO: Final = 120
_USUAL_PORTS: Final = {"tls": 465, "starttls": 587, "none": 25}
_ACCOUNTS: Final = (
    "SELECT a.id, a.name, a.address, a.sender_name, a.colour, a.is_default, a.undo_seconds, s.body"
    " FROM mail_account a LEFT JOIN signature s ON s.id = a.signature_id AND s.deleted_at IS NULL"
    " WHERE a.deleted_at IS NULL AND a.protocol <> 'internal'"
    " ORDER BY a.is_default IS NOT 1, a.order_key, a.name, a.id"
)
_IDENTITIES: Final = (
    "SELECT i.id, i.name, i.address, i.reply_to, i.is_default, s.body"
    " FROM mail_identity i LEFT JOIN signature s ON s.id = i.signature_id AND s.deleted_at IS NULL"
    " WHERE i.deleted_at IS NULL AND i.account_id = ? ORDER BY i.address, i.id"
)
_SERVER: Final = (
    "SELECT outgoing_host, outgoing_port, outgoing_security, outgoing_user, user_name, address,"
    " sign_in, certificate FROM mail_account WHERE id = ? AND deleted_at IS NULL"
)


def read_senders(records: Connection) -> tuple[Sender, ...]:
    """Return the addresses that the person writes under, the usual one first."""
    with told():
        found = [one for row in records.execute(_ACCOUNTS).fetchall() for one in _of(records, row)]
    found.sort(key=lambda one: not one.is_default)
    return tuple(found)


def _of(records: Connection, row: tuple[object, ...]) -> Iterator[Sender]:
    one, name, address, sender_name, colour, is_default, undo, signature = row
    account = uuid.UUID(bytes=bytes(one))  # type: ignore[call-overload]  # of SQL
    seconds = UNDO_SECONDS if undo is None else max(0, min(int(str(undo)), _MOST_UNDO))
    others = records.execute(_IDENTITIES, (account.bytes,)).fetchall()
    has_default = any(other[4] for other in others)
    own = Sender(
        account=account,
        address=Address(str(sender_name or ""), str(address)),
        account_name=str(name),
        signature=str(signature or ""),
        colour=str(colour or ""),
        is_default=bool(is_default) and not has_default,
        undo_seconds=seconds,
    )
    yield own
    for identity, label, other, reply_to, is_usual, body in others:
        yield Sender(
            account=account,
            identity=uuid.UUID(bytes=identity),
            address=Address(label or own.address.name, other),
            account_name=own.account_name,
            reply_to=reply_to or "",
            signature=body or own.signature,
            colour=own.colour,
            is_default=bool(is_default) and bool(is_usual),
            undo_seconds=seconds,
        )


def read_templates(records: Connection) -> tuple[LetterTemplate, ...]:
    """Return the templates of letters by name."""
    with told():
        rows = records.execute(
            "SELECT id, name, category, subject, body FROM mail_template"
            " WHERE deleted_at IS NULL ORDER BY category, name, id"
        ).fetchall()
    return tuple(
        LetterTemplate(uuid.UUID(bytes=one), name, category or "", subject or "", body or "")
        for one, name, category, subject, body in rows
    )


def read_server(records: Connection, account: uuid.UUID) -> tuple[OutgoingServer, bool] | None:
    """Return where an account hands letters over, without its secret; whether it wants a token."""
    with told():
        row = records.execute(_SERVER, (account.bytes,)).fetchone()
    if row is None or not row[0]:
        return None
    host, port, security, other_user, user, address, sign_in, certificate = row
    kind = security or "starttls"
    server = OutgoingServer(
        host,
        int(port or _USUAL_PORTS.get(kind, 587)),
        kind,
        user=other_user or user or address,
        certificate=certificate or "",
    )
    return server, sign_in == "oauth2"


def notice_account(records: Connection) -> uuid.UUID | None:
    """Return the account with which notices of the company are sent."""
    with told():
        row = records.execute(
            "SELECT id FROM mail_account WHERE deleted_at IS NULL AND sends_notices = 1"
            " AND is_paused IS NOT 1 ORDER BY id LIMIT 1"
        ).fetchone()
    return None if row is None else uuid.UUID(bytes=row[0])
