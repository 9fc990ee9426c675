"""The settings of mail accounts, as who speaks to servers needs them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from desktop.mail.imap.wire import Server
from desktop.store.engine import DATABASE, Connection, connect_reader
from desktop.store.faults import told

PORTS: Final = {"tls": 993, "starttls": 143, "none": 143}
CHECK_MINUTES: Final = 5
_QUERY: Final = (
    "SELECT id, address, protocol, user_name, sign_in, oauth_provider, certificate, incoming_host,"
    " incoming_port, incoming_security, check_minutes, folders, is_paused FROM mail_account"
    " WHERE deleted_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """What the mirror of an account is made with."""

    id: uuid.UUID
    address: str
    server: Server
    user: str
    is_token: bool = False
    provider: str = ""
    check_minutes: int = CHECK_MINUTES
    roles: dict[str, str] = field(default_factory=dict)  # paths that the person chose, by role
    is_paused: bool = False
    protocol: str = "imap"

    @property
    def is_mirrored(self) -> bool:
        """Whether there is a server to speak to by IMAP."""
        return self.protocol == "imap" and bool(self.server.host) and not self.is_paused


def read_settings(profile: Path, key: bytes | None = None) -> tuple[AccountSettings, ...]:
    """Return the mail accounts of a profile; raise StorageError."""
    records = connect_reader(profile / DATABASE, key)
    try:
        return settings_in(records)
    finally:
        records.close()


def settings_in(records: Connection) -> tuple[AccountSettings, ...]:
    """Return the mail accounts among records."""
    with told():
        rows = records.execute(_QUERY).fetchall()
    return tuple(_settings(row) for row in rows)


def _settings(row: tuple[Any, ...]) -> AccountSettings:
    one, address, protocol, user, sign_in, provider, pin, host, port, security, *rest = row
    minutes, folders, is_paused = rest
    kind = security or "tls"
    return AccountSettings(
        id=uuid.UUID(bytes=bytes(one)) if isinstance(one, bytes) else uuid.UUID(str(one)),
        address=address,
        server=Server(host or "", int(port or PORTS.get(kind, 993)), kind, pin or ""),
        user=user or address,
        is_token=sign_in == "oauth2",
        provider=provider or "",
        check_minutes=max(1, int(minutes or CHECK_MINUTES)),
        roles=_roles(folders),
        is_paused=bool(is_paused),
        protocol=protocol or "imap",
    )


def _roles(value: object) -> dict[str, str]:
    try:
        found = json.loads(value) if isinstance(value, str | bytes) else value
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(role): str(path) for role, path in found.items() if path}
