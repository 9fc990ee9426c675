"""Keeps generated data between runs, in the cache of the person who measures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path


def cached_folder(name: str, make: Callable[[Path], None], *, home: Path | None = None) -> Path:
    """Return the folder `name`, filled by `make(folder)` the first time.

    Put what the data depend on into the name ("large-7f3a" with a hash of generator and tables):
    another name is made anew, and folders whose names start with the same word are dropped.
    A run that is broken off leaves nothing that a later one takes for complete.
    """
    home = home or user_cache_path("lienhe") / "bench"
    folder, growing = home / name, home / f"{name}.part"
    if folder.is_dir():
        return folder
    for old in home.glob(f"{name.partition('-')[0]}-*"):
        shutil.rmtree(old)
    shutil.rmtree(growing, ignore_errors=True)
    growing.mkdir(parents=True)
    make(growing)
    return growing.rename(folder)


def fresh_copy(folder: Path, target: Path) -> Path:
    """Copy cached data to `target`, so that measuring writes does not change them."""
    return Path(shutil.copytree(folder, target))
