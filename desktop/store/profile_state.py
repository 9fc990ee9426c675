"""What the window must know of a profile before anything heavy is loaded: the driver alone asks.

Making and migrating databases is `desktop.store.profile`.
"""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum, auto
from pathlib import Path
from typing import Final

from desktop.core.errors import CorruptStoreError
from desktop.core.i18n import _
from desktop.store.engine import DATABASE, Connection, connect_reader
from desktop.store.faults import DAMAGED, told
from desktop.store.migrations import HEAD

_HEADER_BYTES: Final = 32
_MAGIC: Final = b"SQLite format 3\x00"
_PAGE_BYTES: Final = 4096  # of an encrypted database
_OWN_TABLES: Final = ("meta", "work_context")


class State(StrEnum):
    """How a profile's database stands to this program."""

    NEW = auto()  # there is none
    CURRENT = auto()
    OLD = auto()  # to be migrated
    NEWER = auto()  # written by a later version of the program


def state_of(profile: Path, key: bytes | None = None) -> State:
    """Tell how the database of a profile stands, after the checks that take no time.

    Raises:
        CorruptStoreError: it is damaged; `backup.newest_good_backup` may help.
        StorageError: it cannot be read.
    """
    database = profile / DATABASE
    if not database.exists():
        return State.NEW
    with told():
        if key is None:
            check_file(database)
        with closing(connect_reader(database, key)) as connection:
            version = _version(connection)
    if version == HEAD:
        return State.CURRENT
    return State.OLD if version < HEAD else State.NEWER


def _version(connection: Connection) -> int:
    connection.execute("SELECT count(sql) FROM sqlite_master").fetchone()
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if not version:  # no program of ours leaves a database without one
        raise CorruptStoreError(_(DAMAGED))
    for table in _OWN_TABLES:
        (verdict,) = connection.execute(f"PRAGMA quick_check({table})").fetchone()
        if verdict != "ok":
            raise CorruptStoreError(_(DAMAGED))
    return version


def check_file(database: Path) -> None:
    """Raise CorruptStoreError if the file is shorter than it says, and no log holds the rest.

    A file of no bytes is a database to the driver, but one without a single table.
    """
    with database.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    log = database.with_name(DATABASE + "-wal")
    if log.exists() and log.stat().st_size:
        return
    page_bytes = int.from_bytes(header[16:18]) or 1
    page_bytes = 65536 if page_bytes == 1 else page_bytes
    pages = int.from_bytes(header[28:32])
    if not header.startswith(_MAGIC) or database.stat().st_size < pages * page_bytes:
        raise CorruptStoreError(_(DAMAGED))


def is_sealed(database: Path) -> bool:
    """Tell whether a file looks like an encrypted database: whole pages that are no plain one.

    The first page of a damaged plain database may look so, too; what was typed last lies beside it
    and tells them apart.
    """
    return _looks_sealed(database) and not _is_plain(database.with_name("drafts.sqlite"))


def _looks_sealed(path: Path) -> bool:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    except OSError:
        return False
    is_noise = len(set(head)) > _HEADER_BYTES // 2  # zeros, or a file of text, are no cipher
    return size > 0 and size % _PAGE_BYTES == 0 and is_noise and not head.startswith(_MAGIC)


def _is_plain(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False
