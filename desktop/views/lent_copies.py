"""The folder of copies that other programs were given, which ends with this program."""

from __future__ import annotations

import atexit
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_PREFIX: Final = "lienhe-"
_NAME: Final = 16  # signs of the hash
_made: list[Path] = []


def copies_of(digest: str) -> Path:
    """Return the folder for copies of the file of a hash; it may not be there yet."""
    return _folder() / digest[:_NAME]


def forget_copies(digests: Iterable[str]) -> None:
    """Delete the copies of files that must not be here any more."""
    for digest in digests:
        for made in _made:
            folder = made / digest[:_NAME]
            for path in folder.glob("*"):
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    """Return the folder of copies, which nobody else may look into."""
    if not _made or not _made[0].is_dir():
        _made[:] = [Path(tempfile.mkdtemp(prefix=_PREFIX))]
        atexit.register(shutil.rmtree, _made[0], ignore_errors=True)
    return _made[0]
