"""The paper: its size, its margins, and the type that is set on it.

Lengths are twips (1/1440 inch), so that text is measured alike for every printer and the screen.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize

from desktop.core.quick_dataclass import dataclass
from desktop.views.fonts import load_fonts

TWIPS: Final = 1440  # of an inch
POINT: Final = 20  # twips of a typographic point
MARGIN: Final = 800  # 14 mm: no printer leaves out more
FOOT: Final = 420
FIRST_HEAD: Final = 1240
NEXT_HEAD: Final = 520
LINE_ROOM: Final = 1.42  # from base line to base line, for stacked accents
PADDING: Final = 70  # left and right of a cell's text
ABOVE: Final = 55  # above and below a cell's lines


@dataclass(frozen=True, slots=True)
class Paper:
    """A page, upright or lying."""

    is_landscape: bool = False

    @property
    def page_layout(self) -> QPageLayout:
        """What printers and PDF files are told."""
        turned = QPageLayout.Orientation.Landscape
        upright = QPageLayout.Orientation.Portrait
        return QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            turned if self.is_landscape else upright,
            QMarginsF(),
        )

    @property
    def rect(self) -> QRectF:
        """The whole page."""
        return QRectF(0, 0, self._side(across=True), self._side(across=False))

    @property
    def width(self) -> float:
        """How wide the printed part is."""
        return self._side(across=True) - 2 * MARGIN

    def top(self, page: int) -> float:
        """Return where the table begins on a page (0 is the first)."""
        return MARGIN + (NEXT_HEAD if page else FIRST_HEAD)

    @property
    def bottom(self) -> float:
        """Where the table ends."""
        return self._side(across=False) - MARGIN - FOOT

    def _side(self, *, across: bool) -> float:
        whole = self.page_layout.fullRect(QPageLayout.Unit.Point)
        return (whole.width() if across else whole.height()) * POINT


class Type:
    """A typeface in one size: measured by its letters, as shaping whole texts costs ten times."""

    def __init__(self, points: float, weight: QFont.Weight) -> None:
        self.font = QFont(load_fonts())
        self.font.setPixelSize(round(points * POINT))
        self.font.setWeight(weight)
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.metrics = QFontMetricsF(self.font)
        self.height = ceil(points * POINT * LINE_ROOM)
        self.ascent = points * POINT * (1 + LINE_ROOM) / 2 - points * POINT * 0.16
        self._letters: dict[str, float] = {}

    def width(self, text: str) -> float:
        """Return how wide a text without line breaks is."""
        letters = self._letters
        try:
            return sum([letters[letter] for letter in text])
        except KeyError:
            for letter in set(text) - letters.keys():
                letters[letter] = self.metrics.horizontalAdvance(letter)
            return sum([letters[letter] for letter in text])


@lru_cache(maxsize=1)
def types() -> dict[str, Type]:
    """Return the types in use: "text", "label", "small" and "title"."""
    return {
        "text": Type(9, QFont.Weight.Normal),
        "label": Type(8.5, QFont.Weight.DemiBold),
        "small": Type(8, QFont.Weight.Normal),
        "title": Type(16, QFont.Weight.DemiBold),
    }
