"""Small JSON files that are never half written, and never lost because they were broken."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desktop.core.filters import Json

JsonObject = dict[str, Json]
BROKEN: Final = ".broken"
log = logging.getLogger(__name__)


def read_json(path: Path) -> JsonObject:
    """Return what the file holds; {} where there is none.

    A file that is no JSON object is kept beside it under another name, so that whoever wrote into
    it by hand can mend it.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError:
        log.exception("a settings file cannot be read")
        return {}
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        return data
    _put_aside(path)
    return {}


def write_json(path: Path, data: Mapping[str, Json]) -> None:
    """Write `data` whole or not at all; raise OSError if the disk refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _put_aside(path: Path) -> None:
    log.warning("%s is broken and was put aside", path.name)
    try:
        path.replace(path.with_name(path.name + BROKEN))
    except OSError:
        log.exception("a broken settings file cannot be put aside")


class JsonKeeper:
    """Writes a JSON file in a thread of its own; of several versions in a hurry only the last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._waiting: Mapping[str, Json] | None = None
        self._writing: threading.Thread | None = None

    def save(self, data: Mapping[str, Json]) -> None:
        """Write `data` soon; returns at once."""
        with self._lock:
            self._waiting = data
            if self._writing is None:
                self._writing = threading.Thread(
                    target=self._write_all, name=f"write {self.path.name}", daemon=True
                )
                self._writing.start()

    def flush(self, timeout: float = 5.0) -> None:
        """Wait until everything is written."""
        with self._lock:
            writing = self._writing
        if writing:
            writing.join(timeout)

    def _write_all(self) -> None:
        while True:
            with self._lock:
                data, self._waiting = self._waiting, None
                if data is None:
                    self._writing = None
                    return
            try:
                write_json(self.path, data)
            except OSError:
                log.exception("%s cannot be written", self.path.name)
