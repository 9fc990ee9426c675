"""Making an encrypted profile of a plain one, which stays whole until the other has opened.

Everything is built anew in `encrypting/` and compared; then `ready` is written. With the key file
the profile is an encrypted one: from there on the next start moves what a killed program did not;
before, nothing has happened. What was plain lies in `unencrypted/` until the other has opened.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from desktop.core.errors import StorageError
from desktop.core.i18n import _
from desktop.core.paths import KEY_FILE, Profile
from desktop.store.backup import is_sound
from desktop.store.backup_shelf import kind_and_time
from desktop.store.blobs import Blobs
from desktop.store.drafts import DRAFTS
from desktop.store.engine import DATABASE, Role, attach_sealed, connect_reader, connect_writer
from desktop.store.faults import told

NEW: Final = "encrypting"
OLD: Final = "unencrypted"
_READY: Final = "ready"
_SIDES: Final = ("-wal", "-shm")
_MAIL: Final = "mail"
_MAIL_FILES: Final = ("parts", "letters")  # folders of files by their hashes
_MOVED: Final = ("ui.json", "blobs", "backups", "damaged", "imports", _MAIL, DRAFTS, DATABASE)
Tell = Callable[[int, int], None]


def build(profile: Profile, key: bytes, seal: Callable[[bytes], bytes]) -> None:
    """Build the encrypted copy of a profile that nobody has open.

    Args:
        profile: the plain one.
        key: of the new one.
        seal: encrypts the state of the windows.

    Raises:
        StorageError: there is no room, or the copy is not as it must be; nothing was changed.
    """
    place = profile.folder / NEW
    with told():
        discard(profile.folder)
        (place / "backups").mkdir(parents=True)
        for name in (DATABASE, DRAFTS):
            if (profile.folder / name).exists():
                seal_database(profile.folder / name, place / name, key)
        for path in profile.backups.glob("*.sqlite"):
            if kind_and_time(path.name) is not None and is_sound(path, None):
                seal_database(path, place / "backups" / path.name, key)
                shutil.copystat(path, place / "backups" / path.name)
        _seal_files(profile.folder, place, key)
        _seal_mail(profile.folder / _MAIL, place / _MAIL, key)
        if profile.ui.exists():
            (place / profile.ui.name).write_bytes(seal(profile.ui.read_bytes()))
        _force_to_disk(place / _READY)


def _seal_mail(folder: Path, target: Path, key: bytes) -> None:
    """Write encrypted copies of the mailbox, of letters, and of the files beside them."""
    for path in folder.glob("*.sqlite"):
        target.mkdir(parents=True, exist_ok=True)
        seal_database(path, target / path.name, key)
    for name in _MAIL_FILES:
        _seal_files(folder / name, target / name, key)


def _seal_files(folder: Path, target: Path, key: bytes) -> None:
    sealed = Blobs(target, key)
    for path in (folder / "blobs").glob("??/*"):
        with path.open("rb") as file:
            if sealed.put(file) != path.name:
                raise StorageError(_("A picture or file of this profile is damaged."))


def seal_database(source: Path, target: Path, key: bytes) -> None:
    """Write an encrypted copy of a plain database, and compare the number of rows in each table."""
    with closing(connect_writer(source, Role.WORKER, None)) as connection:
        attach_sealed(connection, target, key, "sealed")
        connection.execute("SELECT sqlcipher_export('sealed')").fetchall()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA sealed.user_version = {version}")
        connection.execute("DETACH DATABASE sealed")
        before = _counts(source, None)
    if _counts(target, key) != before:
        raise StorageError(_("The encrypted copy is not whole; it was not kept."))


def finish(folder: Path) -> None:
    """Put what was built in the place of what is plain, or throw it away if it never counted.

    Harmless when nothing was built, and when it was begun before.
    """
    place, old = folder / NEW, folder / OLD
    with told():
        if not (place / _READY).exists() or not (folder / KEY_FILE).exists():
            discard(folder)
            return
        old.mkdir(exist_ok=True)
        for name in _MOVED:
            if (folder / name).exists() and not (old / name).exists():
                for side in _SIDES:  # empty: whoever closed last moved all into the file
                    (folder / (name + side)).unlink(missing_ok=True)
                (folder / name).replace(old / name)
            if (place / name).exists():
                (place / name).replace(folder / name)
        shutil.rmtree(folder / "cache", ignore_errors=True)
        discard(folder)


def discard(folder: Path) -> None:
    """Throw away what was built; `ready` goes first."""
    (folder / NEW / _READY).unlink(missing_ok=True)
    shutil.rmtree(folder / NEW, ignore_errors=True)


def drop_old(folder: Path) -> None:
    """Delete the plain data, now that the encrypted ones have been opened."""
    shutil.rmtree(folder / OLD, ignore_errors=True)


def _counts(database: Path, key: bytes | None) -> dict[str, int]:
    with closing(connect_reader(database, key)) as connection:
        query = (
            "SELECT name FROM sqlite_master "
            "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'"
        )
        tables = [name for (name,) in connection.execute(query)]
        counts = {
            name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
            for name in tables
        }
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return counts if verdict == "ok" else {}


def _force_to_disk(mark: Path) -> None:
    with mark.open("wb") as file:
        file.flush()
        os.fsync(file.fileno())
