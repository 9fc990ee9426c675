"""The look of the program: one palette, one typeface, one style, changed at run time.

Colours come from `desktop.views.tokens`. There is no style sheet for the whole program: with
2,000 widgets it makes every start and every theme switch slow.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont

from desktop.views import fonts
from desktop.views.tokens import DENSITIES, THEMES, TYPE_SCALE, Colours, Density

SYSTEM: Final = "system"
THEME_NAMES: Final = (SYSTEM, "light", "dark", "contrast")


class Look(QObject):
    """What painters ask: colours, sizes and fonts of the moment.

    Signals:
        changed: theme, density or size of text differ; who keeps pictures or row heights renews
            them. Widgets that only use palette and font hear of it from Qt.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = "light"
        self.colours: Colours = THEMES["light"]
        self.density: Density = DENSITIES["normal"]
        self.density_name = "normal"
        self.font_scale = 100

    def colour(self, role: str) -> QColor:
        """Return the colour of a role of `tokens.Colours`."""
        return _colour(getattr(self.colours, role))

    def badge(self, name: str) -> tuple[QColor, QColor]:
        """Return background and text of a badge in one of `tokens.BADGES`; "" is grey."""
        name = name or "grey"
        return self.colour(name), self.colour(f"on_{name}")

    def font(self, step: str = "text", weight: int = QFont.Weight.Normal) -> QFont:
        """Return the typeface at a step of `tokens.TYPE_SCALE`."""
        return fonts.font(TYPE_SCALE[step] * self.font_scale / 100, weight)

    def px(self, pixels: int) -> int:
        """Return a length of the 100 % design at the present size of text."""
        return round(pixels * self.font_scale / 100)

    @property
    def row_height(self) -> int:
        """Height of one row of a list."""
        return self.px(self.density.row)

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.theme != "light"


class _Current:
    """The look in use; one for the process."""

    look: Look | None = None


def look() -> Look:
    """Return the look in use; before the first `apply_theme`, the light one."""
    if _Current.look is None:
        _Current.look = Look()
    return _Current.look


@lru_cache(maxsize=256)
def _colour(text: str) -> QColor:
    return QColor(text)
