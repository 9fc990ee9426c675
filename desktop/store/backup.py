"""Backups: verified copies of the database, made while it is in use, and the way back to one.

A backup is one ordinary database file (with the key of the profile, if it has one). Blobs are not
in it: they lie beside, never change and are named by their content.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from desktop.core.clock import Clock
from desktop.core.errors import AppError, CorruptStoreError, StorageError
from desktop.core.i18n import _
from desktop.store.engine import (
    DATABASE,
    Connection,
    DriverError,
    Role,
    connect_reader,
    connect_writer,
)
from desktop.store.faults import told

FOLDER: Final = "backups"
KEPT: Final = 14
_REGULAR: Final = "main-*.sqlite"
_PAGES_AT_ONCE: Final = 2048
_TIME_FORMAT: Final = "%Y%m%d-%H%M%S-%f"
_SIDES: Final = ("", "-wal", "-shm")

Progress = Callable[[int, int], None]  # pages copied, pages in all


def back_up(
    database: Path,
    folder: Path,
    clock: Clock,
    key: bytes | None = None,
    progress: Progress | None = None,
) -> Path:
    """Copy the database as it is now into `folder`, check the copy, and keep the newest 14.

    Others may go on reading and writing. `progress` may raise CancelledError.

    Raises:
        StorageError: the copy could not be made or is not sound; older ones are kept.
    """
    target = folder / f"main-{clock.now():{_TIME_FORMAT}}.sqlite"
    copy_database(database, target, key, progress)
    for old in sorted(folder.glob(_REGULAR))[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def back_up_before(database: Path, folder: Path, why: str, clock: Clock, key: bytes | None) -> Path:
    """Copy the database before something dangerous, such as a migration; none is thrown away."""
    target = folder / f"before-{why}-{clock.now():{_TIME_FORMAT}}.sqlite"
    copy_database(database, target, key)
    return target


def copy_database(
    database: Path, target: Path, key: bytes | None = None, progress: Progress | None = None
) -> None:
    """Make `target` a sound copy of the database, or nothing at all."""
    part = target.with_name(target.name + ".part")
    try:
        with told():
            target.parent.mkdir(parents=True, exist_ok=True)
            _remove(part)
            with (
                closing(connect_reader(database, key)) as source,
                closing(connect_writer(part, Role.WORKER, key, create=True)) as copy,
            ):
                _copy_pages(source, copy, progress)
            _force_to_disk(part)
        if not is_sound(part, key):
            raise StorageError(_("The backup could not be read back; it was not kept."))
        part.replace(target)
    finally:
        _remove(part)


def newest_good_backup(folder: Path, key: bytes | None = None) -> Path | None:
    """Return the newest backup that passes a check, those before migrations included."""
    return next((path for path in _newest_first(folder) if is_sound(path, key)), None)


def restore(backup: Path, profile: Path, clock: Clock, key: bytes | None = None) -> Path:
    """Put `backup` in the place of the profile's database, which nobody may have open.

    The database that stood there is kept in a folder beside it, which is returned.

    Raises:
        CorruptStoreError: the backup itself is damaged; nothing was changed.
    """
    if not is_sound(backup, key):
        raise CorruptStoreError(_("This backup is damaged."))
    database = profile / DATABASE
    aside = profile / "damaged" / f"{clock.now():{_TIME_FORMAT}}"
    part = database.with_name(DATABASE + ".part")
    with told():
        aside.mkdir(parents=True)
        shutil.copyfile(backup, part)
        _force_to_disk(part)
        for side in _SIDES:
            path = database.with_name(DATABASE + side)
            if path.exists():
                shutil.copyfile(path, aside / path.name)
        # The log of the old database must never meet the new one. Killed here, the old one stays.
        for side in _SIDES[1:]:
            database.with_name(DATABASE + side).unlink(missing_ok=True)
        part.replace(database)
    return aside


def is_sound(database: Path, key: bytes | None = None) -> bool:
    """Read the whole database and tell whether its structure is in order."""
    try:
        with told(), closing(connect_reader(database, key)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except (AppError, DriverError):
        return False
    return bool(verdict == "ok" and version)


def _copy_pages(source: Connection, copy: Connection, progress: Progress | None) -> None:
    # A view held open keeps the copying from starting again whenever somebody writes.
    source.execute("BEGIN")
    source.execute("SELECT 1 FROM sqlite_master").fetchone()

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    source.backup(copy, pages=_PAGES_AT_ONCE, progress=tell, sleep=0)
    copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # so that it is one file


def _newest_first(folder: Path) -> Iterator[Path]:
    files = [path for path in folder.glob("*.sqlite") if path.is_file()]
    yield from sorted(files, key=lambda path: path.stem[-len("20261121-120000-000000") :])[::-1]


def _force_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    for side in (*_SIDES, "-journal"):
        path.with_name(path.name + side).unlink(missing_ok=True)
