"""Deleting what a profile holds of a company, when its centre says that the device is lost.

What was copied elsewhere by hand, to another disk or a memory stick, is out of reach; and a disk
may keep what was overwritten in places that no program sees. Encrypted profiles are safe from both.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.core.paths import Profile
from desktop.store.blob_cache import COMING, shred_folder
from desktop.store.drafts import LocalDrafts
from desktop.store.encrypting import NEW, OLD
from desktop.store.mirror.wiping import wipe_database
from desktop.store.work import Store

# What a restore put aside, the refused rows of imports, what encrypting and moving in left; mail.
_LEFT_BEHIND: Final = ("damaged", "imports", OLD, NEW, "incoming", "mail")


def wipe(store: Store) -> bool:
    """Delete the records, drafts, files and backups of a profile; it is left empty and alone.

    Returns:
        False: somebody still reads; it is to be done once more.
    """
    profile = Profile(store.profile)
    for folder in (profile.blobs, profile.backups, profile.cache / COMING):
        shred_folder(folder)
    for name in _LEFT_BEHIND:
        shred_folder(profile.folder / name)
    _empty(profile.cache, but=(profile.manifest, profile.icons))
    _forget_drafts(store)
    with suppress(OSError):
        profile.ui.unlink(missing_ok=True)
    for file in store.profile.glob("*.sqlite*"):
        if file.name.split(".sqlite")[0] not in (profile.main.stem, profile.drafts.stem):
            with suppress(OSError):
                file.unlink()
    return wipe_database(store)


def _forget_drafts(store: Store) -> None:
    drafts = LocalDrafts(store.profile, store.key)
    try:
        for draft in drafts.waiting():
            drafts.drop(draft.key)
        drafts.compact()
    finally:
        drafts.close()


def _empty(folder: Path, but: tuple[Path, ...]) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path not in but:
            with suppress(OSError):
                path.unlink()
