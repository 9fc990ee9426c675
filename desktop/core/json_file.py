"""Small JSON files that are never half written, and never lost because they were broken."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.core.filters import Json

if TYPE_CHECKING:
    from desktop.core.sealing import Seal

JsonObject = dict[str, Json]
BROKEN: Final = ".broken"
log = logging.getLogger(__name__)


def read_json(path: Path, seal: Seal | None = None) -> JsonObject:
    """Return what the file holds, encrypted if there is a `seal`; {} where there is none.

    A file that is no JSON object is kept beside it under another name, so that whoever wrote into
    it by hand can mend it.
    """
    try:
        text = path.read_bytes()
        data = parse_json(text if seal is None else seal.open(text))
    except FileNotFoundError:
        return {}
    except OSError:
        log.exception("a settings file cannot be read")
        return {}
    except ValueError:
        data = None
    if data is None:
        _put_aside(path)
        return {}
    return data


def parse_json(text: bytes) -> JsonObject | None:
    """Return the JSON object that `text` is; None if it is none."""
    try:
        data = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def write_json(path: Path, data: Mapping[str, Json], seal: Seal | None = None) -> None:
    """Write `data` whole or not at all, encrypted if there is a `seal`; raise OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    text = json.dumps(data, ensure_ascii=False, indent=1).encode()
    with part.open("wb") as file:
        file.write(text if seal is None else seal.close(text))
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

    def __init__(self, path: Path, seal: Seal | None = None) -> None:
        self.path = path
        self._seal = seal
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
                write_json(self.path, data, self._seal)
            except OSError:
                log.exception("%s cannot be written", self.path.name)
