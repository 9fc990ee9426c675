"""Where cards stand in columns beside each other, as plain arithmetic over pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PlanRow

GAP: Final = 8


@dataclass(frozen=True, slots=True)
class CardColumn:
    """A column: `key` tells what a card becomes that is dropped in it.

    `note` stands behind the title; `is_over` marks it as too full. `is_today` is the day of now.
    """

    key: str
    title: str
    cards: tuple[PlanRow, ...] = ()
    note: str = ""
    colour: str = ""
    is_over: bool = False
    is_today: bool = False
    takes_new: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the surface: a column, and a card in it; `card` is -1 beside all cards.

    `is_new` is the line under the head where a card is added. `before` is the number of the card
    in front of which something would be dropped.
    """

    column: int
    card: int = -1
    before: int = 0
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large things are, in pixels of the present size of text."""

    least: int  # width of a column
    head: int
    new: int
    card: int


class CardLayout:
    """Columns of one width; heads stay at the top, cards are scrolled."""

    def __init__(self, columns: Sequence[CardColumn], sizes: Sizes, room: int) -> None:
        self.columns = tuple(columns)
        self.sizes = sizes
        count = max(1, len(self.columns))
        self.width = max(sizes.least, room // count)
        self.total_width = self.width * len(self.columns)

    @property
    def top(self) -> int:
        """Where the first card begins, before anything is scrolled."""
        return self.sizes.head + self.sizes.new + GAP

    @property
    def total_height(self) -> int:
        """How high everything is, heads included."""
        most = max((len(column.cards) for column in self.columns), default=0)
        return self.top + most * (self.sizes.card + GAP) + GAP

    def column_box(self, column: int, height: int) -> Box:
        """Return the whole of a column."""
        return Box(column * self.width, 0, self.width, height)

    def card_box(self, column: int, card: int) -> Box:
        """Return where a card stands, before anything is scrolled."""
        y = self.top + card * (self.sizes.card + GAP)
        return Box(column * self.width + GAP // 2, y, self.width - GAP, self.sizes.card)

    def new_box(self, column: int) -> Box:
        """Return the line where a card is added; it stays below the head."""
        x = column * self.width + GAP // 2
        return Box(x, self.sizes.head, self.width - GAP, self.sizes.new)

    def cards_between(self, column: int, first: int, last: int) -> range:
        """Return the cards of a column that touch the pixels from `first` to `last`."""
        step = self.sizes.card + GAP
        count = len(self.columns[column].cards)
        start = max(0, (first - self.top) // step)
        return range(min(start, count), min(count, max(0, (last - self.top) // step + 1)))

    def spot_at(self, x: int, y: int, scrolled: int) -> Spot | None:
        """Return what lies at a point of the surface whose cards are scrolled by `scrolled`."""
        if not 0 <= x < self.total_width or y < 0:
            return None
        column = x // self.width
        count = len(self.columns[column].cards)
        if y < self.sizes.head:
            return Spot(column)
        if y < self.sizes.head + self.sizes.new:
            return Spot(column, is_new=self.columns[column].takes_new)
        step = self.sizes.card + GAP
        inner = y + scrolled - self.top
        before = min(count, max(0, (inner + step // 2) // step))
        card = inner // step
        is_on = 0 <= card < count and inner % step < self.sizes.card
        return Spot(column, card if is_on else -1, before)

    def place_of(self, row: PlanRow | None) -> tuple[int, int]:
        """Return column and number of a card, (-1, -1) if it is not here."""
        for number, column in enumerate(self.columns):
            for place, card in enumerate(column.cards):
                if row is not None and card.id == row.id:
                    return number, place
        return -1, -1
