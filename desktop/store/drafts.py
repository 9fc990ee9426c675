"""The journal of what was typed and not yet saved: its own small file, forced to disk at once.

It has nothing to do with the database, so a form can be kept while that is busy, full or damaged.
"""

from __future__ import annotations

import json
import logging
import threading
import uuid
from pathlib import Path
from typing import Final

from desktop.core.errors import CorruptStoreError
from desktop.core.pages import Draft
from desktop.store.engine import Connection, DriverError, Role, connect_writer
from desktop.store.faults import told

DRAFTS: Final = "drafts.sqlite"
BROKEN: Final = ".broken"
log = logging.getLogger(__name__)

_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS draft(key TEXT PRIMARY KEY, entity TEXT NOT NULL, record_id BLOB, "
    "vals TEXT NOT NULL, base TEXT NOT NULL, at INTEGER NOT NULL) STRICT"
)


class LocalDrafts:
    """The drafts of one profile: the port `core.ports.Drafts`; any thread may call it."""

    def __init__(self, profile: Path, key: bytes | None = None) -> None:
        """Open the journal of the profile; raise StorageError if it cannot be written.

        A damaged journal is put aside and a new one begun: it must keep nobody from working.
        """
        self._lock = threading.Lock()
        path = profile / DRAFTS
        try:
            self._connection = _open(path, key)
        except CorruptStoreError:
            log.exception("the journal of drafts was damaged and is put aside")
            _put_aside(path)
            self._connection = _open(path, key)

    def keep(self, draft: Draft) -> None:
        """Write the draft, durably, over the one with the same key."""
        row = (
            draft.key,
            draft.entity,
            None if draft.record_id is None else draft.record_id.bytes,
            json.dumps(draft.values, ensure_ascii=False),
            json.dumps(draft.base, ensure_ascii=False),
            draft.at,
        )
        with self._lock, told():
            self._connection.execute("INSERT OR REPLACE INTO draft VALUES(?, ?, ?, ?, ?, ?)", row)

    def drop(self, key: str) -> None:
        """Forget the draft: it was saved or thrown away."""
        with self._lock, told():
            self._connection.execute("DELETE FROM draft WHERE key = ?", (key,))

    def waiting(self) -> list[Draft]:
        """Return all drafts, newest first."""
        query = "SELECT key, entity, record_id, vals, base, at FROM draft ORDER BY at DESC, key"
        with self._lock, told():
            rows = self._connection.execute(query).fetchall()
        return [draft for row in rows if (draft := _draft(*row)) is not None]

    def compact(self) -> None:
        """Leave nothing of what was dropped in the file, as far as nobody reads it just now."""
        with self._lock, told():
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the journal."""
        with self._lock:
            self._connection.close()


def _draft(
    key: str, entity: str, record_id: bytes | None, values: str, base: str, at: int
) -> Draft | None:
    """Return what a row says; one that a bad disk changed is left alone, and keeps nobody."""
    try:
        known = None if record_id is None else uuid.UUID(bytes=record_id)
        new, old = json.loads(values), json.loads(base)
        if isinstance(new, dict) and isinstance(old, dict):
            return Draft(key, entity, known, new, old, at)
    except (ValueError, RecursionError):
        pass
    log.warning("a draft cannot be read and is left alone")
    return None


def _open(path: Path, key: bytes | None) -> Connection:
    with told():
        connection = connect_writer(path, Role.WINDOW, key, create=True)
        try:
            connection.execute("PRAGMA wal_autocheckpoint = 200").fetchall()
            connection.execute("PRAGMA busy_timeout = 2000").fetchall()
            connection.execute(_TABLE)
            connection.execute("SELECT count(*) FROM draft").fetchone()
        except DriverError:
            connection.close()
            raise
    return connection


def _put_aside(path: Path) -> None:
    with told():
        path.replace(path.with_name(path.name + BROKEN))
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
