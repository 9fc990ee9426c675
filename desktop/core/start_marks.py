"""When each step of a start was done, for those who measure it."""

from __future__ import annotations

import json
import time
from pathlib import Path


class StartMarks:
    """Notes moments (seconds of the monotonic clock) in a file, if one is given."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._marks: dict[str, float] = {}

    @property
    def is_wanted(self) -> bool:
        """Whether anybody measures."""
        return self._path is not None

    def mark(self, step: str) -> None:
        """Note that a step is done now."""
        if self._path is None:
            return
        self._marks[step] = time.monotonic()
        part = self._path.with_name(self._path.name + ".part")
        part.write_text(json.dumps(self._marks), "utf-8")
        part.replace(self._path)
