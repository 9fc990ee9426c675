"""The colours of a chart's series: those of the theme, then the same ones with a pattern."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from desktop.views.theme import look

ROLES: Final = ("accent", "warning", "success", "danger", "on_purple", "muted", "link", "text")
_PATTERNS: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
)


def series_colour(number: int) -> QColor:
    """Return the colour of a series; in the high contrast too, neighbours differ."""
    found = _colours()
    return found[number % len(found)]


def series_brush(number: int) -> QBrush:
    """Return what fills the bars of a series; patterns tell those of one colour apart."""
    turn = number // len(_colours())
    return QBrush(series_colour(number), _PATTERNS[turn % len(_PATTERNS)])


def _colours() -> list[QColor]:
    """Return the colours that differ in the theme of now."""
    names = dict.fromkeys(look().colour(role).name() for role in ROLES)
    return [QColor(name) for name in list(names)[:6]]
