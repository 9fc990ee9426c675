"""Going back to a backup when the database is damaged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from desktop.core.clock import SystemClock
from desktop.core.paths import Profile
from desktop.store.backup import newest_good_backup, restore


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database that passed its check, and when it was made."""

    path: Path
    made_at: dt.datetime


def find_backup(profile: Profile) -> Backup | None:
    """Return the newest good backup; reads whole databases, so it takes its time."""
    path = newest_good_backup(profile.backups)
    if path is None:
        return None
    return Backup(path, dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC))


def use_backup(profile: Profile, backup: Backup) -> Path:
    """Put a backup in the place of the damaged database and return where that is kept now."""
    return restore(backup.path, profile.folder, SystemClock())
