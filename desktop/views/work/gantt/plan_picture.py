"""A plan painted whole or in part where nobody scrolls: on a page, into a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.core.gantt.axis import Axis
from desktop.core.gantt.chart import ChartRow, Form
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.hours import Hours
from desktop.core.scheduling.minutes import Minute
from desktop.core.work.rows import PlanLink
from desktop.views.work.gantt.arrows import Arrows, arrows_of, crossing
from desktop.views.work.gantt.bars import Bars
from desktop.views.work.gantt.ground import head_height, paint_ground, paint_head, paint_today
from desktop.views.work.gantt.ink import Ink, Shown, is_bold
from desktop.views.work.gantt.row_table_model import COLUMNS

EDGE: Final = 5.0
INDENT: Final = 12.0
SWATCH: Final = 18.0
LEGEND: Final = (
    ("blue", N_("To do")),
    ("accent", N_("Done so far")),
    ("success", N_("Finished")),
    ("warning", N_("Late")),
)


@dataclass(frozen=True, slots=True)
class PlanView:
    """What is seen of a plan: its rows as they are unfolded, its links, and what else is shown."""

    title: str
    rows: Sequence[ChartRow]
    links: Sequence[PlanLink]
    hours: Hours
    now: Minute
    shown: Shown


class PlanPicture:
    """Paints rows with the columns at their left; `columns` are places in COLUMNS with widths."""

    def __init__(self, ink: Ink, plan: PlanView, columns: Sequence[tuple[int, float]]) -> None:
        self.ink = ink
        self.plan = plan
        self._columns = columns
        self._arrows = arrows_of(plan.rows, plan.links) if plan.shown.links else ()

    @property
    def table_width(self) -> float:
        """How wide the columns are together."""
        return sum(width for _place, width in self._columns)

    def height(self, count: int) -> float:
        """Return how high so many rows and the head are."""
        return head_height(self.ink) + count * self.ink.row

    def paint(
        self, painter: QPainter, corner: QPointF, rows: range, axis: Axis, wide: float
    ) -> None:
        """Paint some rows with their head; `wide` is the width of the chart behind the columns."""
        head, high = head_height(self.ink), len(rows) * self.ink.row
        painter.save()
        painter.translate(corner)
        self._paint_table(painter, rows)
        painter.translate(self.table_width, 0)
        paint_head(painter, self.ink, axis, self.plan.now, QRectF(0, 0, wide, head))
        area = QRectF(0, head, wide, high)
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        paint_ground(painter, self.ink, axis, self.plan.hours, area)
        painter.setPen(self.ink.hair)
        tops = [head + place * self.ink.row for place in range(len(rows) + 1)]
        painter.drawLines([QLineF(0, top, wide, top) for top in tops])
        paint_today(painter, self.ink, axis, self.plan.now, area)
        bars = Bars(self.ink, axis, wide, self.plan.shown)
        ways = Arrows(bars, self.plan.rows, head - rows.start * self.ink.row)
        if rows:
            ways.paint(painter, crossing(self._arrows, rows.start, rows.stop - 1))
        for place, top in zip(rows, tops, strict=False):
            bars.paint(painter, self.plan.rows[place], top)
        painter.restore()

    def paint_legend(self, painter: QPainter, at: QPointF) -> None:
        """Paint what the colours mean in one line, with its middle at the height of a point."""
        painter.save()
        painter.setFont(self.ink.font)
        x, swatch = at.x(), self.ink.px(SWATCH)
        entries = list(LEGEND)
        if self.plan.shown.critical:
            entries.append(("danger", N_("Critical")))
        if self.plan.shown.baseline:
            entries.append(("disabled", N_("Baseline")))
        for role, words in entries:
            high = self.ink.px(8)
            painter.fillRect(QRectF(x, at.y() - high / 2, swatch, high), self.ink.colour(role))
            painter.setPen(self.ink.colour("muted"))
            x += swatch + self.ink.px(4)
            painter.drawText(QPointF(x, at.y() + self.ink.metrics.capHeight() / 2), _(words))
            x += self.ink.metrics.horizontalAdvance(_(words)) + self.ink.px(12)
        painter.restore()

    # --- the columns at the left
    def _paint_table(self, painter: QPainter, rows: range) -> None:
        head = head_height(self.ink)
        whole = QRectF(0, 0, self.table_width, head)
        painter.fillRect(whole, self.ink.colour("alternate"))
        painter.fillRect(
            QRectF(0, head, self.table_width, len(rows) * self.ink.row), self.ink.colour("base")
        )
        left = 0.0
        for place, width in self._columns:
            painter.setFont(self.ink.bold)
            painter.setPen(self.ink.colour("muted"))
            room = QRectF(left, head - self.ink.px(22), width, self.ink.px(22))
            self._paint_text(painter, room, _(COLUMNS[place].label))
            for number, row in enumerate(rows):
                top = head + number * self.ink.row
                self._paint_cell(painter, row, place, QRectF(left, top, width, self.ink.row))
            left += width
        painter.setPen(self.ink.hair)
        for number in range(len(rows) + 1):
            y = head + number * self.ink.row
            painter.drawLine(QPointF(0, y), QPointF(self.table_width, y))
        painter.setPen(self.ink.strong_hair)
        foot = head + len(rows) * self.ink.row
        painter.drawLine(QPointF(self.table_width, 0), QPointF(self.table_width, foot))
        painter.drawLine(QPointF(0, head), QPointF(self.table_width, head))

    def _paint_cell(self, painter: QPainter, place: int, column: int, room: QRectF) -> None:
        row = self.plan.rows[place]
        if row.form is Form.HEAD:
            painter.fillRect(room, self.ink.colour("rail"))
        if column == 0:
            room = room.adjusted(row.depth * self.ink.px(INDENT), 0, 0, 0)
        painter.setFont(self.ink.bold if is_bold(row) else self.ink.font)
        painter.setPen(self.ink.colour("text"))
        self._paint_text(painter, room, COLUMNS[column].text(row))

    def _paint_text(self, painter: QPainter, room: QRectF, text: str) -> None:
        inner = room.adjusted(self.ink.px(EDGE), 0, -self.ink.px(2), 0)
        cut = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, cut)
