"""Painting what lies behind the bars and above them: hours without work, lines, the head, today."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from desktop.core.gantt.axis import Axis
from desktop.core.gantt.shading import DAYS_FROM, NIGHTS_FROM, free_spans
from desktop.core.gantt.ticks import head_cells
from desktop.core.scheduling.hours import Hours
from desktop.core.scheduling.minutes import Minute
from desktop.views.work.gantt.ink import Ink

HEAD_ROW: Final = 22.0  # pixels of each of the two rows of the head
TEXT_EDGE: Final = 6.0


def head_height(ink: Ink) -> float:
    """Return how high the head with its two rows is."""
    return 2 * ink.px(HEAD_ROW)


def paint_ground(painter: QPainter, ink: Ink, axis: Axis, hours: Hours, area: QRectF) -> None:
    """Paint the hours without work and the lines between units; `axis` is 0 at the area's left."""
    painter.fillRect(area, ink.colour("base"))
    if axis.per_day / ink.unit >= DAYS_FROM:
        nights = axis.per_day / ink.unit >= NIGHTS_FROM
        first, last = axis.minute_at(0), axis.minute_at(area.width())
        colour = ink.colour("alternate") if nights else ink.colour("window")
        for start, finish in free_spans(hours, first, last, nights=nights):
            left, right = axis.x(start), axis.x(finish)
            left, right = max(left, 0.0), min(right, area.width())
            painter.fillRect(
                QRectF(area.left() + left, area.top(), right - left, area.height()), colour
            )
    scaled = _plain(axis, ink)
    for coarse, pen in ((False, ink.hair), (True, ink.strong_hair)):
        painter.setPen(pen)
        xs = [
            axis.x(cell.start)
            for cell in head_cells(scaled, area.width() / ink.unit, coarse=coarse)
        ]
        painter.drawLines(
            [
                QLineF(area.left() + x, area.top(), area.left() + x, area.bottom())
                for x in xs
                if 0 <= x <= area.width()
            ]
        )


def paint_head(painter: QPainter, ink: Ink, axis: Axis, now: Minute, area: QRectF) -> None:
    """Paint the two rows of the head into an area of `head_height`, with a mark at this moment."""
    painter.fillRect(area, ink.colour("alternate"))
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setFont(ink.font)
    scaled, high = _plain(axis, ink), ink.px(HEAD_ROW)
    for coarse, top in ((True, area.top()), (False, area.top() + high)):
        for cell in head_cells(scaled, area.width() / ink.unit, coarse=coarse):
            left, right = axis.x(cell.start), axis.x(cell.finish)
            painter.setPen(ink.strong_hair if coarse else ink.hair)
            x = area.left() + left
            painter.drawLine(QPointF(x, top), QPointF(x, top + high))
            painter.setPen(ink.colour("text" if coarse else "muted"))
            left = max(left, 0.0) if coarse else left
            room = QRectF(area.left() + left, top, right - left, high)
            _paint_cell(painter, ink, room, cell.text, coarse=coarse)
    painter.setPen(ink.strong_hair)
    painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))
    _paint_mark(painter, ink, area.left() + axis.x(now), area.bottom())
    painter.restore()


def paint_today(painter: QPainter, ink: Ink, axis: Axis, now: Minute, area: QRectF) -> None:
    """Paint the line of this moment."""
    x = axis.x(now)
    if 0 <= x <= area.width():
        painter.setPen(ink.pen("danger", 1.5))
        x += area.left()
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


def _paint_mark(painter: QPainter, ink: Ink, x: float, foot: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.colour("danger"))
    half = ink.px(4)
    points = ((x - half, foot - 1.5 * half), (x + half, foot - 1.5 * half), (x, foot))
    painter.drawPolygon(QPolygonF([QPointF(a, b) for a, b in points]))


def _paint_cell(painter: QPainter, ink: Ink, room: QRectF, text: str, *, coarse: bool) -> None:
    if coarse:
        room.adjust(ink.px(TEXT_EDGE), 0, -ink.px(2), 0)
        text = ink.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
    elif ink.metrics.horizontalAdvance(text) <= room.width():
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def _plain(axis: Axis, ink: Ink) -> Axis:
    """Return the axis in pixels of the 100 % design, by which units are chosen."""
    return Axis(axis.start, axis.per_day / ink.unit, axis.offset / ink.unit)
