"""The four counts of an import side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.imports.results import Counts
from desktop.views.widgets.count_tile import CountTile


class CountTiles(QWidget):
    """Created, updated, skipped, failed."""

    def __init__(self, created: str, updated: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._created = CountTile(created, "green", self)
        self._updated = CountTile(updated, "blue", self)
        self._skipped = CountTile(_("Skipped"), "grey", self)
        self._failed = CountTile(_("Refused"), "red", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for tile in (self._created, self._updated, self._skipped, self._failed):
            layout.addWidget(tile, 1)

    def show_counts(self, counts: Counts) -> None:
        """Show the counts."""
        self._created.show_count(counts.created)
        self._updated.show_count(counts.updated)
        self._skipped.show_count(counts.skipped)
        self._failed.show_count(counts.failed)
