"""What the screen of backups asks: which there are, and whether one can be read."""

from __future__ import annotations

from pathlib import Path

from desktop.core.backups import Shelf, shelf_to_json
from desktop.core.errors import InputError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.paths import Profile
from desktop.services.backups.making import second_folder
from desktop.services.long_work import LongWork, long_work
from desktop.store.backup import is_sound
from desktop.store.backup_places import place_in
from desktop.store.backup_shelf import kind_and_time, note_check, read_shelf


@long_work("backup.list")
def list_backups(work: LongWork, folder: str | None = None) -> Json:
    """Return the shelf as `core.backups.shelf_to_json` writes it; `folder` is the second one."""
    folder = second_folder(work, folder)
    is_there = bool(folder) and Path(folder).is_dir()
    second = place_in(Path(folder), work.profile) if is_there else None
    found = read_shelf(Profile(work.profile).backups, second)
    return shelf_to_json(Shelf(tuple(found), folder, is_there or not folder))


@long_work("backup.check")
def check_backup(work: LongWork, name: str) -> Json:
    """Read a whole backup, note and return whether it is sound."""
    path = backup_path(work, name)
    is_good = is_sound(path, work.store.key)
    note_check(path.parent, name, work.store.clock.now(), is_sound=is_good)
    return is_good


def backup_path(work: LongWork, name: str) -> Path:
    """Return where the backup of that name lies; raise InputError for anything else."""
    path = Profile(work.profile).backups / name
    if kind_and_time(name) is None or not path.is_file():
        raise InputError(_("This backup is not here any more."))
    return path
