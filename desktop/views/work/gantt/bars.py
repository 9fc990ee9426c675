"""Painting the bars of a chart: tasks, summaries, milestones, and what stands around them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from desktop.core.gantt.axis import Axis
from desktop.core.gantt.chart import ChartRow, Form, Span
from desktop.views.work.gantt.ink import Ink, Shown, Tint, is_bold

BAR: Final = 0.5  # of the height of a row
BRACKET: Final = 0.22
BASELINE: Final = 0.12
FAR: Final = 40.0  # pixels beyond the edge up to which something is painted
FADED: Final = 90  # of 255
VEIL: Final = 200  # below letters, so that a link behind them does not strike them out
LABEL_GAP: Final = 14.0
WHOLE: Final = 100


class Bars:
    """Paints rows of a chart on an axis; `width` is how much of it is seen."""

    def __init__(self, ink: Ink, axis: Axis, width: float, shown: Shown) -> None:
        self.ink = ink
        self.axis = axis
        self.shown = shown
        self._width = width

    def paint(self, painter: QPainter, row: ChartRow, top: float) -> None:
        """Paint a row whose upper edge is at `top`."""
        if self.shown.baseline and row.baseline is not None:
            self._paint_baseline(painter, row.baseline, top)
        if row.span is not None:
            if self.shown.critical and row.late is not None and row.form is Form.TASK:
                self._paint_slack(painter, row.span[1], row.late, top)
            self.paint_bar(painter, row, row.span, top)
            self._paint_label(painter, row, row.span, top)
        if row.deadline is not None:
            self._paint_deadline(painter, row, row.deadline, top)

    def paint_bar(
        self, painter: QPainter, row: ChartRow, span: Span, top: float, percent: int = -1
    ) -> None:
        """Paint the bar of a row as if it stood at `span`, with its own progress or another."""
        left, right = self.ends(span)
        if right < -self.ink.px(FAR) or left > self._width + self.ink.px(FAR):
            return
        tint = self.ink.tint(row, self.shown)
        if row.form in (Form.SUMMARY, Form.HEAD):
            self._paint_bracket(painter, row, left, right, top)
        elif row.form is Form.MILESTONE:
            self._paint_diamond(painter, tint, right, top)
        elif row.form is Form.POINT and span[0] == span[1]:
            self._paint_point(painter, tint, right, top)
        else:
            done = row.row.percent if row.row is not None else 0
            self._paint_task(painter, tint, (left, right), top, done if percent < 0 else percent)

    def ends(self, span: Span) -> tuple[float, float]:
        """Return from where to where a span reaches; no bar is too narrow to be seen."""
        left, right = self.axis.x(span[0]), self.axis.x(span[1])
        return left, max(right, left + self.ink.px(2)) if span[0] < span[1] else right

    def bar_rect(self, span: Span, top: float) -> QRectF:
        """Return where the bar of a task is painted."""
        left, right = self.ends(span)
        high = self.ink.row * BAR
        return QRectF(left, top + (self.ink.row - high) / 2, right - left, high)

    def paint_ghost(self, painter: QPainter, row: ChartRow, span: Span, top: float) -> None:
        """Paint where a bar stood before it is moved."""
        pen = self.ink.pen("muted", dotted=True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.bar_rect(span, top))

    # --- kinds of bars
    def _paint_task(
        self, painter: QPainter, tint: Tint, ends: tuple[float, float], top: float, percent: int
    ) -> None:
        # What is far out of sight is not painted: huge numbers are slow and not exact.
        left = max(ends[0], -self.ink.px(FAR))
        right = min(ends[1], self._width + self.ink.px(FAR))
        high = self.ink.row * BAR
        rect = QRectF(left, top + (self.ink.row - high) / 2, right - left, high)
        painter.fillRect(rect, tint.ground)
        if percent:
            until = min(ends[0] + (ends[1] - ends[0]) * percent / WHOLE, right)
            if until > left:
                painter.fillRect(QRectF(left, rect.top(), until - left, high), tint.done)
        painter.setPen(tint.edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def _paint_bracket(
        self, painter: QPainter, row: ChartRow, left: float, right: float, top: float
    ) -> None:
        is_done = row.row is not None and row.row.percent == WHOLE
        role = "success" if is_done else "muted" if row.form is Form.HEAD else "text"
        if row.row is not None and self.shown.critical and row.row.is_critical and not is_done:
            role = "danger"
        colour = self.ink.colour(role)
        far = self.ink.px(FAR)
        start, end = max(left, -far), min(right, self._width + far)
        high, at = self.ink.row * BRACKET, top + self.ink.row * 0.36
        painter.fillRect(QRectF(start, at, end - start, high), _faded(colour))
        done = row.row.percent if row.row is not None else 0
        until = min(left + (right - left) * done / WHOLE, end)
        if until > start:
            painter.fillRect(QRectF(start, at, until - start, high), colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        tip = min(self.ink.px(7), (right - left) / 2)
        for corner, inward in ((left, tip), (right, -tip)):
            foot = at + high
            points = ((corner, at), (corner + inward, at), (corner, foot + high))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))

    def _paint_diamond(self, painter: QPainter, tint: Tint, x: float, top: float) -> None:
        half, middle = self.ink.row * 0.3, top + self.ink.row / 2
        points = ((x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle))
        painter.setPen(tint.edge)
        painter.setBrush(tint.done)
        painter.drawPolygon(QPolygonF([QPointF(a, b) for a, b in points]))

    def _paint_point(self, painter: QPainter, tint: Tint, x: float, top: float) -> None:
        radius = self.ink.row * 0.22
        painter.setPen(tint.edge)
        painter.setBrush(tint.ground)
        painter.drawEllipse(QPointF(x, top + self.ink.row / 2), radius, radius)

    # --- around the bars
    def _paint_baseline(self, painter: QPainter, agreed: Span, top: float) -> None:
        left, right = self.ends(agreed)
        far = self.ink.px(FAR)
        left, right = max(left, -far), min(right, self._width + far)
        high = self.ink.row * BASELINE
        if right >= left:
            wide = max(right - left, self.ink.px(2))
            rect = QRectF(left, top + self.ink.row * 0.83, wide, high)
            painter.fillRect(rect, self.ink.colour("disabled"))

    def _paint_slack(self, painter: QPainter, finish: int, late: int, top: float) -> None:
        left, right = self.axis.x(finish), min(self.axis.x(late), self._width)
        if right > max(left, 0):
            y = top + self.ink.row / 2
            painter.setPen(self.ink.pen("muted", 1.5, dotted=True))
            painter.drawLine(QPointF(max(left, 0), y), QPointF(right, y))
            painter.drawLine(QPointF(right, y - self.ink.px(4)), QPointF(right, y + self.ink.px(4)))

    def _paint_deadline(self, painter: QPainter, row: ChartRow, at: int, top: float) -> None:
        x = self.axis.x(at)
        if not -self.ink.px(FAR) < x < self._width + self.ink.px(FAR):
            return
        is_missed = row.span is not None and row.span[1] > at
        colour = self.ink.colour("danger" if is_missed else "success")
        half, foot = self.ink.px(5), top + self.ink.row * 0.45
        points = ((x - half, foot - 1.6 * half), (x + half, foot - 1.6 * half), (x, foot))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(a, b) for a, b in points]))

    def _paint_label(self, painter: QPainter, row: ChartRow, span: Span, top: float) -> None:
        text = label_of(row, self.shown)
        if not text:
            return
        x = self.axis.x(span[1]) + self.ink.px(LABEL_GAP)
        if row.form in (Form.MILESTONE, Form.POINT):
            x += self.ink.row * 0.25
        if -self.ink.px(400) < x < self._width:
            painter.setFont(self.ink.bold if is_bold(row) else self.ink.font)
            room = QRectF(x - 2, top + self.ink.row * 0.22, 0, self.ink.row * 0.56)
            room.setWidth(self.ink.metrics.horizontalAdvance(text) + 4)
            painter.fillRect(room, _faded(self.ink.colour("base"), VEIL))
            painter.setPen(self.ink.colour("muted"))
            base = top + (self.ink.row + self.ink.metrics.capHeight()) / 2
            painter.drawText(QPointF(x, base), text)


def label_of(row: ChartRow, shown: Shown) -> str:
    """Return what stands beside a bar."""
    if row.form is Form.HEAD or row.row is None:
        return ""
    people = row.row.people if shown.people and row.form is not Form.SUMMARY else ""
    title = row.title if shown.titles else ""
    return " · ".join(text for text in (title, people) if text)


def _faded(colour: QColor, alpha: int = FADED) -> QColor:
    faded = QColor(colour)
    faded.setAlpha(alpha)
    return faded
