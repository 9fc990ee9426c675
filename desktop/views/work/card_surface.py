"""The surface of columns with cards: painted, scrolled, and what lies under the pointer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.core.work.rows import PlanRow
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport
from desktop.views.work.card_layout import Box, CardColumn, CardLayout, Sizes, Spot
from desktop.views.work.card_paint import CardPainter

LEAST: Final = 190
HEAD: Final = 38
NEW: Final = 32
CARD: Final = 80


class CardSurface(QAbstractScrollArea):
    """Shows columns; knows which cards are chosen and which one the keyboard is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        use_own_viewport(self, is_filled=False)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.columns: tuple[CardColumn, ...] = ()
        self.chosen: set[uuid.UUID] = set()
        self.current: uuid.UUID | None = None
        self.hovered: Spot | None = None
        self.goal: Spot | None = None  # where what is dragged would go
        self.dragged: tuple[PlanRow, ...] = ()
        self.pointer = QPoint()
        self._painter = CardPainter()
        self._layout = CardLayout((), self._sizes(), 1)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        look().changed.connect(self._on_look_changed)

    # --- what is shown
    def show_columns(self, columns: Sequence[CardColumn]) -> None:
        """Show other columns; what is chosen stays as far as it is still there."""
        self.columns = tuple(columns)
        here = {card.id for column in columns for card in column.cards}
        self.chosen &= here
        if self.current not in here:
            self.current = None
        self._measure()

    @property
    def cards(self) -> CardLayout:
        """Where everything stands."""
        return self._layout

    def chosen_rows(self) -> list[PlanRow]:
        """Return the chosen cards, column by column; a card in two columns is one."""
        found = {
            card.id: card for column in self.columns for card in column.cards
            if card.id in self.chosen
        }  # fmt: skip
        return list(found.values())

    def row(self, record_id: uuid.UUID | None) -> PlanRow | None:
        """Return the card of a record, None if it is not here."""
        cards = (card for column in self.columns for card in column.cards)
        return next((card for card in cards if card.id == record_id), None)

    def spot_at(self, at: QPoint) -> Spot | None:
        """Return what lies at a point of the viewport."""
        x = at.x() + self.horizontalScrollBar().value()
        return self._layout.spot_at(x, at.y(), self.verticalScrollBar().value())

    def card_at(self, spot: Spot | None) -> PlanRow | None:
        """Return the card of a spot, None beside all cards."""
        if spot is None or spot.card < 0:
            return None
        return self.columns[spot.column].cards[spot.card]

    def rect_of(self, box: Box, *, is_fixed: bool = False) -> QRect:
        """Return where a box of the layout is in the viewport; heads are not scrolled down."""
        y = box.y if is_fixed else box.y - self.verticalScrollBar().value()
        return QRect(box.x - self.horizontalScrollBar().value(), y, box.width, box.height)

    def ensure_visible(self, record_id: uuid.UUID | None) -> None:
        """Scroll so that a card is in view."""
        column, place = self._layout.place_of(self.row(record_id))
        if column < 0:
            return
        box = self._layout.card_box(column, place)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        view = self.viewport().size()
        across.setValue(_within(across.value(), box.x, box.x + box.width, view.width(), 0))
        down.setValue(
            _within(down.value(), box.y, box.y + box.height, view.height(), self._layout.top)
        )

    def _sizes(self) -> Sizes:
        now = look()
        return Sizes(now.px(LEAST), now.px(HEAD), now.px(NEW), now.px(CARD))

    def _measure(self) -> None:
        view = self.viewport().size()
        self._layout = CardLayout(self.columns, self._sizes(), view.width())
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, self._layout.total_width - view.width()))
        across.setPageStep(view.width())
        across.setSingleStep(look().px(40))
        down.setRange(0, max(0, self._layout.total_height - view.height()))
        down.setPageStep(max(1, view.height() - self._layout.top))
        down.setSingleStep(look().px(CARD))
        self.viewport().update()

    # --- painting
    def _paint(self, painter: QPainter) -> None:
        now, height = look(), self.viewport().height()
        painter.fillRect(self.viewport().rect(), now.colour("window"))
        scrolled = self.verticalScrollBar().value()
        for number, column in enumerate(self.columns):
            if number:
                left = self.rect_of(self._layout.column_box(number, height), is_fixed=True)
                painter.fillRect(left.x(), 8, 1, height - 16, now.colour("border"))
            if self.goal is not None and self.goal.column == number and self.dragged:
                self._paint_goal(painter, number, height)
            for place in self._layout.cards_between(number, scrolled, scrolled + height):
                self._paint_card(painter, number, place, column.cards[place])
        for number, column in enumerate(self.columns):
            self._paint_head(painter, number, column)
        self._paint_dragged(painter)

    def _paint_head(self, painter: QPainter, number: int, column: CardColumn) -> None:
        box = self._layout.column_box(number, self.viewport().height())
        head = self.rect_of(box, is_fixed=True)
        head.setHeight(self._layout.sizes.head)
        cover = QRect(head.x(), 0, head.width(), self._layout.top - 4)
        painter.fillRect(cover, look().colour("window"))
        self._painter.paint_head(painter, column, head)
        if column.takes_new:
            rect = self.rect_of(self._layout.new_box(number), is_fixed=True)
            is_hovered = self.hovered is not None and self.hovered == Spot(number, is_new=True)
            self._painter.paint_new(painter, rect, is_hovered=is_hovered)

    def _paint_card(self, painter: QPainter, column: int, place: int, row: PlanRow) -> None:
        spot = self.hovered
        is_hovered = spot is not None and (spot.column, spot.card) == (column, place)
        if any(row.id == one.id for one in self.dragged):
            painter.setOpacity(0.35)
        self._painter.paint_card(
            painter,
            row,
            self.rect_of(self._layout.card_box(column, place)),
            is_chosen=row.id in self.chosen,
            is_current=self.hasFocus() and row.id == self.current,
            is_hovered=is_hovered and not self.dragged,
        )
        painter.setOpacity(1.0)

    def _paint_goal(self, painter: QPainter, column: int, height: int) -> None:
        now = look()
        whole = self.rect_of(self._layout.column_box(column, height), is_fixed=True)
        painter.fillRect(whole.adjusted(2, self._layout.sizes.head, -1, 0), now.colour("hover"))
        if self.goal is None:
            return
        box = self._layout.card_box(column, self.goal.before)
        rect = self.rect_of(box)
        painter.setPen(QPen(now.colour("accent"), 2))
        painter.drawLine(rect.left(), rect.top() - 4, rect.right(), rect.top() - 4)

    def _paint_dragged(self, painter: QPainter) -> None:
        if not self.dragged:
            return
        width, height = self._layout.width - 8, self._layout.sizes.card
        at = self.pointer - QPoint(width // 3, height // 3)
        painter.setOpacity(0.92)
        for step in range(min(len(self.dragged), 3) - 1, -1, -1):
            rect = QRect(at + QPoint(step * 5, step * 5), QSize(width, height))
            self._painter.paint_card(
                painter,
                self.dragged[0],
                rect,
                is_chosen=True,
                is_current=True,
                is_hovered=False,
            )
        painter.setOpacity(1.0)

    @Slot()
    def _on_scrolled(self, *_value: object) -> None:
        self.viewport().update()

    @Slot()
    def _on_look_changed(self) -> None:
        self._painter.forget()
        self._measure()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw everything in view."""
        painter = QPainter(self.viewport())
        self._paint(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._measure()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self.hovered = None
        self.viewport().update()
        super().leaveEvent(event)


def _within(value: int, first: int, last: int, room: int, covered: int) -> int:
    """Return how far to scroll so that `first` to `last` is in view, below what is covered."""
    if first - value < covered:
        return first - covered
    return last - room if last - value > room else value
