"""The surface of the chart: time from left to right, rows from top to bottom, all of it painted."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.core.gantt.axis import STAGES, Axis, bounded, fitting
from desktop.core.gantt.chart import ChartRow, Form, Span, extent
from desktop.core.i18n import _
from desktop.core.scheduling.hours import OFFICE_WEEK, Hours
from desktop.core.scheduling.minutes import DAY, Minute
from desktop.core.work.rows import PlanLink
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport
from desktop.views.widgets.painted_parts import PaintedPart, speak_parts, tell_parts_anew
from desktop.views.work.gantt.arrows import Arrow, Arrows, arrows_of, crossing
from desktop.views.work.gantt.bar_words import bar_words
from desktop.views.work.gantt.bars import Bars
from desktop.views.work.gantt.ground import head_height, paint_ground, paint_head, paint_today
from desktop.views.work.gantt.ink import Ink, Shown, screen_ink

AROUND: Final = 21 * DAY  # before the first bar and behind the last
AIR: Final = 24.0  # pixels left and right of a plan that is fitted
PICKED_ALPHA: Final = 150


class ChartHead(QWidget):
    """The two rows of days, weeks or months above the chart."""

    def __init__(self, chart: ChartSurface) -> None:
        super().__init__(chart)
        self._chart = chart

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the units that are seen."""
        painter = QPainter(self)
        chart = self._chart
        paint_head(painter, chart.ink, chart.axis, chart.now, QRectF(self.rect()))
        painter.end()


