"""What tells one build of the program from another: the manifest is made anew when it differs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import desktop

VERSION: Final = "0.1.0"
_DECLARING: Final = ("models", "services", "core")  # what a manifest is made from


@lru_cache(maxsize=1)
def program_revision() -> str:
    """Return the version and, where the program runs from its sources, when they last changed."""
    package = Path(desktop.__file__).parent
    newest = 0
    for part in _DECLARING:
        for file in (package / part).rglob("*.py"):
            newest = max(newest, file.stat().st_mtime_ns)
    return f"{VERSION}-{newest:x}" if newest else VERSION
