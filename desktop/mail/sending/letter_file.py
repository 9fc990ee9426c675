"""The file of letters: `PROFILE/mail/letters.sqlite`, forced to disk with each commit.

What is in it cannot be had again from any server: drafts, what is to go out, and how far each
letter is. Attachments lie beside it by their hashes, sealed as the profile is.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.core.errors import CorruptStoreError
from desktop.store.blobs import Blobs
from desktop.store.engine import Connection, DriverError, Role, connect_writer
from desktop.store.faults import told

FOLDER: Final = "mail"
LETTERS: Final = "letters.sqlite"
FILES: Final = "letters"
BROKEN: Final = ".broken"
log = logging.getLogger(__name__)

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS letter(
  id BLOB PRIMARY KEY, state TEXT NOT NULL, vals TEXT NOT NULL, edited_at INTEGER NOT NULL,
  is_open INTEGER NOT NULL DEFAULT 0, account BLOB, queued_at INTEGER, due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0, problem TEXT NOT NULL DEFAULT '',
  is_ending INTEGER NOT NULL DEFAULT 0, digest TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0, ended_at INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS letter_state ON letter(state, due_at);
CREATE TABLE IF NOT EXISTS sent_row(
  row BLOB PRIMARY KEY, letter BLOB NOT NULL, is_told INTEGER NOT NULL DEFAULT 0)
  STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS recipient(
  letter BLOB NOT NULL REFERENCES letter(id) ON DELETE CASCADE, address TEXT NOT NULL,
  state TEXT NOT NULL, reply TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(letter, address)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person(
  address TEXT PRIMARY KEY, name TEXT NOT NULL, shown TEXT NOT NULL, words TEXT NOT NULL,
  times INTEGER NOT NULL, last_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS learnt(
  account BLOB PRIMARY KEY, size_limit INTEGER NOT NULL DEFAULT 0,
  files_itself INTEGER NOT NULL DEFAULT 0) STRICT;
"""
_BUSY_MS: Final = 5_000


class LetterFile:
    """The connection to the letters of a profile; several threads and processes may have one."""

    def __init__(self, profile: Path, key: bytes | None = None) -> None:
        """Open it, or begin it; raise StorageError if it cannot be written.

        A damaged one is put aside, so that people can go on writing, and can be looked into.
        """
        self.lock = threading.RLock()
        folder = profile / FOLDER
        with told():
            folder.mkdir(parents=True, exist_ok=True)
        self.blobs = Blobs(folder / FILES, key)
        path = folder / LETTERS
        try:
            self.connection = _open(path, key)
        except CorruptStoreError:
            log.exception("the file of letters was damaged and is put aside")
            _put_aside(path)
            self.connection = _open(path, key)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction, on the disk when it ends; raise BusyError, StorageError."""
        with self.lock, told():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read what is committed."""
        with self.lock, told():
            yield self.connection

    def close(self) -> None:
        """Close it."""
        with self.lock:
            self.connection.close()


def _open(path: Path, key: bytes | None) -> Connection:
    with told():
        connection = connect_writer(path, Role.WINDOW, key, create=True)
        try:
            connection.execute("PRAGMA wal_autocheckpoint = 200").fetchall()
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}").fetchall()
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute("SELECT count(*) FROM letter").fetchone()
        except DriverError:
            connection.close()
            raise
    return connection


def _put_aside(path: Path) -> None:
    with told():
        path.replace(path.with_name(path.name + BROKEN))
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
