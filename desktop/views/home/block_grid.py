"""Places cards in as many columns as there is room for, each where the least stands so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.home.block_card import BlockCard
from desktop.views.theme import look

COLUMN: Final = 300  # the least width of a column, in pixels at 100 %
WIDEST: Final = 560
MOST_COLUMNS: Final = 3
GAP: Final = 16


class BlockGrid(QWidget):
    """Keeps the cards where they are until they are dealt again.

    Rows that come or go must not make what is under the pointer jump to another column.

    Signals:
        columns_changed: there is room for more columns, or for fewer.
    """

    columns_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[BlockCard, ...] = ()
        self._count = 0
        self._columns: list[QVBoxLayout] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        for _number in range(MOST_COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(GAP)
            self._columns.append(column)
            self._row.addLayout(column)
        look().changed.connect(self._on_look_changed)

    @property
    def column_count(self) -> int:
        """How many columns there is room for."""
        room = self.width() + GAP
        return max(1, min(MOST_COLUMNS, room // (look().px(COLUMN) + GAP)))

    def deal(self, cards: Sequence[BlockCard]) -> None:
        """Show these cards, in this order, and no others."""
        self._clear(cards)
        self._cards = tuple(cards)
        self._count = self.column_count
        self.setMaximumWidth(MOST_COLUMNS * (look().px(WIDEST) + GAP))
        heights = [0] * self._count
        for card in cards:
            shortest = heights.index(min(heights))
            self._columns[shortest].addWidget(card)
            heights[shortest] += card.wanted_height() + GAP
            card.show()
        for place, column in enumerate(self._columns):
            column.addStretch(1)
            self._row.setStretch(place, 1 if place < self._count else 0)
        self._chain_focus()

    def _clear(self, kept: Sequence[BlockCard]) -> None:
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        for card in self._cards:
            if card not in kept:
                card.hide()

    def _chain_focus(self) -> None:
        """Let Tab go through the cards in the order in which they were dealt."""
        widgets = [widget for card in self._cards for widget in card.focus_widgets()]
        for first, second in pairwise(widgets):
            QWidget.setTabOrder(first, second)

    @Slot()
    def _on_look_changed(self) -> None:
        """Use the room there is: larger text needs wider columns."""
        if self.column_count != self._count:
            self.columns_changed.emit()

    # Qt's names
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._on_look_changed()
