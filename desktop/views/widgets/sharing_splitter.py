"""A splitter that shares its room as is usual until somebody drags its handle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class SharingSplitter(QSplitter):
    """Two parts, one above the other."""

    def __init__(self, shares: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._shares = tuple(shares)
        self._is_dragged = False
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)

    def share(self) -> None:
        """Give the parts their shares of the height of now."""
        if not self._is_dragged:
            self.setSizes([part * self.height() // sum(self._shares) for part in self._shares])

    @Slot()
    def _on_moved(self, *_place: object) -> None:
        self._is_dragged = True

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what there is now."""
        super().resizeEvent(event)
        self.share()
