"""A splitter that puts its parts side by side where there is room, else one above the other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.views.theme import look

WIDE: Final = 760  # logical pixels
LOW: Final = 300  # where there is less height, a smaller width must do
NARROW: Final = 560
TALL: Final = 600  # what two parts need one above the other


class WideSplitter(QSplitter):
    """Turns itself by its width; the shares of the parts stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width crosses the bound."""
        is_wide = _is_wide(event.size())
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if wanted != self.orientation():
            shares = self.sizes()
            self.setOrientation(wanted)
            self.setSizes(shares)
        super().resizeEvent(event)


def has_room_for_two(size: QSize) -> bool:
    """Tell whether two parts find room in a splitter of this size, whichever way it turns."""
    return _is_wide(size) or size.height() >= look().px(TALL)


def _is_wide(size: QSize) -> bool:
    bound = NARROW if size.height() < look().px(LOW) else WIDE
    return size.width() >= look().px(bound)
