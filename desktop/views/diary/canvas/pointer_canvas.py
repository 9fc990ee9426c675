"""The mouse over a diary: choosing, marking, moving, resizing, copying."""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.clock import Clock
from desktop.core.diary.dragging import Deed, Drag
from desktop.core.diary.entry import Entry
from desktop.core.diary.moving import moved
from desktop.core.diary.saying import say_span
from desktop.core.diary.spans import Span, span_of, whole_days
from desktop.core.i18n import _
from desktop.views.diary.canvas.drop_canvas import DropCanvas
from desktop.views.diary.canvas.values import (
    OF_ENTRIES,
    EntryMove,
    Hit,
    Part,
)

_SCROLL_MS: Final = 30
_MOST_STEP: Final = 36  # pixels of each time
_DEEDS: Final = {Part.BODY: Deed.MOVE, Part.START_EDGE: Deed.START, Part.END_EDGE: Deed.END}
_POINTERS: Final = {
    Part.MORE: Qt.CursorShape.PointingHandCursor,
    Part.DAY: Qt.CursorShape.PointingHandCursor,
    Part.WEEK: Qt.CursorShape.PointingHandCursor,
    Part.MONTH: Qt.CursorShape.PointingHandCursor,
}


class OuterTarget(Protocol):
    """Where an entry may be dragged outside of the surface: the days of a small calendar."""

    def day_under(self, at: QPoint) -> date | None:
        """Return the day at a point of the screen."""

    def show_target(self, day: date | None) -> None:
        """Light up the day on which the entry would fall."""


