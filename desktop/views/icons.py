"""Icons: line drawings of one family, coloured like the text beside them.

The drawings come from the Lucide set, packed in one archive. An icon is read, coloured and
rendered when it is first painted, in the colours of the theme of that moment, so a theme switch
needs no new icons.
"""

from __future__ import annotations

import importlib.util
import logging
import struct
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap

from desktop.views.picture_cache import PictureCache
from desktop.views.theme import look

PACKAGE: Final = "lucide"
ARCHIVE: Final = "lucide.zip"
UNKNOWN: Final = "circle-question-mark"
_ENTRY: Final = b"PK\x01\x02"
_END: Final = b"PK\x05\x06"
_ENTRY_BYTES: Final = 46
_LOCAL_BYTES: Final = 30
_DEFLATED: Final = 8
log = logging.getLogger(__name__)


class UnknownIconError(LookupError):
    """The icon family has no drawing of that name."""


def icon(name: str, colour_role: str | None = None, size: int = 16) -> QIcon:
    """Return the icon `name`, in the colour of a role of the theme or else of the text.

    `size` is the one it is usually shown in; other sizes are drawn as sharp. The empty name gives
    the empty icon.
    """
    return QIcon(_ThemedEngine(name, colour_role, size)) if name else QIcon()


def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """Return the drawing in a colour, `size` logical pixels high, for a screen of that `ratio`."""
    return _render(name, size, round(ratio * 100), colour)


def icon_exists(name: str) -> bool:
    """Tell whether the family has a drawing called `name`."""
    try:
        _drawing(name)
    except UnknownIconError:
        return False
    return True


class _ThemedEngine(QIconEngine):
    """Draws an icon in the colours of the theme of the moment."""

    def __init__(self, name: str, colour_role: str | None, size: int) -> None:
        super().__init__()
        self._name = name
        self._role = colour_role
        self._size = size

    def _colour(self, mode: QIcon.Mode) -> str:
        colours = look().colours
        if mode == QIcon.Mode.Disabled:
            return colours.disabled
        if mode == QIcon.Mode.Selected:
            return colours.on_accent_soft
        chosen: str = getattr(colours, self._role or "text")
        return chosen

    # Qt's names
    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._role, self._size)

    def key(self) -> str:
        return "lienhe"

    def iconName(self) -> str:
        return self._name

    def isNull(self) -> bool:
        return False

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        side = min(size.width(), size.height())
        return QSize(side, side)

    def availableSizes(
        self,
        mode: QIcon.Mode = QIcon.Mode.Normal,
        state: QIcon.State = QIcon.State.Off,
    ) -> list[QSize]:
        return [QSize(self._size, self._size)]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        # Asking the device itself would make the binding find out what kinds of devices there
        # are, which takes ten milliseconds of every start.
        ratio = round(abs(painter.deviceTransform().m11()) * 100) or 100
        drawn = _render(self._name, side, ratio, self._colour(mode))
        corner = rect.topLeft() + QPoint((rect.width() - side) // 2, (rect.height() - side) // 2)
        painter.drawPixmap(corner, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        side = min(size.width(), size.height())
        return _render(self._name, side, round(scale * 100), self._colour(mode))


class _Kept:
    """The pictures of an earlier start; one cache for the process."""

    pictures = PictureCache()


def keep_pictures(path: Path) -> None:
    """Take pictures that an earlier start left in `path`, and note those of this one."""
    facts = _archive_path().stat()
    _Kept.pictures = PictureCache(path, f"{facts.st_size}-{facts.st_mtime_ns}")


def save_pictures() -> None:
    """Leave the pictures used until now to the next start; returns at once."""
    _Kept.pictures.save()


@lru_cache(maxsize=1024)
def _render(name: str, size: int, percent: int, colour: str) -> QPixmap:
    side = max(1, size * percent // 100)
    key = f"{name} {side} {colour}"
    picture = _Kept.pictures.find(key)
    if picture is None:
        picture = _draw(name, side, colour)
        _Kept.pictures.add(key, picture)
    drawn = QPixmap.fromImage(picture)
    drawn.setDevicePixelRatio(percent / 100)
    return drawn


def _draw(name: str, side: int, colour: str) -> QImage:
    try:
        drawing = _drawing(name)
    except UnknownIconError:
        log.exception("no such icon")
        drawing = _drawing(UNKNOWN)
    # The image reader renders at the size that the drawing states.
    svg = (
        drawing.replace(b'width="24"', b'width="%d"' % side, 1)
        .replace(b'height="24"', b'height="%d"' % side, 1)
        .replace(b"currentColor", colour.encode())
        .replace(b'stroke-width="2"', b'stroke-width="1.75"', 1)
    )
    return QImage.fromData(svg)


@lru_cache(maxsize=256)
def _drawing(name: str) -> bytes:
    """Return the SVG text of a drawing; raise UnknownIconError.

    The archive has 1,700 entries: reading its directory as `zipfile` does takes longer than all
    else about icons at the start of the program, so one entry is looked up by its name.
    """
    data, directory = _archive()
    file_name = f"{name}.svg".encode()
    at = data.find(file_name, directory)
    while at >= 0:
        entry = at - _ENTRY_BYTES
        if data[entry : entry + 4] == _ENTRY:
            method, packed, length = struct.unpack_from("<10xH8xI4xH", data, entry)
            start = struct.unpack_from("<42xI", data, entry)[0]
            if length == len(file_name):
                return _content(data, start, packed, method)
        at = data.find(file_name, at + 1)
    raise UnknownIconError(name)


def _content(data: bytes, start: int, packed: int, method: int) -> bytes:
    name_length, extra_length = struct.unpack_from("<26xHH", data, start)
    first = start + _LOCAL_BYTES + name_length + extra_length
    content = data[first : first + packed]
    return zlib.decompress(content, -15) if method == _DEFLATED else content


@lru_cache(maxsize=1)
def _archive_path() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    if not places:
        raise FileNotFoundError(f"The icons are not installed: package {PACKAGE}")
    return Path(places[0], ARCHIVE)


@lru_cache(maxsize=1)
def _archive() -> tuple[bytes, int]:
    """Return the archive, and where its directory begins; see the ZIP specification, 4.3.16."""
    data = _archive_path().read_bytes()
    (directory,) = struct.unpack_from("<16xI", data, data.rfind(_END))
    return data, directory
