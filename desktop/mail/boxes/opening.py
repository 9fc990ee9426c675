"""Opening the mailbox of a profile: made where there is none, put aside where it is damaged."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Final

from desktop.core.errors import CorruptStoreError
from desktop.mail.boxes.schema import bring_up, is_current
from desktop.store.blobs import Blobs
from desktop.store.engine import Connection, DriverError, Role, connect_reader, connect_writer
from desktop.store.faults import told
from desktop.store.gate import Gate
from desktop.store.transactions import begin_immediate, begun

FOLDER: Final = "mail"
MAILBOX: Final = "mailbox.sqlite"
PARTS: Final = "parts"
BROKEN: Final = ".broken"
DAMAGED: Final = "mailbox.damaged"  # who met the damage leaves it for the next who opens
PUT_ASIDE: Final = "put_aside"
_PATIENCE_SECONDS: Final = 20.0
log = logging.getLogger(__name__)


def parts_of(profile: Path, key: bytes | None = None) -> Blobs:
    """Return what is too large for the database: sources and attachments, by what they hold."""
    return Blobs(profile / FOLDER / PARTS, key)


class Box:
    """One writing connection to the mailbox; its threads take turns."""

    def __init__(self, profile: Path, role: Role, key: bytes | None = None) -> None:
        """Open the mailbox, or make it.

        A damaged one is put aside and a new one begun, which the servers fill again.

        Raises:
            StorageError: it cannot be written, or is of a newer program.
        """
        self.profile, self.role, self.key = profile, role, key
        self.folder = profile / FOLDER
        with told():
            self.folder.mkdir(parents=True, exist_ok=True)
        self.parts = parts_of(profile, key)
        self._gate = Gate(self.folder)
        self._turn = RLock()
        try:
            self.connection = self._opened()
        except BaseException:
            self._gate.close()
            raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction; whatever is raised inside takes all of it back.

        Raises:
            BusyError, StorageError, CorruptStoreError.
        """
        try:
            with self._turn, told(), begun(self.connection, self._gate, self.role):
                try:
                    yield self.connection
                    self.connection.execute("COMMIT")
                except BaseException:
                    if self.connection.in_transaction:
                        with suppress(DriverError):
                            self.connection.execute("ROLLBACK")
                    raise
        except CorruptStoreError:
            mark_damaged(self.folder)
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read what is committed, or within `writing` what is written."""
        with self._turn, told():
            yield self.connection

    def close(self) -> None:
        """Close the mailbox."""
        self.connection.close()
        self._gate.close()

    def _opened(self) -> Connection:
        path = self.folder / MAILBOX
        with self._gate.held(time.monotonic() + _PATIENCE_SECONDS):
            if (self.folder / DAMAGED).exists():
                put_aside(self.folder)
            try:
                return self._made_ready(path)
            except CorruptStoreError:
                log.exception("the mailbox was damaged and is put aside")
                put_aside(self.folder)
                return self._made_ready(path)

    def _made_ready(self, path: Path) -> Connection:
        with told():
            connection = connect_writer(path, self.role, self.key, create=True)
            try:
                self._bring_up(connection)
            except BaseException:
                connection.close()
                raise
        return connection

    def _bring_up(self, connection: Connection) -> None:
        if is_current(connection):
            connection.execute("SELECT count(*) FROM account").fetchone()
            return
        begin_immediate(connection, time.monotonic() + _PATIENCE_SECONDS)
        try:
            bring_up(connection)
            if (self.folder / (MAILBOX + BROKEN)).exists():
                note = "INSERT OR REPLACE INTO meta VALUES(?, ?)"
                connection.execute(note, (PUT_ASIDE, int(time.time())))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def open_reader(profile: Path, key: bytes | None = None) -> Connection:
    """Open the mailbox for reading, made if there is none; raise StorageError."""
    path = profile / FOLDER / MAILBOX
    if not path.exists() or (profile / FOLDER / DAMAGED).exists():
        Box(profile, Role.WINDOW, key).close()
    try:
        connection = _reader(path, key)
    except CorruptStoreError:
        mark_damaged(profile / FOLDER)
        connection = None
    if connection is not None:
        return connection
    Box(profile, Role.WINDOW, key).close()  # makes it anew, or brings it up
    with told():
        return connect_reader(path, key)


def _reader(path: Path, key: bytes | None) -> Connection | None:
    """Return a reading connection; None if the tables are of an older program."""
    with told():
        connection = connect_reader(path, key)
        try:
            if is_current(connection):
                return connection
        except BaseException:
            connection.close()
            raise
    connection.close()
    return None


def mark_damaged(folder: Path) -> None:
    """Let whoever opens the mailbox next put it aside."""
    with suppress(OSError):
        (folder / DAMAGED).touch()


def put_aside(folder: Path) -> None:
    """Take a damaged mailbox out of the way; one copy is kept."""
    with told():
        if (folder / MAILBOX).exists():
            (folder / MAILBOX).replace(folder / (MAILBOX + BROKEN))
        for side in ("-wal", "-shm"):
            (folder / (MAILBOX + side)).unlink(missing_ok=True)
        (folder / DAMAGED).unlink(missing_ok=True)
