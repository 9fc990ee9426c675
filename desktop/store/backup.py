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
from desktop.store.backup_shelf import (
    KEPT,
    TIME_FORMAT,
    name_before,
    note_check,
    read_shelf,
    regular_name,
    thin_out,
)
from desktop.store.engine import (
    DATABASE,
    Connection,
    DriverError,
    Role,
    connect_reader,
    connect_writer,
)
from desktop.store.faults import BROKEN, DAMAGED, FULL, told

__all__ = ["KEPT", "back_up", "back_up_before", "copy_database", "is_sound", "restore"]

FOLDER: Final = "backups"
_PAGES_AT_ONCE: Final = 2048
_SIDES: Final = ("", "-wal", "-shm")

Progress = Callable[[int, int], None]  # pages copied, pages in all


def back_up(
    database: Path,
    folder: Path,
    clock: Clock,
    key: bytes | None = None,
    progress: Progress | None = None,
) -> Path:
    """Copy the database as it is now into `folder`, check the copy, and thin out the older ones.

    Others may go on reading and writing. `progress` may raise CancelledError.

    Raises:
        StorageError: the copy could not be made or is not sound; older ones are kept.
    """
    target = folder / regular_name(clock.now())
    return _put_on_shelf(database, target, clock, key, progress)


def back_up_before(
    database: Path,
    folder: Path,
    why: str,
    clock: Clock,
    key: bytes | None = None,
    progress: Progress | None = None,
) -> Path:
    """Copy the database before something dangerous: a migration, an import, going back."""
    target = folder / name_before(why, clock.now())
    return _put_on_shelf(database, target, clock, key, progress)


def _put_on_shelf(
    database: Path, target: Path, clock: Clock, key: bytes | None, progress: Progress | None
) -> Path:
    copy_database(database, target, key, progress)
    note_check(target.parent, target.name, clock.now(), is_sound=True)
    thin_out(target.parent, clock.now())
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


def same_copy(database: Path, folder: Path, key: bytes | None = None) -> Path | None:
    """Return the newest backup if it was read well and holds just what the database holds now."""
    newest = next(iter(read_shelf(folder)), None)
    if newest is None or not newest.is_sound or newest.checked_at is None:
        return None
    path = folder / newest.name
    return path if _state(path, key) == _state(database, key) else None


def _state(database: Path, key: bytes | None) -> tuple[int, ...] | None:
    """Return what is another after every unit of work; None if it cannot be read."""
    query = "SELECT (SELECT coalesce(max(seq), 0) FROM change), (SELECT last_grp FROM work_context)"
    try:
        with told(), closing(connect_reader(database, key)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return (*connection.execute(query).fetchone(), version)
    except (AppError, DriverError, TypeError):
        return None


def newest_good_backup(folder: Path, key: bytes | None = None) -> Path | None:
    """Return the newest backup that passes a check, those before migrations included."""
    return next((path for path in _newest_first(folder) if is_sound(path, key)), None)


def restore(
    backup: Path, profile: Path, clock: Clock, key: bytes | None = None, *, keeps_old: bool = True
) -> Path:
    """Put `backup` in the place of the profile's database, which nobody may have open.

    The database that stood there is kept in a folder beside it, which is returned; not so where
    the caller has a copy (`keeps_old` False).

    Raises:
        CorruptStoreError: the backup itself is damaged; nothing was changed.
    """
    if not is_sound(backup, key):
        raise CorruptStoreError(_("This backup is damaged."))
    database = profile / DATABASE
    aside = profile / "damaged" / f"{clock.now():{TIME_FORMAT}}"
    part = database.with_name(DATABASE + ".part")
    with told():
        shutil.copyfile(backup, part)
        _force_to_disk(part)
        if keeps_old:
            _keep_aside(database, aside)
        # The log of the old database must never meet the new one. Killed here, the old one stays.
        for side in _SIDES[1:]:
            database.with_name(DATABASE + side).unlink(missing_ok=True)
        part.replace(database)
    return aside


def _keep_aside(database: Path, aside: Path) -> None:
    aside.mkdir(parents=True)
    for side in _SIDES:
        path = database.with_name(database.name + side)
        if path.exists():
            shutil.copyfile(path, aside / path.name)


def is_sound(database: Path, key: bytes | None = None) -> bool:
    """Read the whole database and tell whether its structure is in order."""
    try:
        with told(), closing(connect_reader(database, key)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except (AppError, DriverError):
        return False
    return bool(verdict == "ok" and version)


def version_of(database: Path, key: bytes | None = None) -> int:
    """Return the revision of a profile's database; 0 if it is sound but none of this program."""
    try:
        with told(), closing(connect_reader(database, key)) as connection:
            connection.execute("SELECT value FROM meta WHERE key = 'owner'").fetchone()[0]
            connection.execute("SELECT last_grp FROM work_context").fetchone()[0]
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except (AppError, DriverError, TypeError):
        return 0
    return int(version)


def _copy_pages(source: Connection, copy: Connection, progress: Progress | None) -> None:
    # A view held open keeps the copying from starting again whenever somebody writes.
    source.execute("BEGIN")
    source.execute("SELECT 1 FROM sqlite_master").fetchone()
    # Nobody reads the copy before it is whole, forced to disk and checked; a log of it would only
    # have everything written twice, which takes five times as long.
    copy.execute("PRAGMA journal_mode = OFF").fetchall()
    copy.execute("PRAGMA synchronous = OFF").fetchall()

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    try:
        source.backup(copy, pages=_PAGES_AT_ONCE, progress=tell, sleep=0)
    except DriverError as error:
        # The driver gives no code here; what the reason is stands in its words alone.
        if hasattr(error, "sqlite_errorcode"):
            raise
        raise _fault_by_words(str(error)) from error
    copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # so that it is one file


def _fault_by_words(words: str) -> StorageError:
    if "malformed" in words or "not a database" in words:
        return CorruptStoreError(_(DAMAGED))
    return StorageError(_(FULL if "full" in words else BROKEN))


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
