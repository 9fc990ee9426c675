"""What the background service sees of the server: room on discs, certificate, long transactions."""

from __future__ import annotations

import shutil
import socket
import ssl
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import psycopg

from desktop.core.clock import to_micros
from desktop.server.connections import Connection, as_owner

SECONDS: Final = 10
_SSL_REQUEST: Final = bytes((0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F))  # PostgreSQL's protocol, 80877103
_YES: Final = b"S"
_LOCAL: Final = frozenset(("", "localhost", "127.0.0.1", "::1"))
PORTION: Final = 500
BIN_DAYS: Final = 90


def room_of(folder: Path) -> dict[str, int] | None:
    """Return the free and all bytes of the disc that a folder lies on; None: not to be had."""
    with suppress(OSError):
        found = shutil.disk_usage(folder)
        return {"free": found.free, "total": found.total}
    return None


def data_folder(connection: Connection) -> Path | None:
    """Return the folder of PostgreSQL's data, if the server is this machine and tells it."""
    info = connection.info
    if info.host not in _LOCAL and not info.host.startswith("/"):
        return None
    with suppress(psycopg.Error):
        row = connection.execute("SELECT current_setting('data_directory')").fetchone()
        return Path(row[0]) if row else None
    return None


def certificate_end(host: str, port: int) -> datetime | None:
    """Return when the certificate ends that a server shows; None where it shows none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # looked at, not trusted: people's programs verify it
    try:
        with closing(socket.create_connection((host, port), SECONDS)) as plain:
            plain.sendall(_SSL_REQUEST)
            if plain.recv(1) != _YES:
                return None
            with context.wrap_socket(plain) as wrapped:
                shown = wrapped.getpeercert(binary_form=True)
    except OSError:
        return None
    return end_of(shown) if shown else None


def end_of(certificate: bytes) -> datetime | None:
    """Return when a certificate (DER) ends; None for one that no standard knows."""
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(certificate).not_valid_after_utc
    except ValueError:
        return None


def look(connection: Connection, folder: Path, second: Path | None) -> dict[str, Any]:
    """Return what administrators should know of the machines."""
    info = connection.info
    data = data_folder(connection)
    places = {"backups": folder, "second": second, "data": data}
    ends = certificate_end(info.host, info.port) if info.host and info.host[0] != "/" else None
    return {
        "room": {name: room_of(place) for name, place in places.items() if place is not None},
        "certificate_ends": None if ends is None else to_micros(ends),
    }


def end_sessions(connection: Connection) -> int:
    """End people's sessions that hold others up; return how many."""
    with as_owner(connection):
        row = connection.execute("SELECT sync.end_sessions()").fetchone()
    return int(row[0]) if row else 0


def note_due(connection: Connection) -> int:
    """Count what is due today for each person; return for how many."""
    with as_owner(connection):
        row = connection.execute("SELECT sync.note_due()").fetchone()
    return int(row[0]) if row else 0


def purge_bin(connection: Connection, days: int = BIN_DAYS) -> int:
    """Delete for good what has been in the bin for longer, in short transactions.

    What hangs on others goes first; what somebody still names stays. Returns how many records.
    """
    with as_owner(connection):
        query = "SELECT name FROM sync.tbl ORDER BY pull_order DESC"
        tables = [name for (name,) in connection.execute(query).fetchall()]
    return sum(_purge_table(connection, table, days) for table in tables)


def _purge_table(connection: Connection, table: str, days: int) -> int:
    gone = stayed = 0
    while True:
        with as_owner(connection):
            row = connection.execute(
                "SELECT sync.purge_some(%s, %s, %s, %s)", (table, days, PORTION, stayed)
            ).fetchone()
        done = row[0] if row else {"gone": 0, "stayed": 0}
        gone += done["gone"]
        stayed += done["stayed"]
        if done["gone"] + done["stayed"] < PORTION:
            return gone
