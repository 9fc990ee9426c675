"""Paints when somebody is busy on one day: a bar of hours, with the time of the event over it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from desktop.core.diary.time_spans import TimeSpan
from desktop.core.quick_dataclass import dataclass
from desktop.views.diary.editor.busy import Taken
from desktop.views.theme import look

USUAL: Final = (7, 19)  # hours that are shown, unless the event lies outside of them
WHOLE_DAY: Final = (0, 24)
_COLOURS: Final = {"tentative": "yellow", "away": "purple"}
_EACH: Final = 2  # hours between two numbers
_HOUR: Final = 3600
_INSET: Final = 4


@dataclass(frozen=True, slots=True)
class DayScale:
    """Which hours of which day are shown over a width."""

    day: date
    hours: tuple[int, int] = USUAL

    @classmethod
    def around(cls, span: TimeSpan) -> DayScale:
        """Return the scale of the day on which a time begins."""
        first, last = USUAL
        day = span.start.date()
        ends = span.end if span.end.date() == day else datetime.combine(day, time(23, 59))
        is_usual = span.start.hour >= first and (ends.hour, ends.minute) <= (last, 0)
        return cls(day, USUAL if is_usual else WHOLE_DAY)

    @property
    def span(self) -> TimeSpan:
        """The time from the first to the last hour."""
        midnight = datetime.combine(self.day, time())
        first, last = (timedelta(hours=hour) for hour in self.hours)
        return TimeSpan(midnight + first, midnight + last)

    def place(self, span: TimeSpan, room: QRect) -> QRectF:
        """Return where a time stands in a bar; empty if it lies outside."""
        whole = self.span
        start, end = max(span.start, whole.start), min(span.end, whole.end)
        if end <= start:
            return QRectF()
        scale = room.width() / (whole.end - whole.start).total_seconds()
        left = room.left() + (start - whole.start).total_seconds() * scale
        return QRectF(left, room.top(), (end - start).total_seconds() * scale, room.height())

    def moment(self, x: float, room: QRect) -> datetime:
        """Return the quarter of an hour at a place in a bar."""
        whole = self.span
        part = min(max((x - room.left()) / max(room.width(), 1), 0.0), 1.0)
        minutes = part * (whole.end - whole.start).total_seconds() / 60
        return whole.start + timedelta(minutes=int(minutes // 15) * 15)


def paint_bar(
    painter: QPainter, room: QRect, scale: DayScale, taken: Iterable[Taken] | None, event: TimeSpan
) -> None:
    """Paint a bar; of whom nothing is known (`taken` None) it is empty and hatched."""
    painter.save()
    painter.fillRect(room, look().colour("base"))
    if taken is None:
        painter.fillRect(room, QBrush(look().colour("border"), Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(look().colour("border"), 1))
    first, last = scale.hours
    for hour in range(first, last + 1):
        x = room.left() + (hour - first) * room.width() / (last - first)
        painter.drawLine(QLineF(x, room.top(), x, room.bottom()))
    for one in taken or ():
        name = _COLOURS.get(one.show_as, "red")
        spot = scale.place(TimeSpan(one.start, one.end), room.adjusted(0, _INSET, 0, -_INSET))
        painter.fillRect(spot, look().badge(name)[1])
    spot = scale.place(event, room)
    if not spot.isEmpty():
        ground = QColor(look().colour("accent"))  # a copy: the theme keeps its own
        ground.setAlpha(40)
        painter.fillRect(spot, ground)
        painter.setPen(QPen(look().colour("accent"), 2))
        painter.drawLine(spot.topLeft(), spot.bottomLeft())
        painter.drawLine(spot.topRight(), spot.bottomRight())
    painter.restore()


def paint_hours(painter: QPainter, room: QRect, scale: DayScale) -> None:
    """Paint the numbers of the hours."""
    painter.save()
    painter.setPen(look().colour("muted"))
    painter.setFont(look().font("note"))
    first, last = scale.hours
    for hour in range(first, last, _EACH):
        left = room.left() + (hour - first) * room.width() / (last - first)
        width = _EACH * room.width() / (last - first)
        spot = QRectF(left + 2, room.top(), width, room.height())
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, f"{hour}h")
    painter.restore()
