"""What tells one build of the program from another: the manifest is made anew when it differs."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Final

import desktop

VERSION: Final = "0.1.0"
_DECLARING: Final = ("models", "services", "core")  # what a manifest is made from


@lru_cache(maxsize=1)
def program_revision() -> str:
    """Return the version and, where the program runs from its sources, when they last changed."""
    package = os.path.dirname(desktop.__file__)  # noqa: PTH120 - see below
    newest = max(_newest(os.path.join(package, part)) for part in _DECLARING)  # noqa: PTH118 - see below
    return f"{VERSION}-{newest:x}" if newest else VERSION


def _newest(folder: str) -> int:
    """Return when a source in `folder` last changed; each start asks, and paths take four times."""
    newest = 0
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:  # a bundle has no folders of sources
        return 0
    with entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                newest = max(newest, entry.stat().st_mtime_ns)
            elif entry.name != "__pycache__" and entry.is_dir():
                newest = max(newest, _newest(entry.path))
    return newest
