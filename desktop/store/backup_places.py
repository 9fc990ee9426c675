"""The second place of backups: a USB stick or a network share that may be away at any moment."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.core.paths import KEY_FILE
from desktop.store.backup_shelf import kind_and_time, thin_out
from desktop.store.blobs import FOLDER as BLOBS

_CHUNK: Final = 1024 * 1024
_MARK: Final = 6  # signs by which profiles of one name are told apart
Check = Callable[[], None]  # raises CancelledError if nobody wants it any more


def place_in(second: Path, profile: Path) -> Path:
    """Return where in the second folder this computer keeps the copies of this profile.

    Several computers may share one network folder, and several people one computer, whose profiles
    have one name: each has a folder of its own, as the key of one opens nothing of the other. What
    is encrypted lies apart from what was copied before it was.
    """
    computer = re.sub(r"[^\w.-]+", "-", platform.node()) or "computer"
    where = hashlib.sha256(os.path.normcase(profile.resolve()).encode()).hexdigest()[:_MARK]
    ending = "-encrypted" if (profile / KEY_FILE).exists() else ""
    return second / f"Lienhe-{computer}-{profile.name}-{where}{ending}"


def copy_there(backup: Path, profile: Path, second: Path, check: Check) -> Path:
    """Copy a backup, and the pictures and files that are not there yet; return the copy.

    Raises:
        OSError: the folder is not there, not writable or full; what was there before stays.
    """
    if not second.is_dir():
        raise FileNotFoundError(str(second))
    place = place_in(second, profile)
    place.mkdir(exist_ok=True)
    _copy_missing_blobs(profile / BLOBS, place / BLOBS, check)
    key_file = profile / KEY_FILE  # what opens an encrypted copy, if a password does
    if key_file.exists():
        _copy_whole(key_file, place / KEY_FILE, check)
    target = place / backup.name
    _copy_whole(backup, target, check)
    if known := kind_and_time(backup.name):
        thin_out(place, known[1])
    return target


def blobs_beside(backup: Path) -> Path | None:
    """Return the folder of blobs that lies beside a copied backup, if one does."""
    folder = backup.parent / BLOBS
    return folder if kind_and_time(backup.name) is not None and folder.is_dir() else None


def copy_blobs(source: Path, target: Path, check: Check) -> None:
    """Copy the blobs that `target` has not; raise OSError."""
    _copy_missing_blobs(source, target, check)


def _copy_missing_blobs(source: Path, target: Path, check: Check) -> None:
    for path in source.glob("??/*"):
        check()
        there = target / path.parent.name / path.name
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            _copy_whole(path, there, check)


def _copy_whole(source: Path, target: Path, check: Check) -> None:
    """Copy a file whole or not at all, and read the copy again."""
    part = target.with_name(target.name + ".part")
    try:
        with source.open("rb") as old, part.open("wb") as new:
            while chunk := old.read(_CHUNK):
                check()
                new.write(chunk)
            new.flush()
            os.fsync(new.fileno())
        if not _is_same(source, part, check):
            raise OSError(f"{target} differs from what was written")
        shutil.copystat(source, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _is_same(one: Path, other: Path, check: Check) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        while True:
            check()
            mine, theirs = first.read(_CHUNK), second.read(_CHUNK)
            if mine != theirs:
                return False
            if not mine:
                return True
