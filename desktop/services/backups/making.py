"""Making backups: each day, by hand and before imports; copied to the second folder."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path

from desktop.core.backups import BEFORE_IMPORT, EVERY, newest_made
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.paths import Profile
from desktop.core.settings import load_settings
from desktop.services.long_work import LongWork, long_work
from desktop.store.backup import back_up, back_up_before, same_copy
from desktop.store.backup_places import copy_there
from desktop.store.backup_shelf import read_shelf

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made, and what kept it out of the second folder, if anything."""

    path: Path
    warning: str = ""


@long_work("backup.run")
def back_up_now(work: LongWork, folder: str | None = None) -> Json:
    """Back the database up now; return {"path", "warning"}; `folder` is the second one."""
    made = make_backup(work, folder)
    return {"path": str(made.path), "warning": made.warning}


@long_work("backup.if_due")
def back_up_if_due(work: LongWork) -> Json:
    """Back up if the last backup is of another day; return {"path", "warning"}, "" for none."""
    made = make_if_due(work)
    return {"path": str(made.path) if made else "", "warning": made.warning if made else ""}


def make_if_due(work: LongWork) -> Made | None:
    """Make a backup unless there is one that was made less than a day ago.

    Raises:
        StorageError: it could not be made.
    """
    shelf = read_shelf(Profile(work.profile).backups)
    now = work.store.clock.now()
    newest = newest_made(shelf, now)
    age = dt.timedelta.max if newest is None else now - newest
    return make_backup(work) if age > EVERY else None


def make_backup(work: LongWork, folder: str | None = None) -> Made:
    """Make a backup that was read again, and copy it to the second folder if one is chosen.

    Raises:
        StorageError: it could not be made; older ones are kept.
        CancelledError: the person cancelled.
    """
    profile = Profile(work.profile)

    def tell(done: int, of: int) -> None:
        work.report(done, of)

    made = back_up(profile.main, profile.backups, work.store.clock, work.store.key, progress=tell)
    return Made(made, _copy_to_second(work, made, folder))


def back_up_before_import(work: LongWork) -> Path:
    """Keep the data as they are now, before a file is imported into them.

    A backup that holds just the same, and was read well, is enough.

    Raises:
        StorageError: there is no room for it; nothing is imported then.
        CancelledError: the person cancelled.
    """
    profile = Profile(work.profile)

    known = same_copy(profile.main, profile.backups, work.store.key)
    if known is not None:
        return known

    def look(_done: int, _of: int) -> None:
        work.report(0, 0, _("Backing up"))

    return back_up_before(
        profile.main, profile.backups, BEFORE_IMPORT, work.store.clock, work.store.key, look
    )


def second_folder(work: LongWork, folder: str | None) -> str:
    """Return the second folder: as the window says, who wrote it down just now, or as set."""
    return load_settings(Profile(work.profile)).backup_folder if folder is None else folder


def _copy_to_second(work: LongWork, made: Path, told: str | None) -> str:
    """Copy a backup to the second folder; return what is to be told, "" where all is well."""
    folder = second_folder(work, told)
    if not folder:
        return ""

    def check() -> None:
        work.report(0, 0, _("Copying to the second folder"))

    try:
        copy_there(made, work.profile, Path(folder), check)
    except OSError:
        log.warning("the second folder of backups cannot be used", exc_info=True)
        return _(
            "The second folder for backups cannot be used now: {folder}. "
            "The backup on this computer is good."
        ).format(folder=folder)
    return ""
