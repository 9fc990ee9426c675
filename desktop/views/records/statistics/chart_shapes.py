"""Where the bars, lines and scales of a chart stand: arithmetic without any painting."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from desktop.core.quick_dataclass import dataclass
from desktop.core.statistics import Statistics
from desktop.views.records.statistics.choice import Form

MOST_SERIES: Final = 12
MOST_CATEGORIES: Final = 200
TICKS: Final = 5
TICK_ROOM: Final = 20  # between two lines of the scale, so that their numbers can be read
_NICE: Final = (1, 2, 2.5, 5, 10)
_GAP: Final = 0.24  # of a category, left free between groups of bars


@dataclass(frozen=True, slots=True)
class ChartData:
    """What is drawn: a value for each category (a row) and series (a column)."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]  # by row
    left_out: int = 0  # rows or columns for which there is no room


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar, or a point of a line, with the cell of the table that it stands for."""

    row: int
    column: int
    place: int  # of the category
    series: int
    rect: QRectF


def chart_data(statistics: Statistics) -> ChartData:
    """Return what is drawn of a table; the greatest series stay if they are many."""
    count = len(statistics.columns)
    columns = tuple(range(count)) if count else (0,)
    if count > MOST_SERIES:
        sizes = statistics.figures[-1]
        greatest = sorted(columns, key=lambda one: -sizes[one].count)[:MOST_SERIES]
        columns = tuple(sorted(greatest))
    rows = tuple(range(min(len(statistics.rows), MOST_CATEGORIES)))
    values = tuple(
        tuple(float(statistics.figures[row][one].value or 0) for one in columns) for row in rows
    )
    left_out = max(count, 1) - len(columns) + len(statistics.rows) - len(rows)
    return ChartData(rows, columns, values, left_out)


def scale(data: ChartData, form: Form, steps: int = TICKS) -> tuple[float, ...]:
    """Return the values at which lines of the scale stand, evenly, 0 among them.

    They are about `steps` apart: one more where values lie on both sides of 0.
    """
    if form is Form.STACKED:
        sums = [sum(value for value in row if value > 0) for row in data.values]
        sums += [sum(value for value in row if value < 0) for row in data.values]
    else:
        sums = [value for row in data.values for value in row]
    highest, lowest = max([0.0, *sums]), min([0.0, *sums])
    step = _nice((highest - lowest) / steps)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    return tuple(step * number for number in range(first, max(last, first + 1) + 1))


def _nice(least: float) -> float:
    """Return the smallest round number that is not less."""
    if least <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(least))
    return next((size * one for one in _NICE if size * one >= least), size * 10)


class Plot:
    """The rectangle in which values are drawn, and how values become heights."""

    def __init__(self, area: QRectF, data: ChartData, form: Form) -> None:
        self.area = area
        self.data = data
        self.form = form
        steps = min(TICKS, int(area.height() / TICK_ROOM))
        self.ticks = scale(data, form, max(1, steps))

    def y(self, value: float) -> float:
        """Return the height of a value on the screen."""
        lowest, highest = self.ticks[0], self.ticks[-1]
        return self.area.bottom() - (value - lowest) / (highest - lowest) * self.area.height()

    @property
    def category_width(self) -> float:
        """The room of one category."""
        return self.area.width() / max(1, len(self.data.rows))

    def middle(self, place: int) -> float:
        """Return the middle of a category."""
        return self.area.left() + (place + 0.5) * self.category_width

    def marks(self) -> list[Mark]:
        """Return everything that is drawn, category by category."""
        made: list[Mark] = []
        for place in range(len(self.data.rows)):
            rects = self._rects(place)
            made += [
                Mark(self.data.rows[place], self.data.columns[series], place, series, rect)
                for series, rect in enumerate(rects)
            ]
        return made

    def point(self, mark: Mark) -> QPointF:
        """Return the point of a line."""
        return mark.rect.center()

    def _rects(self, place: int) -> Iterator[QRectF]:
        values = self.data.values[place]
        if self.form is Form.LINES:
            return self._points(place, values)
        return (
            self._stack(place, values) if self.form is Form.STACKED else self._bars(place, values)
        )

    def _points(self, place: int, values: Sequence[float]) -> Iterator[QRectF]:
        for value in values:
            yield QRectF(self.middle(place) - 4, self.y(value) - 4, 8, 8)

    def _bars(self, place: int, values: Sequence[float]) -> Iterator[QRectF]:
        room = self.category_width * (1 - _GAP)
        wide = room / len(values)
        left = self.middle(place) - room / 2
        for number, value in enumerate(values):
            yield self._bar(left + number * wide, wide, 0.0, value)

    def _stack(self, place: int, values: Sequence[float]) -> Iterator[QRectF]:
        wide = self.category_width * (1 - _GAP)
        above = below = 0.0
        for value in values:
            start = above if value >= 0 else below
            yield self._bar(self.middle(place) - wide / 2, wide, start, start + value)
            above, below = above + max(value, 0), below + min(value, 0)

    def _bar(self, left: float, wide: float, start: float, end: float) -> QRectF:
        top, bottom = sorted((self.y(start), self.y(end)))
        return QRectF(left, top, max(1.0, wide - 1), bottom - top)
