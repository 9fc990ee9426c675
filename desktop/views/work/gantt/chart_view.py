"""The chart under the mouse: bars are dragged, links are drawn, empty space is pushed along."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop.core.gantt.axis import STEP, snap_of
from desktop.core.gantt.dragging import percent_at, snapped
from desktop.core.gantt.parts import DOT, Part
from desktop.core.scheduling.minutes import Minute
from desktop.views.work.gantt.bar_words import bar_words
from desktop.views.work.gantt.chart_grips import ChartGrips
from desktop.views.work.gantt.drag import Drag, Grip

EDGE: Final = 24  # pixels from the edge in which a drag scrolls
CRAWL: Final = 18  # pixels of each step of it
_CURSORS: Final = {
    Part.BODY: Qt.CursorShape.SizeAllCursor,
    Part.START: Qt.CursorShape.SizeHorCursor,
    Part.FINISH: Qt.CursorShape.SizeHorCursor,
    Part.PROGRESS: Qt.CursorShape.SplitHCursor,
    Part.START_DOT: Qt.CursorShape.CrossCursor,
    Part.FINISH_DOT: Qt.CursorShape.CrossCursor,
}


class ChartView(ChartGrips):
    """Says what a person does with the bars.

    Signals:
        row_picked: the place of a row, and whether it is picked beside others.
        row_opened: the place of a row that was double clicked.
        dragged: the Drag as it is so far.
        dropped: the Drag at its end.
        given_up: the drag was broken off.
        link_picked: the PlanLink that was clicked, or None.
        link_opened: the PlanLink that was clicked twice.
        menu_asked: a global point.
    """

    row_picked = Signal(object, object)
    row_opened = Signal(object)
    dragged = Signal(object)
    dropped = Signal(object)
    given_up = Signal()
    link_picked = Signal(object)
    link_opened = Signal(object)
    menu_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._grip: Grip | None = None
        self._grabbed_at: Minute = 0
        self._pushed: QPoint | None = None  # scroll bars when empty space was grabbed
        self._crawl = QTimer(self, interval=30)
        self._crawl.timeout.connect(self._on_crawl_timeout)
        self.viewport().setMouseTracking(True)

    @property
    def is_dragging(self) -> bool:
        """Whether a bar, a mark or a link is being dragged."""
        return self._drag is not None

    def give_up(self) -> None:
        """Break off what is being dragged."""
        if self._drag is not None:
            self._forget()
            self.given_up.emit()

    # --- dragging
    def _begin(self, grip: Grip) -> None:
        percent = grip.row.row.percent if grip.row.row is not None else 0
        self._drag = Drag(grip, percent=percent)
        self._crawl.start()

    def _follow(self, at: QPointF) -> None:
        if self._drag is None or self._pressed is None:
            return
        grip, axis = self._drag.grip, self.axis
        if self._drag.is_link:
            self._drag = self._linked(grip, at)
        elif grip.part is Part.PROGRESS and grip.row.span is not None:
            self._drag = Drag(grip, percent=percent_at(axis, grip.row.span, at.x()))
        else:
            minutes = axis.minute_at(at.x()) - self._grabbed_at
            step = snap_of(axis.per_day / self.ink.unit)
            self._drag = Drag(grip, snapped(minutes, step), self._drag.percent)
        self.dragged.emit(self._drag)
        self.viewport().update()

    def _linked(self, grip: Grip, at: QPointF) -> Drag:
        place = self.place_at(at.y())
        row = self.rows[place] if place >= 0 else None
        if row is None or row.id in (None, grip.row.id) or row.span is None:
            return Drag(grip)
        left, right = self.bars().ends(row.span)
        if not left - 2 * DOT <= at.x() <= right + 2 * DOT:
            return Drag(grip)
        return Drag(grip, target=row, to_finish=at.x() > (left + right) / 2)

    def _forget(self) -> None:
        self._drag = self._grip = self._pressed = self._pushed = None
        self._crawl.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    @Slot()
    def _on_crawl_timeout(self) -> None:
        """Scroll on while a drag is held near an edge."""
        at, room = self._pointer, self.viewport().rect()
        across = CRAWL * ((at.x() > room.width() - EDGE) - (at.x() < EDGE))
        down = CRAWL * ((at.y() > room.height() - EDGE) - (at.y() < EDGE))
        if across or down:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + across)
            if self._drag is not None and self._drag.is_link:
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + down)
            self._follow(at)

    # --- Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab a bar, a link or the empty space; pick the row."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        at = self._pointer = event.position()
        self._pressed = at
        self._grabbed_at = self.axis.minute_at(at.x())
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._grip = self.grip_at(at.x(), at.y()) if is_left else None
        arrow = self.arrow_at(at.x(), at.y()) if self._grip is None and is_left else None
        self.link_picked.emit(arrow.link if arrow is not None else None)
        place = self.place_at(at.y())
        if is_left and place >= 0 and arrow is None:
            more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.row_picked.emit(place, more)
        if self._grip is None and arrow is None:
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            self._pushed = QPoint(across.value(), down.value())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, push, or show what could be dragged."""
        at = self._pointer = event.position()
        if self._pressed is None:
            self._hover(at)
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._pushed is not None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            gone = at - self._pressed
            self.horizontalScrollBar().setValue(round(self._pushed.x() - gone.x()))
            self.verticalScrollBar().setValue(round(self._pushed.y() - gone.y()))
            return
        if self._drag is None and self._grip is not None and far:
            self._begin(self._grip)
        self._follow(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        drag = self._drag
        self._forget()
        if drag is not None:
            self.dropped.emit(drag)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the link, else the row."""
        at = event.position()
        place = self.place_at(at.y())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        arrow = self.arrow_at(at.x(), at.y()) if self.grip_at(at.x(), at.y()) is None else None
        if arrow is not None:
            self._forget()
            self.link_opened.emit(arrow.link)
        elif place >= 0:
            self._forget()
            self.row_opened.emit(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, go sideways with Shift, else up and down."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            factor = STEP if turned > 0 else 1 / STEP
            self.zoom(self.axis.per_day * factor, event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and turned:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turned)
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row or the link."""
        at = event.pos()
        arrow = self.arrow_at(at.x(), at.y())
        place = self.place_at(at.y())
        self.link_picked.emit(arrow.link if arrow is not None else None)
        if place >= 0 and arrow is None and place not in self.picked:
            self.row_picked.emit(place, False)
        self.menu_asked.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under a pointer that rests; forget one that left."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos().y())
            words = bar_words(self.rows[place]) if place >= 0 and not self.is_dragging else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    def _hover(self, at: QPointF) -> None:
        grip = self.grip_at(at.x(), at.y())
        if grip is None and self.arrow_at(at.x(), at.y()) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif grip is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(_CURSORS[grip.part])
        place = self.place_at(at.y())
        hovered = grip
        if grip is None and place >= 0 and self._hovered is not None:
            hovered = self._hovered if self._hovered.place == place else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()
