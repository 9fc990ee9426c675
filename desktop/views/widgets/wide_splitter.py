"""A splitter that puts its parts side by side where there is room, else one above the other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

WIDE: Final = 760  # logical pixels
LOW: Final = 300  # where there is less height, a smaller width must do
NARROW: Final = 560


class WideSplitter(QSplitter):
    """Turns itself by its width; the shares of the parts stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width crosses the bound."""
        bound = NARROW if event.size().height() < LOW else WIDE
        is_wide = event.size().width() >= bound
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if wanted != self.orientation():
            shares = self.sizes()
            self.setOrientation(wanted)
            self.setSizes(shares)
        super().resizeEvent(event)
