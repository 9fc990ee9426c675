"""The geometry of a page of weeks: where days and chips lie, and what lies at a point."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect

from desktop.core.diary.month_layout import WEEK, Chip
from desktop.core.quick_dataclass import dataclass

GAP: Final = 2


@dataclass(frozen=True, slots=True)
class MonthFrame:
    """Lengths are pixels."""

    area: QRect
    weeks: int
    side: int  # width of the numbers of weeks
    head: int  # height of the names of weekdays
    number: int  # height of the number of a day
    chip: int  # height of a chip with the gap below it

    def _x(self, weekday: int) -> int:
        room = self.area.width() - self.side
        return self.area.left() + self.side + round(room * weekday / WEEK)

    def _y(self, week: int) -> int:
        room = self.area.height() - self.head
        return self.area.top() + self.head + round(room * week / self.weeks)

    @property
    def capacity(self) -> int:
        """How many chips a day has room for."""
        room = (self.area.height() - self.head) // self.weeks - self.number - 2
        return max(0, room // self.chip)

    def day_rect(self, place: int) -> QRect:
        """Return the cell of a day."""
        week, weekday = divmod(place, WEEK)
        left, top = self._x(weekday), self._y(week)
        return QRect(left, top, self._x(weekday + 1) - left, self._y(week + 1) - top)

    def head_rect(self, weekday: int) -> QRect:
        """Return where the name of a weekday stands."""
        left = self._x(weekday)
        return QRect(left, self.area.top(), self._x(weekday + 1) - left, self.head)

    def week_rect(self, week: int) -> QRect:
        """Return where the number of a week stands."""
        top = self._y(week)
        return QRect(self.area.left(), top, self.side, self._y(week + 1) - top)

    def row_rect(self, week: int, first: int, last: int, row: int) -> QRect:
        """Return the place of a chip from one weekday to another."""
        left = self._x(first) + GAP + 1
        top = self._y(week) + self.number + row * self.chip
        return QRect(left, top, self._x(last + 1) - left - GAP, self.chip - GAP)

    def chip_rect(self, chip: Chip) -> QRect:
        """Return where a chip is painted."""
        return self.row_rect(chip.week, chip.first, chip.last, chip.row)

    def more_rect(self, place: int) -> QRect:
        """Return where a day says how many more there are: in its last row."""
        week, weekday = divmod(place, WEEK)
        rect = self.row_rect(week, weekday, weekday, max(0, self.capacity - 1))
        return rect.intersected(self.day_rect(place))

    def place_at(self, at: QPoint) -> int:
        """Return the place of the day at a point, the nearest one of a point outside."""
        across = self.area.width() - self.side
        down = self.area.height() - self.head
        weekday = (at.x() - self.area.left() - self.side) * WEEK // max(1, across)
        week = (at.y() - self.area.top() - self.head) * self.weeks // max(1, down)
        weekday, week = max(0, min(WEEK - 1, weekday)), max(0, min(self.weeks - 1, week))
        return week * WEEK + weekday
