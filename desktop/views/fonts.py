"""The program's own typeface: Be Vietnam Pro, whose letters are drawn for stacked accents."""

from __future__ import annotations

import importlib.util
import logging
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

FAMILY: Final = "Be Vietnam Pro"
FACES: Final = ("Regular", "Medium", "SemiBold", "Bold")
PACKAGE: Final = "fontpkg_be_vietnam_pro"
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
        _Loaded.family = (
            FAMILY
            if _load_faces()
            else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        )
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
    numbers = [
        QFontDatabase.addApplicationFont(str(folder / f"BeVietnamPro-{face}.ttf")) for face in FACES
    ]
    return numbers[0] >= 0


def _font_folder() -> Path | None:
    found = importlib.util.find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    return Path(places[0]) / "files" if places else None
