"""Texts cut to the width of their cells, remembered: measuring costs more than drawing."""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF

MOST_REMEMBERED: Final = 30_000


class _Advances(dict[str, float]):
    """How wide each letter is; shaping a whole text costs ten times as much as adding these."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(font)

    def __missing__(self, letter: str) -> float:
        width = self[letter] = self._metrics.horizontalAdvance(letter)
        return width


class CellTexts:
    """Texts in one font, each with the width that it is drawn in."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self.height = self._metrics.height()
        self.ascent = self._metrics.ascent()
        self._advances = _Advances(font)
        self._widths: dict[str, int] = {}
        self._cut: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> int:
        """Return how wide a text is."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) > MOST_REMEMBERED:
                self._widths.clear()
            known = self._widths[text] = ceil(sum(map(self._advances.__getitem__, text)))
        return known

    def cut(self, text: str, width: int) -> str:
        """Return a text with "…" at its end if it is wider than `width`."""
        if self.width(text) <= width:
            return text
        known = self._cut.get((text, width))
        if known is None:
            if len(self._cut) > MOST_REMEMBERED:
                self._cut.clear()
            line = text.partition("\n")[0]
            known = self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
            self._cut[text, width] = known
        return known

    def baseline(self, top: int, height: int) -> int:
        """Return where the text's base line is if it stands in the middle of a cell."""
        return top + (height - self.height) // 2 + self.ascent
