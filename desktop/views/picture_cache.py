"""Rendered icons of the first screens, kept from one start to the next.

To render the first icon, an archive is read and the reader of SVG files is loaded: 3 ms before
anything is painted, and as much again before the first list is.
"""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QImage

FORMAT: Final = 1
LARGEST: Final = 2_000_000  # bytes of a file that is believed
_PIXEL: Final = QImage.Format.Format_ARGB32_Premultiplied
_PIXEL_BYTES: Final = 4
log = logging.getLogger(__name__)


class PictureCache:
    """Square pictures by their names; a file that is broken or of other drawings counts as none.

    Pictures are kept until `save` is called: those that this start has asked for until then.
    """

    def __init__(self, path: Path | None = None, drawings: str = "") -> None:
        self._path = path
        self._drawings = drawings
        self._sides, self._pixels = _read(path, drawings) if path else ({}, b"")
        self._used: dict[str, QImage] = {}
        self._has_new = False

    def find(self, name: str) -> QImage | None:
        """Return a picture that was kept."""
        if name not in self._sides:
            return None
        start, side = self._sides[name]
        end = start + side * side * _PIXEL_BYTES
        found = QImage(self._pixels[start:end], side, side, side * _PIXEL_BYTES, _PIXEL).copy()
        self._note(name, found)
        return found

    def add(self, name: str, picture: QImage) -> None:
        """Keep a picture that had to be rendered."""
        self._has_new = True
        self._note(name, picture)

    def _note(self, name: str, picture: QImage) -> None:
        if self._path is not None and _is_kept(picture):
            self._used[name] = picture

    def save(self) -> None:
        """Write the pictures used until now if there are new ones, in a thread; keep no more."""
        path, used = self._path, self._used
        self._path, self._used = None, {}
        if path is None or not self._has_new or not used:
            return
        pixels = [bytes(picture.constBits()) for picture in used.values()]
        sides = [picture.width() for picture in used.values()]
        head = {
            "format": FORMAT,
            "drawings": self._drawings,
            "pictures": list(zip(used, sides, strict=True)),
        }
        writing = threading.Thread(target=_write, args=(path, head, pixels), name="write icons")
        writing.start()


def _is_kept(picture: QImage) -> bool:
    return picture.format() == _PIXEL and picture.width() == picture.height() > 0


def _read(path: Path, drawings: str) -> tuple[dict[str, tuple[int, int]], bytes]:
    """Return where each picture begins and how wide it is, and the pixels of all."""
    try:
        head, _line, pixels = path.read_bytes().partition(b"\n")
        facts = json.loads(head)
        if facts["format"] != FORMAT or facts["drawings"] != drawings or len(pixels) > LARGEST:
            return {}, b""
        places, end = {}, 0
        for name, side in facts["pictures"]:
            places[name] = end, side
            end += side * side * _PIXEL_BYTES
    except (OSError, ValueError, KeyError, TypeError):
        return {}, b""
    return (places, pixels) if end == len(pixels) else ({}, b"")


def _write(path: Path, head: dict[str, Any], pixels: list[bytes]) -> None:
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(b"".join([json.dumps(head).encode(), b"\n", *pixels]))
        part.replace(path)
    except OSError:
        log.exception("the pictures of the first screens cannot be kept")
