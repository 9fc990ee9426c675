"""Going back to a backup: because the database is damaged, or because a person wants to."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop.core.backups import BEFORE_RESTORE
from desktop.core.clock import SystemClock
from desktop.core.errors import CorruptStoreError
from desktop.core.i18n import _
from desktop.core.paths import Profile
from desktop.store.backup import back_up_before, is_sound, newest_good_backup, restore
from desktop.store.engine import Role, connect_writer
from desktop.store.faults import told


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database that passed its check, and when it was made."""

    path: Path
    made_at: dt.datetime


def find_backup(profile: Profile, key: bytes | None = None) -> Backup | None:
    """Return the newest good backup; reads whole databases, so it takes its time."""
    path = newest_good_backup(profile.backups, key)
    if path is None:
        return None
    return Backup(path, dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC))


def use_backup(profile: Profile, backup: Backup, key: bytes | None = None) -> Path:
    """Put a backup in the place of the damaged database and return where that is kept now."""
    return restore(backup.path, profile.folder, SystemClock(), key)


def go_back_to(profile: Profile, name: str, key: bytes | None = None) -> Path:
    """Put a sound backup in the place of the data, which are backed up before; return that copy.

    Nobody may have the database open. Killed at any moment, the data are those of before or those
    of the backup.

    Raises:
        CorruptStoreError: the backup is damaged; nothing was changed.
        StorageError: there is no room for the copy of the data; nothing was changed.
    """
    clock, backup = SystemClock(), profile.backups / name
    if not is_sound(backup, key):
        raise CorruptStoreError(_("This backup is damaged."))
    before = back_up_before(profile.main, profile.backups, BEFORE_RESTORE, clock, key)
    with told(), closing(connect_writer(profile.main, Role.WORKER, key)):
        pass  # whoever closes last moves what is in the log into the database
    restore(backup, profile.folder, clock, key, keeps_old=False)
    profile.manifest.unlink(missing_ok=True)  # the next start looks whether it must migrate
    return before