class PointerCanvas(DropCanvas):
    """A surface that is used with the mouse; `by_days`: slots are days, the time of day stays."""

    by_days = False

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self._pressed = QPoint()
        self._pointer = QPoint()
        self._anchor: Span | None = None  # where marking began
        self._active: Span | None = None  # the slot at the moving end of what is marked
        self._targets: list[OuterTarget] = []
        self._scroller = QTimer(self)
        self._scroller.setInterval(_SCROLL_MS)
        self._scroller.timeout.connect(self._on_scroller_timeout)

    def add_target(self, target: OuterTarget) -> None:
        """Let entries be dragged onto the days of another widget."""
        self._targets.append(target)

    def drag_area(self) -> QRect:
        """Return the part at whose upper and lower edge a drag scrolls."""
        return self.viewport().rect()

    # --- drags
    def start_drag(self, found: Hit) -> None:
        """Begin what pressing the button there may become."""
        if found.span is None:
            return
        entry = found.entry
        if entry is None:
            self.drag = Drag(Deed.MARK, self._anchor or found.span)
        elif entry.may_edit and not entry.only_busy:
            self.drag = Drag(_DEEDS[found.part], found.span, entry, by_days=self.by_days)

    def revert(self) -> None:
        """Leave everything as it was before the drag."""
        self.drag = None
        self._scroller.stop()
        self._light(None)
        self.viewport().unsetCursor()
        self.viewport().update()

    def go_on(self, at: QPoint, *, is_copy: bool) -> None:
        """Drag to a point of the viewport."""
        drag = self.drag
        if drag is None:
            return
        self._pointer = at
        day = self._light(at) if drag.deed is Deed.MOVE else None
        slot = self.slot_at(at)
        if day is not None and drag.entry is not None:
            begun = whole_days(drag.entry.start.date(), drag.entry.start.date())
            drag.has_begun = True
            drag.span = moved(drag.entry, begun, whole_days(day, day), by_days=True)
        elif slot is not None:
            drag.go(slot)
            self._active = slot if drag.deed is Deed.MARK else self._active
        drag.is_copy = is_copy and drag.deed is Deed.MOVE
        if drag.deed is Deed.MARK:
            self.mark(drag.span, say=False)
        else:
            copies, moves = Qt.CursorShape.DragCopyCursor, Qt.CursorShape.ClosedHandCursor
            if drag.deed is Deed.MOVE:
                self.viewport().setCursor(copies if drag.is_copy else moves)
        self.viewport().update()

    def let_go(self) -> None:
        """End the drag: say what it means."""
        drag, self.drag = self.drag, None
        self._scroller.stop()
        self._light(None)
        self.viewport().unsetCursor()
        if drag is None or not drag.has_begun:
            return
        if drag.entry is None:
            self.mark(drag.span)
        elif drag.changes:
            self.hold(drag)
            self._tell_move(drag)
        self.viewport().update()

    def _tell_move(self, drag: Drag) -> None:
        entry, span = drag.entry, drag.span
        if entry is None:
            return
        said = _("Copied to {time}") if drag.is_copy else _("Moved to {time}")
        self.tell(said.format(time=say_span(span)))
        self.entry_moved.emit(
            EntryMove(entry, span.start, span.end, span.is_all_day, drag.is_copy, span.person)
        )

    def _light(self, at: QPoint | None) -> date | None:
        """Light up the day of another widget under the pointer; return it."""
        view = self.viewport()
        is_outside = at is not None and not view.rect().contains(at)
        place = view.mapToGlobal(at) if at is not None and is_outside else None
        found = None
        for target in self._targets:
            day = target.day_under(place) if place is not None else None
            target.show_target(day)
            found = found or day
        return found

    @Slot()
    def _on_scroller_timeout(self) -> None:
        area, at = self.drag_area(), self._pointer
        if self.drag is None or self._light(at) is not None:
            return
        moved = False
        for bar, low, high, here in (
            (self.verticalScrollBar(), area.top(), area.bottom(), at.y()),
            (self.horizontalScrollBar(), area.left(), area.right(), at.x()),
        ):
            beyond = min(0, here - low) + max(0, here - high)
            before = bar.value()
            bar.setValue(before + max(-_MOST_STEP, min(_MOST_STEP, beyond)))
            moved = moved or bar.value() != before
        if moved:
            self.go_on(at, is_copy=self.drag.is_copy)

    # --- what a click means
    def _press(self, found: Hit, event: QMouseEvent) -> None:
        if found.part in OF_ENTRIES and found.entry is not None:
            self.choose(found.entry)
        elif found.part is Part.EMPTY and found.span is not None:
            self._active = found.span
            extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if not extends or self._anchor is None:
                self._anchor = found.span
                self.mark(found.span)
            else:
                drag = Drag(Deed.MARK, self._anchor)
                drag.go(found.span)
                self.mark(drag.span)
        if event.button() == Qt.MouseButton.LeftButton:
            self.start_drag(found)

    def _holds(self, span: Span | None) -> bool:
        """Tell whether a slot lies within what is marked."""
        marked = self.cursor_span
        if span is None or marked is None or span.is_all_day != marked.is_all_day:
            return False
        return marked.start <= span.start and span.end <= marked.end

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, or begin to mark."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.drag is not None:
            self.revert()  # what the keys carry
        self._pressed = self._pointer = event.position().toPoint()
        found = self.hit(self._pressed)
        if event.button() == Qt.MouseButton.RightButton:
            if found.part is not Part.EMPTY or not self._holds(found.span):
                self._press(found, event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press(found, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what one could do here."""
        at = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._point(self.hit(at))
        elif self.drag is not None:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far and not self._scroller.isActive():
                self._scroller.start()
            if far or self.drag.has_begun:
                copies = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self.go_on(at, is_copy=copies)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or open the day whose head was clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        was_dragged = self.drag is not None and self.drag.has_begun
        self.let_go()
        found = self.hit(event.position().toPoint())
        if was_dragged or found.day is None or self.hit(self._pressed).day != found.day:
            return
        if found.part in {Part.MORE, Part.DAY}:
            self.day_opened.emit(found.day)
        elif found.part is Part.WEEK:
            self.week_opened.emit(found.day)
        elif found.part is Part.MONTH:
            self.month_opened.emit(found.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an entry, or a new one."""
        found = self.hit(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if found.part in OF_ENTRIES and found.entry is not None:
            self._open(found.entry)
        elif found.part is Part.EMPTY and found.span is not None:
            self.mark(found.span)
            self.open_range(found.span)

    def _open(self, entry: Entry) -> None:
        self.choose(entry)
        if not entry.only_busy:
            self.entry_opened.emit(entry)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: of the entry, or of the marked time."""
        subject = self.chosen or self.cursor_span
        is_by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        if subject is None or not (is_by_keys or self._is_something(event.pos())):
            return
        at = event.globalPos()
        if is_by_keys:
            span = span_of(subject) if isinstance(subject, Entry) else subject
            at = self.viewport().mapToGlobal(self.rect_of(span).center())
        self.context_asked.emit(subject, at)
        event.accept()

    def _is_something(self, at: QPoint) -> bool:
        """Tell whether an entry or a slot lies at a point, and no head or scale."""
        part = self.hit(at).part
        return part is Part.EMPTY or part in OF_ENTRIES

    def _point(self, found: Hit) -> None:
        """Show by the pointer what can be done here."""
        shape = _POINTERS.get(found.part, Qt.CursorShape.ArrowCursor)
        if found.part in {Part.START_EDGE, Part.END_EDGE} and found.span is not None:
            lies = self.by_days or found.span.is_all_day
            shape = Qt.CursorShape.SizeHorCursor if lies else Qt.CursorShape.SizeVerCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the shape of the pointer."""
        super().leaveEvent(event)
        if self.drag is None:
            self.viewport().unsetCursor()