class ChartSurface(QAbstractScrollArea):
    """Paints rows of a plan over time.

    Signals:
        axis_changed: another stretch of time is seen, or it is zoomed.
    """

    axis_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ink: Ink = screen_ink()
        self.rows: Sequence[ChartRow] = ()
        self.arrows: Sequence[Arrow] = ()
        self.shown = Shown()
        self.picked: Collection[int] = ()
        self.chosen_link: uuid.UUID | None = None
        self._links: Sequence[PlanLink] = ()
        self._hours: Hours = OFFICE_WEEK
        self.now: Minute = 0
        self._preview: Mapping[uuid.UUID, Span] = {}
        self._axis = Axis(0, STAGES["day"])
        self._end: Minute = 2 * AROUND
        self.setFrameShape(QFrame.Shape.NoFrame)
        use_own_viewport(self, is_filled=False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(_("Chart of the plan"))
        speak_parts()
        self.head = ChartHead(self)
        self._place_head()
        self.horizontalScrollBar().valueChanged.connect(self._on_across_value_changed)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        look().changed.connect(self._on_look_changed)

    # --- what is shown
    def show_rows(
        self, rows: Sequence[ChartRow], links: Sequence[PlanLink], hours: Hours, now: Minute
    ) -> None:
        """Show other rows, at the moment and the zoom that were seen before."""
        self.rows, self._links, self._hours, self.now = rows, links, hours, now
        self.arrows = arrows_of(rows, links) if self.shown.links else ()
        self._preview = {}
        span = extent(rows) or (now, now)
        left = self.axis.minute_at(0)
        start = min(span[0], now) - AROUND
        self._end = max(span[1], now) + AROUND
        self._axis = Axis(start, self._axis.per_day)
        self._place_bars()
        self.go_to(left)
        self.viewport().update()
        self.head.update()
        tell_parts_anew(self)

    def show_parts(self, shown: Shown) -> None:
        """Show more or less beside the bars."""
        self.shown = shown
        self.arrows = arrows_of(self.rows, self._links) if shown.links else ()
        self.viewport().update()

    def show_preview(self, moved: Mapping[uuid.UUID, Span]) -> None:
        """Show bars where they would stand; none: where they are."""
        self._preview = dict(moved)
        self.viewport().update()

    # --- what screen readers find
    def part_count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def part(self, number: int) -> PaintedPart:
        """Return the bar of a row as it is said, and where it lies."""
        row = self.rows[number]
        span = self.span_of(row) or (self.now, self.now)
        left, right = self.axis.x(span[0]), self.axis.x(span[1])
        rect = QRectF(left, self.row_top(number), max(right - left, 1.0), self.ink.row)
        words = ", ".join(bar_words(row).splitlines())
        return PaintedPart(words, rect.toAlignedRect(), is_chosen=number in self.picked)

    # --- time
    @property
    def axis(self) -> Axis:
        """Where moments stand in the viewport now."""
        return self._axis.scrolled(self.horizontalScrollBar().value())

    def zoom(self, per_day: float, x: float | None = None) -> None:
        """Show a day so many pixels wide, and keep the moment at pixel `x` (the middle) there."""
        at = self.viewport().width() / 2 if x is None else x
        zoomed = self.axis.zoomed(bounded(per_day), at)
        self._axis = Axis(zoomed.start, zoomed.per_day)
        self._place_bars()
        self.horizontalScrollBar().setValue(round(zoomed.offset))
        self._renew()

    def fit(self) -> None:
        """Show the whole plan from its first to its last bar."""
        span = extent(self.rows)
        room = self.viewport().width() - 2 * AIR
        if span is not None and room > 0:
            self._axis = Axis(self._axis.start, fitting(*span, room))
            self._place_bars()
            bar = self.horizontalScrollBar()
            bar.setValue(round(Axis(self._axis.start, self._axis.per_day).x(span[0]) - AIR))
            self._renew()

    def go_to(self, minute: Minute, *, share: float = 0.0) -> None:
        """Bring a moment to a share of the width: 0 is the left edge."""
        x = self._axis.x(minute) - share * self.viewport().width()
        self.horizontalScrollBar().setValue(round(x))

    def reveal(self, place: int) -> None:
        """Bring the beginning of a row's bar into view if nothing of the bar is seen."""
        span = self.span_of(self.rows[place])
        if span is not None:
            left, right = self.axis.x(span[0]), self.axis.x(span[1])
            if right < 0 or left > self.viewport().width():
                self.go_to(span[0], share=0.2)

    # --- where rows stand
    def row_top(self, place: int) -> float:
        """Return where a row begins in the viewport."""
        return place * self.ink.row - self.verticalScrollBar().value()

    def place_at(self, y: float) -> int:
        """Return which row is at a height of the viewport, -1 for none."""
        place = int((y + self.verticalScrollBar().value()) // self.ink.row)
        return place if 0 <= place < len(self.rows) else -1

    def span_of(self, row: ChartRow) -> Span | None:
        """Return where a row's bar is shown, as it is or as it would be."""
        return row.span if row.id is None else self._preview.get(row.id, row.span)

    def bars(self) -> Bars:
        """Return the painter of bars as they stand now."""
        return Bars(self.ink, self.axis, self.viewport().width(), self.shown)

    def seen_rows(self) -> range:
        """Return the places of the rows of which something is seen."""
        first = max(0, int(self.verticalScrollBar().value() // self.ink.row))
        bottom = self.verticalScrollBar().value() + self.viewport().height()
        return range(first, min(len(self.rows), int(bottom // self.ink.row) + 1))

    def seen_arrows(self) -> list[Arrow]:
        """Return the links of which something may be seen."""
        seen = self.seen_rows()
        return crossing(self.arrows, seen.start, seen.stop) if seen else []

    def ways(self) -> Arrows:
        """Return the painter of links as bars stand now."""
        return Arrows(self.bars(), self.rows, self.row_top(0), self._preview)

    # --- painting
    def paint_chart(self, painter: QPainter) -> None:
        """Paint everything but the head."""
        area = QRectF(self.viewport().rect())
        paint_ground(painter, self.ink, self.axis, self._hours, area)
        self._paint_lines(painter, area)
        paint_today(painter, self.ink, self.axis, self.now, area)
        self.ways().paint(painter, self.seen_arrows(), self.chosen_link)
        bars = self.bars()
        for place in self.seen_rows():
            self._paint_row(painter, bars, self.rows[place], self.row_top(place))

    def _paint_row(self, painter: QPainter, bars: Bars, row: ChartRow, top: float) -> None:
        span = self.span_of(row)
        if span == row.span or row.span is None or span is None:
            bars.paint(painter, row, top)
            return
        bars.paint_ghost(painter, row, row.span, top)
        bars.paint_bar(painter, row, span, top)

    def _paint_lines(self, painter: QPainter, area: QRectF) -> None:
        picked = QColor(self.ink.colour("accent_soft"))
        picked.setAlpha(PICKED_ALPHA)
        lines = []
        for place in self.seen_rows():
            top = self.row_top(place)
            if self.rows[place].form is Form.HEAD:
                painter.fillRect(
                    QRectF(0, top, area.width(), self.ink.row), self.ink.colour("rail")
                )
            if place in self.picked:
                painter.fillRect(QRectF(0, top, area.width(), self.ink.row), picked)
            bottom = top + self.ink.row - 1
            lines.append(QLineF(0, bottom, area.width(), bottom))
        painter.setPen(self.ink.hair)
        painter.drawLines(lines)

    # --- places of the bars
    def _place_head(self) -> None:
        high = round(head_height(self.ink))
        self.setViewportMargins(0, high, 0, 0)
        self.head.setGeometry(0, 0, self.viewport().width(), high)

    def _place_bars(self) -> None:
        room = self.viewport().size()
        wide = self._axis.length(self._end - self._axis.start)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(room.width())
        across.setSingleStep(look().px(40))
        across.setRange(0, max(0, round(wide) - room.width()))
        down.setPageStep(room.height())
        down.setSingleStep(round(self.ink.row))
        down.setRange(0, max(0, round(len(self.rows) * self.ink.row) - room.height()))

    def _renew(self) -> None:
        self.viewport().update()
        self.head.update()
        self.axis_changed.emit()

    @Slot()
    def _on_across_value_changed(self) -> None:
        self._renew()

    @Slot()
    def _on_look_changed(self) -> None:
        self.ink = screen_ink()
        self._place_head()
        self._place_bars()
        self._renew()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is seen."""
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        self.paint_chart(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep head and scroll bars in place."""
        super().resizeEvent(event)
        self._place_head()
        self._place_bars()
        self.axis_changed.emit()

    def minimumSizeHint(self) -> QSize:
        """Return room for a few days and rows."""
        return QSize(look().px(160), look().px(120))
