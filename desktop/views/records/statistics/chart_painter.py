"""Painting a chart: its scale, bars or lines, values and the names of its categories."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.core.grouped_numbers import separators
from desktop.core.i18n import _, language
from desktop.core.statistics import Statistics
from desktop.views.records.statistics.chart_colours import series_brush, series_colour
from desktop.views.records.statistics.chart_shapes import Mark, Plot
from desktop.views.records.statistics.choice import Form
from desktop.views.records.statistics.figure_model import number_text
from desktop.views.theme import look

_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_SPACE: Final = 6
_LABEL: Final = 96  # logical pixels that the name of a category may take from its neighbours


class ChartPainter:
    """Paints one chart once."""

    def __init__(
        self, painter: QPainter, plot: Plot, statistics: Statistics, marks: Sequence[Mark]
    ) -> None:
        self._painter = painter
        self._plot = plot
        self._statistics = statistics
        self._marks = marks
        painter.setFont(look().font("note"))
        self._metrics = QFontMetricsF(painter.font())

    def paint(self, lit: Mark | None) -> None:
        """Paint everything; `lit` is the mark that the pointer or the keyboard is on."""
        self._paint_scale()
        self._paint_categories()
        if self._plot.form is Form.LINES:
            self._paint_lines()
        else:
            self._paint_bars()
        if lit is not None:
            self._paint_lit(lit)
        self._paint_values(lit)

    def _paint_scale(self) -> None:
        plot, painter = self._plot, self._painter
        for value in plot.ticks:
            y = plot.y(value)
            role = "outline" if value == 0 else "border"
            painter.setPen(QPen(look().colour(role), 1))
            painter.drawLine(round(plot.area.left()), round(y), round(plot.area.right()), round(y))
            painter.setPen(look().colour("muted"))
            room = QRectF(0, y - 10, plot.area.left() - _SPACE, 20)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | _MIDDLE, short_number(value))

    def _paint_categories(self) -> None:
        """Write as many names as there is room for, each elided rather than over its neighbour."""
        plot, painter = self._plot, self._painter
        painter.setPen(look().colour("text"))
        wide = plot.category_width
        labels = [self._statistics.rows[row].label for row in plot.data.rows]
        longest = max(map(self._metrics.horizontalAdvance, labels)) + _SPACE + 1
        every = math.ceil(min(longest, look().px(_LABEL)) / max(wide, 1))
        for place in range(0, len(labels), every):
            label = labels[place]
            room = wide * every - _SPACE
            text = self._metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
            half = min(room, self._metrics.horizontalAdvance(text)) / 2
            middle = min(plot.middle(place), self._painter.viewport().width() - half - 1)
            box = QRectF(middle - half, plot.area.bottom() + 3, 2 * half + 1, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | _MIDDLE, text)

    def _paint_bars(self) -> None:
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        for mark in self._marks:
            painter.fillRect(mark.rect, series_brush(mark.series))

    def _paint_lines(self) -> None:
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for series in range(len(self._plot.data.columns)):
            points = [mark.rect.center() for mark in self._marks if mark.series == series]
            painter.setPen(QPen(series_colour(series), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(points)
            painter.setBrush(series_colour(series))
            for point in points:
                painter.drawEllipse(point, 3, 3)

    def _paint_lit(self, mark: Mark) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(look().colour("text"), 2))
        self._painter.drawRect(mark.rect.adjusted(-2, -2, 2, 2))

    def _paint_values(self, lit: Mark | None) -> None:
        """Write numbers where they have room; that of the lit mark always."""
        self._painter.setPen(look().colour("text"))
        is_stack = self._plot.form is Form.STACKED
        for mark in self._marks:
            text = self._number(mark)
            wide = self._metrics.horizontalAdvance(text)
            room = self._plot.category_width if self._is_single else mark.rect.width()
            is_high = not is_stack or mark.rect.height() >= self._metrics.height()
            fits = wide <= room and is_high and not is_stack
            if text and (mark is lit or mark == lit or fits):
                self._write(mark, text, wide)

    @property
    def _is_single(self) -> bool:
        return len(self._plot.data.columns) == 1

    def _write(self, mark: Mark, text: str, wide: float) -> None:
        middle, high = mark.rect.center().x(), self._metrics.height()
        left = min(max(middle - wide / 2, 0), self._plot.area.right() - wide)
        box = QRectF(left - 2, mark.rect.top() - high - 2, wide + 4, high)
        self._painter.fillRect(box, look().colour("base"))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _number(self, mark: Mark) -> str:
        figure = self._statistics.figures[mark.row][mark.column]
        return number_text(figure.value) if figure.count else ""


def short_number(value: float) -> str:
    """Return a number of the scale: "1,5 tỷ", "20 tr", "1.200"."""
    groups, point = separators(language())
    swap = {ord(","): groups, ord("."): point}
    size = abs(value)
    if size >= 1e9:  # noqa: PLR2004 - a thousand million
        return _("{number} bn").format(number=f"{value / 1e9:,.4g}".translate(swap))
    if size >= 1e6:  # noqa: PLR2004 - a million
        return _("{number} m").format(number=f"{value / 1e6:,.4g}".translate(swap))
    return f"{value:,.10g}".translate(swap)
