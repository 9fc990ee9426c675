"""The folder of copies that other programs were given, which ends with this program.

A copy may be of an encrypted profile, so none is left behind: not read-only ones, which some
systems do not delete, and not those of a program that was killed.
"""

from __future__ import annotations

import atexit
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

_PREFIX: Final = "lienhe-copies-"
_LOCK: Final = ".lock"
_NAME: Final = 16  # signs of the hash
_made: list[tuple[Path, QLockFile]] = []


def copies_of(digest: str) -> Path:
    """Return the folder for copies of the file of a hash; it may not be there yet."""
    return _folder() / digest[:_NAME]


def forget_copies(digests: Iterable[str]) -> None:
    """Delete the copies of files that must not be here any more."""
    for digest in digests:
        for made, _lock in _made:
            _remove(made / digest[:_NAME])


def forget_left_copies() -> None:
    """Delete the copies that programs left behind which were killed; it may take long."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_own(folder):
            lock = _lock_of(folder)
            if lock.tryLock(0):
                lock.unlock()
                _remove(folder)


def _folder() -> Path:
    """Return the folder of copies, which nobody else may look into."""
    if not _made or not _made[0][0].is_dir():
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = _lock_of(folder)
        lock.tryLock(0)
        _made[:] = [(folder, lock)]
        atexit.register(_remove, folder)
    return _made[0][0]


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # Qt finds out whether the holder still lives; age says nothing
    return lock


def _is_own(folder: Path) -> bool:
    """Tell whether a folder among everybody's temporary ones is no trap of somebody else's."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return found.st_uid == Path.home().stat().st_uid and stat.S_ISDIR(found.st_mode)


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows deletes no file that is read-only
    shutil.rmtree(folder, ignore_errors=True)
