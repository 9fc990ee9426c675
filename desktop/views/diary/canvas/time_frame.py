"""The geometry of a page of hours: where columns, hours and lanes lie, and what lies at a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect

from desktop.core.diary.day_layout import DAY_MINUTES, Bar, Block
from desktop.core.quick_dataclass import dataclass

GAP: Final = 2  # pixels between blocks side by side
LINE: Final = 5  # between lanes and hours


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """Lengths are pixels; the hours below the head and lanes may be scrolled."""

    area: QRect
    columns: int
    ruler: int  # width of the scales of hours
    head: int  # height of the names of days
    lane: int  # height of one lane
    lanes: int  # how many there are
    hour: float  # height of an hour
    column: float  # width of a column
    scroll: int = 0  # how far the hours are scrolled down
    shift: int = 0  # how far the columns are scrolled to the right
    right: int = 0  # room kept free at the right end of a column, to click on

    @property
    def lanes_top(self) -> int:
        """Where the lanes begin."""
        return self.area.top() + self.head

    @property
    def hours_top(self) -> int:
        """Where the hours begin, whatever is scrolled."""
        return self.lanes_top + self.lane * self.lanes + LINE

    @property
    def hours(self) -> QRect:
        """The part in which blocks are seen."""
        left = self.area.left() + self.ruler
        return QRect(
            left,
            self.hours_top,
            self.area.right() - left + 1,
            self.area.bottom() - self.hours_top + 1,
        )

    @property
    def height(self) -> int:
        """How high all hours are."""
        return round(self.hour * 24)

    def x(self, column: float) -> int:
        """Return where a column begins."""
        return self.area.left() + self.ruler - self.shift + round(self.column * column)

    def y(self, minute: float) -> int:
        """Return where a minute of the day lies."""
        return self.hours_top - self.scroll + round(minute * self.hour / 60)

    def column_rect(self, column: int) -> QRect:
        """Return the whole of a column among the hours."""
        left = self.x(column)
        return QRect(left, self.hours_top, self.x(column + 1) - left, self.hours.height())

    def block_rect(self, block: Block) -> QRect:
        """Return where a block is painted."""
        share = block.share
        left = self.x(block.column) + 2
        width = self.column - 4 - self.right
        x = left + round(width * share.column / share.columns)
        end = left + round(width * (share.column + 1) / share.columns)
        top = self.y(block.top)
        gap = GAP if end - x > 3 * GAP else 1
        return QRect(x, top, max(1, end - x - gap), max(2, self.y(block.bottom) - top - 1))

    def block_rects(self, blocks: Sequence[Block]) -> list[QRect]:
        """Return where narrow blocks are painted; quicker than one by one."""
        tops = self.hours_top - self.scroll
        width, by = self.column - 4 - self.right, self.hour / 60
        lefts = [self.x(column) + 2 for column in range(self.columns)]
        rects = []
        for _entry, column, top, bottom, (place, places) in blocks:
            x, y = lefts[column] + width * place / places, tops + round(top * by)
            end, low = lefts[column] + width * (place + 1) / places, tops + round(bottom * by)
            left = round(x)
            rects.append(QRect(left, y, max(1, round(end) - left - 1), max(2, low - y - 1)))
        return rects

    def span_rect(self, column: int, top: float, bottom: float) -> QRect:
        """Return the rectangle of some minutes of a column."""
        left = self.x(column) + 2
        y = self.y(top)
        width = round(self.column) - 4 - self.right
        return QRect(left, y, max(1, width), max(2, self.y(bottom) - y - 1))

    def bar_rect(self, bar: Bar) -> QRect:
        """Return where a bar is painted."""
        return self.lane_rect(bar.first, bar.last, bar.row)

    def lane_rect(self, first: int, last: int, row: int) -> QRect:
        """Return a place in the lanes."""
        left = self.x(first) + 2
        return QRect(
            left,
            self.lanes_top + row * self.lane + 1,
            self.x(last + 1) - left - GAP,
            self.lane - GAP,
        )

    def column_at(self, x: int) -> int:
        """Return the column at a point, the nearest one of a point outside."""
        column = int((x - self.area.left() - self.ruler + self.shift) // self.column)
        return max(0, min(self.columns - 1, column))

    def minute_at(self, y: int) -> float:
        """Return the minute of the day at a point, from 0 to 1440."""
        minute = (y - self.hours_top + self.scroll) * 60 / self.hour
        return max(0.0, min(float(DAY_MINUTES), minute))

    def is_in_columns(self, at: QPoint) -> bool:
        """Tell whether a point lies in some column, and not in the scales or beyond."""
        left = self.area.left() + self.ruler
        return left <= at.x() < min(self.area.right() + 1, self.x(self.columns))
