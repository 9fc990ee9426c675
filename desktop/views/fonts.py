"""The program's own typeface: Be Vietnam Pro, whose letters are drawn for stacked accents."""

from __future__ import annotations

import importlib.util
import logging
import struct
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

FAMILY: Final = "Be Vietnam Pro"
FACES: Final = ("Regular", "Medium", "SemiBold", "Bold")
PACKAGE: Final = "fontpkg_be_vietnam_pro"
# In thousandths of the size. The files say 1000 and 265, but Ỗ reaches up to 1147, so its upper
# accent would be cut off in every label; the descent grows with it to keep words in the middle.
ASCENT: Final = 1180
DESCENT: Final = 380
_TABLE_BYTES: Final = 16
log = logging.getLogger(__name__)


class _Loaded:
    """Whether the faces were given to Qt; once for the process."""

    family = ""


def load_fonts() -> str:
    """Give Qt the four faces, once, and return the family to use.

    Where the package is missing, the system's own family is returned: every system that can show
    Vietnamese at all has one.
    """
    if not _Loaded.family:
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        _Loaded.family = FAMILY if _load_faces() else system
    return _Loaded.family


def font(points: float, weight: int = QFont.Weight.Normal) -> QFont:
    """Return the program's typeface in a size and weight."""
    made = QFont(load_fonts())
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


def _load_faces() -> bool:
    folder = _font_folder()
    if folder is None:
        log.warning("the typeface %s is not installed", FAMILY)
        return False
    files = [(folder / f"BeVietnamPro-{face}.ttf").read_bytes() for face in FACES]
    numbers = [QFontDatabase.addApplicationFontFromData(with_room(file)) for file in files]
    return numbers[0] >= 0


def with_room(file: bytes) -> bytes:
    """Return a TrueType file whose lines are high enough for two accents on a capital letter.

    See the OpenType specification, tables "hhea" and "OS/2": the ascent and descent stand in both,
    and each system reads another.
    """
    data = bytearray(file)
    tables = _tables(file)
    if "hhea" in tables:
        struct.pack_into(">hh", data, tables["hhea"] + 4, ASCENT, -DESCENT)
    if "OS/2" in tables:
        struct.pack_into(">hh", data, tables["OS/2"] + 68, ASCENT, -DESCENT)
        struct.pack_into(">HH", data, tables["OS/2"] + 74, ASCENT, DESCENT)
    return bytes(data)


def _tables(file: bytes) -> dict[str, int]:
    """Return where each table of the file begins."""
    (count,) = struct.unpack_from(">H", file, 4)
    places = range(12, 12 + _TABLE_BYTES * count, _TABLE_BYTES)
    found = (struct.unpack_from(">4s4xI4x", file, place) for place in places)
    return {name.decode("latin-1"): start for name, start in found}


def _font_folder() -> Path | None:
    found = importlib.util.find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    return Path(places[0]) / "files" if places else None
