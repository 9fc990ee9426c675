"""What of the chart can be grabbed, and how that is shown under the pointer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.core.gantt.chart import ChartRow, Form
from desktop.core.gantt.parts import DOT, Part, dot_at, part_at
from desktop.core.work.rows import PROJECT
from desktop.views.work.gantt.arrows import Arrow, link_at
from desktop.views.work.gantt.chart_surface import ChartSurface
from desktop.views.work.gantt.drag import Drag, Grip

LINK_REACH: Final = 4.0
LOW: Final = 0.58  # of a row: below it is the mark of progress
ONLY_BODY: Final = (Form.MILESTONE, Form.POINT)
DOTS: Final = (Part.START_DOT, Part.FINISH_DOT)
WHOLE: Final = 100


class ChartGrips(ChartSurface):
    """Knows what can be dragged at a point, and paints what is under the pointer or dragged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered: Grip | None = None
        self._drag: Drag | None = None
        self._pointer = QPointF()

    # --- what is where
    def grip_at(self, x: float, y: float) -> Grip | None:
        """Return what can be dragged at a point of the viewport."""
        place = self.place_at(y)
        if place < 0:
            return None
        row = self.rows[place]
        span = self.span_of(row)
        if row.row is None or span is None or row.form is Form.EMPTY:
            return None
        left, right = self.bars().ends(span)
        if row.form in ONLY_BODY:
            half = self.ink.row * 0.3
            part = Part.BODY if abs(x - right) <= half else dot_at(x, right - half, right + half)
        elif row.form is Form.SUMMARY:
            part = dot_at(x, left, right)
        else:
            part = part_at(x, left, right, handle=self._handle(row, left, right, y))
        if part is None or not self._may(row, part):
            return None
        return Grip(place, row, part)

    def arrow_at(self, x: float, y: float) -> Arrow | None:
        """Return the link at a point of the viewport."""
        return link_at(self.ways(), self.seen_arrows(), (x, y), LINK_REACH)

    def _handle(self, row: ChartRow, left: float, right: float, y: float) -> float | None:
        inside = y + self.verticalScrollBar().value() - self.place_at(y) * self.ink.row
        if inside < self.ink.row * LOW or row.row is None:
            return None
        return left + (right - left) * row.row.percent / WHOLE

    @staticmethod
    def _may(row: ChartRow, part: Part) -> bool:
        if row.row is None or not row.row.may_edit:
            return False
        return part not in DOTS or row.row.kind != PROJECT

    # --- painting
    def paint_chart(self, painter: QPainter) -> None:
        """Paint the chart, the dots of the bar under the pointer, and the link being drawn."""
        super().paint_chart(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drag is not None and self._drag.is_link:
            self._paint_drawn_link(painter, self._drag)
        elif self._drag is not None and self._drag.grip.part is Part.PROGRESS:
            self._paint_progress(painter, self._drag)
        elif self._hovered is not None and self._drag is None:
            self._paint_dots(painter, self._hovered.row, self._hovered.place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_dots(self, painter: QPainter, row: ChartRow, place: int) -> None:
        span = self.span_of(row)
        if span is None or row.row is None:
            return
        left, right = self.bars().ends(span)
        half = self.ink.row * 0.3 if row.form in ONLY_BODY else 0.0
        y = self.row_top(place) + self.ink.row / 2
        painter.setPen(self.ink.pen("accent", 1.5))
        painter.setBrush(self.ink.colour("base"))
        if self._may(row, Part.START_DOT):
            for x in (left - half - DOT, right + half + DOT):
                painter.drawEllipse(QPointF(x, y), 3.5, 3.5)
        if row.form is Form.TASK and row.row.may_edit:
            x = left + (right - left) * row.row.percent / WHOLE
            foot = self.row_top(place) + self.ink.row * 0.82
            painter.setBrush(self.ink.colour("accent"))
            painter.drawEllipse(QPointF(x, foot), 3.0, 3.0)

    def _paint_drawn_link(self, painter: QPainter, drag: Drag) -> None:
        span = drag.grip.row.span
        if span is None:
            return
        left, right = self.bars().ends(span)
        x = right + DOT if drag.grip.part is Part.FINISH_DOT else left - DOT
        y = self.row_top(drag.grip.place) + self.ink.row / 2
        painter.setPen(self.ink.pen("accent", 2, dotted=drag.target is None))
        painter.drawLine(QPointF(x, y), self._pointer)
        if drag.target is not None and drag.target.span is not None:
            ends = self.bars().ends(drag.target.span)
            place = self.place_at(self._pointer.y())
            painter.setBrush(self.ink.colour("accent"))
            at = QPointF(ends[drag.to_finish], self.row_top(place) + self.ink.row / 2)
            painter.drawEllipse(at, 5, 5)

    def _paint_progress(self, painter: QPainter, drag: Drag) -> None:
        row, top = drag.grip.row, self.row_top(drag.grip.place)
        if row.span is not None:
            self.bars().paint_bar(painter, row, row.span, top, drag.percent)
            rect = self.bars().bar_rect(row.span, top)
            painter.setPen(self.ink.colour("text"))
            painter.setFont(self.ink.bold)
            room = QRectF(rect.left(), top - self.ink.row * 0.6, 60, self.ink.row * 0.7)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f"{drag.percent} %")
