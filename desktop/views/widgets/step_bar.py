"""A line of numbered steps that shows how far a person is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme import look

CIRCLE = 22
GAP = 8  # between circle and label
BETWEEN = 28  # the least between two steps
HEIGHT = 34


class StepBar(QWidget):
    """Paints the steps: those done with a tick, the present one filled, the others quiet."""

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = tuple(labels)
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)
        self.go_to(0)

    def go_to(self, step: int) -> None:
        """Show that a person is at `step`, from 0."""
        self._current = step
        self.setAccessibleName(f"{step + 1}/{len(self._labels)}: {self._labels[step]}")
        self.update()

    def _font(self, step: int) -> QFont:
        is_current = step == self._current
        return look().font("text", QFont.Weight.DemiBold if is_current else QFont.Weight.Normal)

    def _paint_step(self, painter: QPainter, step: int, x: float) -> float:
        """Paint one step at `x` and return where it ends."""
        side, middle = look().px(CIRCLE), self.height() / 2
        circle = QRectF(x, middle - side / 2, side, side)
        is_reached = step <= self._current
        painter.setPen(QPen(look().colour("accent" if is_reached else "outline"), 1.5))
        painter.setBrush(look().colour("accent" if is_reached else "base"))
        painter.drawEllipse(circle)
        painter.setPen(look().colour("on_accent" if is_reached else "muted"))
        painter.setFont(look().font("note", QFont.Weight.DemiBold))
        if step < self._current:
            _paint_tick(painter, circle)
        else:
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(step + 1))
        painter.setPen(look().colour("text" if step == self._current else "muted"))
        font = self._font(step)
        painter.setFont(font)
        width = QFontMetricsF(font).horizontalAdvance(self._labels[step])
        text = QRectF(circle.right() + look().px(GAP), 0, width + 2, self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._labels[step])
        return text.right()

    def _width_of(self, step: int) -> float:
        text = QFontMetricsF(self._font(step)).horizontalAdvance(self._labels[step])
        return look().px(CIRCLE) + look().px(GAP) + text + 2

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all steps, spread over the width, with lines between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = [self._width_of(step) for step in range(len(self._labels))]
        free = self.width() - sum(widths)
        between = max(free / max(len(widths) - 1, 1), look().px(GAP) * 2)
        x = 0.0
        for step, width in enumerate(widths):
            end = self._paint_step(painter, step, x)
            x += width + between
            if step < len(widths) - 1:
                painter.setPen(QPen(look().colour("border"), 1))
                y, inset = self.height() / 2, look().px(GAP)
                painter.drawLine(QPointF(end + inset, y), QPointF(x - inset, y))
        painter.end()

    def sizeHint(self) -> QSize:
        """Return what all labels need."""
        needed = sum(self._width_of(step) + look().px(BETWEEN) for step in range(len(self._labels)))
        return QSize(round(needed), look().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least: the labels close together."""
        needed = sum(self._width_of(step) + look().px(GAP) for step in range(len(self._labels)))
        return QSize(round(needed), look().px(HEIGHT))


def _paint_tick(painter: QPainter, circle: QRectF) -> None:
    pen = QPen(painter.pen().color(), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    at = circle.center()
    unit = circle.width() / 22
    points = [
        QPointF(at.x() - 4.5 * unit, at.y() + 0.5 * unit),
        QPointF(at.x() - 1.5 * unit, at.y() + 3.5 * unit),
        QPointF(at.x() + 4.5 * unit, at.y() - 3.5 * unit),
    ]
    painter.drawPolyline(points)
