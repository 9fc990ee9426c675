"""The strip below the chart: how busy each person is, and where that is more than there is time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from desktop.core.gantt.load_cells import LoadCell, busy_people, load_cells
from desktop.core.i18n import _
from desktop.core.scheduling.loads import Loads
from desktop.core.scheduling.minutes import day_of, last_day
from desktop.core.scheduling.working_time import WorkingTime
from desktop.core.work.planning import working_time
from desktop.core.work.rows import PlanSheet
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport
from desktop.views.work.gantt.ground import paint_ground
from desktop.views.work.gantt.plan_frame import PlanFrame
from desktop.views.work.plan_words import hours_text

ROW: Final = 26
HIGHEST: Final = 5  # rows that are seen at once
EDGE: Final = 3
PADDING: Final = 10
LETTERS: Final = 24  # pixels of a cell in which hours can be read


class LoadStrip(QAbstractScrollArea):
    """A row for each person, in the time that the chart shows."""

    def __init__(self, frame: PlanFrame) -> None:
        super().__init__()
        self._frame = frame
        self._sheet: PlanSheet | None = None
        self._time: WorkingTime | None = None
        self._loads: Loads = {}
        self._people: Sequence[tuple[uuid.UUID, str]] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        use_own_viewport(self, is_filled=False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(_("Load of the people"))
        frame.chart.axis_changed.connect(self._on_axis_changed)
        frame.splitter.splitterMoved.connect(self._on_axis_changed)
        look().changed.connect(self._on_axis_changed)

    def show_loads(self, sheet: PlanSheet, loads: Loads) -> None:
        """Show the loads of a plan."""
        self._sheet, self._loads = sheet, loads
        self._time = working_time(sheet)
        self._people = busy_people(sheet, loads)
        self.setFixedHeight(self.sizeHint().height())
        self._place_bar()
        self.viewport().update()

    @property
    def left(self) -> int:
        """How much room names have: as much as the table above."""
        return self._frame.chart.mapTo(self._frame, self._frame.chart.rect().topLeft()).x()

    def cells_of(self, person: uuid.UUID) -> tuple[LoadCell, ...]:
        """Return the cells of a person that are seen."""
        if self._time is None:
            return ()
        width = self._frame.chart.viewport().width()
        return load_cells(self._loads[person], self._time, self._frame.chart.axis, width)

    # --- painting
    def _paint(self, painter: QPainter) -> None:
        chart, high = self._frame.chart, look().px(ROW)
        width = chart.viewport().width()
        area = QRectF(self.left, 0, width, self.viewport().height())
        painter.fillRect(self.viewport().rect(), look().colour("base"))
        if self._sheet is not None:
            paint_ground(painter, chart.ink, chart.axis, self._sheet.hours, area)
        painter.setFont(look().font())
        if not self._people:
            painter.setPen(look().colour("muted"))
            words = _("No work is assigned to anybody here.")
            rect = self.viewport().rect().adjusted(PADDING, 0, 0, 0)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
        for place, (person, name) in enumerate(self._people):
            top = place * high - self.verticalScrollBar().value()
            room = QRectF(PADDING, top, self.left - 2 * PADDING, high)
            painter.setPen(look().colour("text"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
            painter.setClipRect(area)
            for cell in self.cells_of(person):
                self._paint_cell(painter, cell, top)
            painter.setClipping(False)
            painter.setPen(chart.ink.hair)
            end = self.left + width
            painter.drawLine(QPointF(0, top + high - 1), QPointF(end, top + high - 1))
        painter.setPen(chart.ink.strong_hair)
        painter.drawLine(QPointF(0, 0), QPointF(self.left + width, 0))

    def _paint_cell(self, painter: QPainter, cell: LoadCell, top: float) -> None:
        chart, high = self._frame.chart, look().px(ROW)
        left = self.left + chart.axis.x(cell.start)
        right = self.left + chart.axis.x(cell.finish)
        share = min(1.0, cell.load / cell.capacity) if cell.capacity else 1.0
        tall = max(2.0, (high - 2 * EDGE) * share)
        ground, ink = look().badge("red" if cell.is_overloaded else "blue")
        rect = QRectF(left + 1, top + high - EDGE - tall, right - left - 2, tall)
        painter.fillRect(rect, ground)
        if cell.is_overloaded:
            painter.fillRect(QRectF(left + 1, top + EDGE - 1, right - left - 2, 2), ink)
        if right - left >= look().px(LETTERS):
            painter.setPen(ink)
            whole = QRectF(left, top, right - left, high)
            painter.setFont(look().font("note"))
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, f"{cell.load / 60:.3g}")
            painter.setFont(look().font())

    def _place_bar(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setSingleStep(look().px(ROW))
        bar.setRange(0, max(0, len(self._people) * look().px(ROW) - room))

    def _words_at(self, x: float, y: float) -> str:
        place = int((y + self.verticalScrollBar().value()) // look().px(ROW))
        if not 0 <= place < len(self._people):
            return ""
        person, name = self._people[place]
        at = self._frame.chart.axis.minute_at(x - self.left)
        cell = next((one for one in self.cells_of(person) if one.start <= at < one.finish), None)
        if cell is None:
            return name
        words = _("{person}: {load} of work in {first} – {last}, {capacity} of time")
        return words.format(
            person=name,
            load=hours_text(cell.load),
            capacity=hours_text(cell.capacity) or "0",
            first=f"{day_of(cell.start):%d/%m}",
            last=f"{last_day(cell.finish):%d/%m/%Y}",
        )

    @Slot()
    def _on_axis_changed(self) -> None:
        self.viewport().update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names and loads."""
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        self._paint(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scroll bar right."""
        super().resizeEvent(event)
        self._place_bar()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say how much it is when the pointer rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self._words_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for some people."""
        rows = min(max(len(self._people), 1), HIGHEST)
        return QSize(look().px(400), rows * look().px(ROW) + 1)
