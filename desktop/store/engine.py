"""Connections to the local databases: the one place that knows the driver.

`sqlcipher3` is the same SQLite on every system; without a key the files are ordinary ones. Nothing
here needs SQLAlchemy, because the window reads its first list before that is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, auto
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

Connection = dbapi2.Connection
Cursor = dbapi2.Cursor
DriverError = dbapi2.Error
driver = dbapi2

# Without an adapter the driver asks each empty cell and each BLOB whether it has a way to adapt
# itself, which takes longer than all else that a row of forty columns costs.
_NOTHING: Final[dict[None, None]] = {}
driver.register_adapter(type(None), _NOTHING.get)
driver.register_adapter(bytes, bytearray)

DATABASE: Final = "main.sqlite"
_READER_CACHE_KB: Final = 16 * 1024
_ENCRYPTED_CACHE_KB: Final = 64 * 1024  # with 16 MB an encrypted import takes seven times as long
_WAL_LIMIT_BYTES: Final = 64 * 1024 * 1024
_STATEMENTS: Final = 512
KEY_BYTES: Final = 32
_HMAC: Final = "HMAC_SHA256"  # stalls other threads less than the cipher's default, SHA512


class Role(StrEnum):
    """Who writes: the window, for a waiting person, or the worker behind it."""

    WINDOW = auto()
    WORKER = auto()


_ROLE_PRAGMAS: Final = {
    # The window never waits for a checkpoint, and what it said is saved survives a power cut.
    Role.WINDOW: ("synchronous=FULL", "wal_autocheckpoint=0", "cache_size=-32768"),
    Role.WORKER: ("synchronous=NORMAL", "wal_autocheckpoint=4000", "cache_size=-65536"),
}


def connect_reader(path: Path, key: bytes | None = None) -> Connection:
    """Open an existing database for reading; TEMP tables may be written.

    Raises:
        DriverError: there is no such database, or it is none; see `desktop.store.faults`.
    """
    connection = _open(path, "ro", key)
    cache = _ENCRYPTED_CACHE_KB if key else _READER_CACHE_KB
    _set(connection, ("temp_store=MEMORY", f"cache_size=-{cache}", "busy_timeout=5000"))
    return connection


def connect_writer(
    path: Path, role: Role, key: bytes | None = None, *, create: bool = False
) -> Connection:
    """Open a database for writing; transactions are begun by hand (BEGIN IMMEDIATE).

    busy_timeout is 0: SQLite's own waiting is unfair to the window, so the unit of work waits.

    Raises:
        DriverError: it cannot be opened or is no database; see `desktop.store.faults`.
    """
    connection = _open(path, "rwc" if create else "rw", key)
    pragmas = [
        "busy_timeout=10000",  # only for the change to WAL, which needs the file alone
        "journal_mode=WAL",
        f"journal_size_limit={_WAL_LIMIT_BYTES}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "secure_delete=ON",  # what a person may not see any more is overwritten
        *_ROLE_PRAGMAS[role],
        "busy_timeout=0",
    ]
    if key:
        pragmas.append(f"cache_size=-{_ENCRYPTED_CACHE_KB}")
    _set(connection, pragmas)
    return connection


def attach_sealed(connection: Connection, path: Path, key: bytes, name: str) -> None:
    """Attach an encrypted database, made if there is none, to a plain connection."""
    connection.execute(f"PRAGMA cipher_default_hmac_algorithm = {_HMAC}")
    connection.execute(f"ATTACH DATABASE ? AS {name} KEY \"x'{key.hex()}'\"", (str(path),))


def _set(connection: Connection, pragmas: Iterable[str]) -> None:
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise


def _open(path: Path, mode: str, key: bytes | None) -> Connection:
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS,
    )
    if key is not None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA cipher_hmac_algorithm = {_HMAC}")
        # What is attached later, as a backup is to look into it, is sealed the same way.
        connection.execute(f"PRAGMA cipher_default_hmac_algorithm = {_HMAC}")
    return connection
