"""The days of the small calendar: painted, chosen by mouse and keys, a place to drop on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.core.clock import Clock, SystemClock, find_zone, local_zone
from desktop.core.dates import add_months
from desktop.core.diary.spans import whole_days
from desktop.core.diary.steps import Step, step_in_month
from desktop.views.diary.canvas.drop_canvas import can_take
from desktop.views.diary.canvas.inks import Inks
from desktop.views.diary.canvas.small_month import (
    SmallFrame,
    SmallMonthPainter,
    SmallScene,
    say_day,
)
from desktop.views.diary.canvas.values import Options
from desktop.views.theme import look

CELL: Final = (27, 24)  # at 100 %
SIDE: Final = 24
_NOTCH: Final = 120  # of a wheel (QWheelEvent.angleDelta)
Key = Qt.Key
_STEPS: Final = {
    Key.Key_Left: Step.LEFT,
    Key.Key_Right: Step.RIGHT,
    Key.Key_Up: Step.UP,
    Key.Key_Down: Step.DOWN,
    Key.Key_Home: Step.HOME,
    Key.Key_End: Step.END,
}
_PAGES: Final = {Key.Key_PageUp: -1, Key.Key_PageDown: 1}
_CHOOSING: Final = frozenset({Key.Key_Return, Key.Key_Enter, Key.Key_Space})


class MiniDays(QWidget):
    """Six weeks around a month.

    Signals:
        day_chosen: the date that was clicked or chosen by keys.
        week_chosen: the Monday of the week whose number was clicked.
        month_shown: the first day of another month that is shown now.
        dropped: the QMimeData (of now only) that fell on a day, and the date.
    """

    day_chosen = Signal(object)
    week_chosen = Signal(object)
    month_shown = Signal(object)
    dropped = Signal(object, object)

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock or SystemClock()
        self._options = Options()
        self._busy: Mapping[date, int] = {}
        self._shown: tuple[date, date] | None = None
        self._target: date | None = None
        self._current = self._today()
        self._turned = 0
        self.month = self._current.replace(day=1)
        self._inks = Inks(look())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        look().changed.connect(self._on_look_changed)

    def _today(self) -> date:
        zone = find_zone(self._options.zone) if self._options.zone else local_zone()
        return self._clock.now().astimezone(zone).date()

    def frame(self) -> SmallFrame:
        """Return where the days lie."""
        return SmallFrame(
            self.rect(),
            self.month,
            side=look().px(SIDE) if self._options.shows_weeks else 0,
            head=self._inks.note.height + 2,
        )

    def show_month(self, day: date) -> None:
        """Show the month of a day."""
        month = day.replace(day=1)
        if month != self.month:
            self.month = month
            self.month_shown.emit(month)
            self.update()

    def show_shown(self, first: date, last: date) -> None:
        """Mark what the large surface shows, and go to its month."""
        self._shown = (first, last)
        middle = first + (last - first) / 2
        if not first <= self._current <= last:
            self._current = first
        self.show_month(middle if last - first > timedelta(days=7) else first)
        self.update()

    def show_busy(self, counts: Mapping[date, int]) -> None:
        """Show days with entries in bold."""
        self._busy = counts
        self.update()

    def show_options(self, options: Options) -> None:
        """Show weeks, holidays and lunar dates or not, in a zone."""
        self._options = options
        self.update()

    def day_under(self, at: QPoint) -> date | None:
        """Return the day at a point of the screen."""
        return self.frame().day_at(self.mapFromGlobal(at), whole_page=True)

    def show_target(self, day: date | None) -> None:
        """Light up the day on which something would fall."""
        if day != self._target:
            self._target = day
            self.update()

    def _go(self, day: date) -> None:
        self._current = day
        self.show_month(day)
        self._tell(say_day(day, self._options, self._busy.get(day, 0)))
        self.update()

    def _tell(self, sentence: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not at start

        self.setAccessibleDescription(sentence)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @Slot()
    def _on_look_changed(self) -> None:
        self._inks = Inks(look())
        self.updateGeometry()
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the room of six weeks."""
        px, head = look().px, self._inks.note.height + 2
        side = px(SIDE) if self._options.shows_weeks else 0
        return QSize(side + 7 * px(CELL[0]), head + 6 * px(CELL[1]))

    def minimumSizeHint(self) -> QSize:
        """Return the same: numbers are not squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the month."""
        painter = QPainter(self)
        scene = SmallScene(
            self._options,
            self._today(),
            self._busy,
            self._shown,
            self._current,
            self.hasFocus(),
            self._target,
            shows_others=True,
        )
        SmallMonthPainter(painter, scene, self._inks).paint(self.frame())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a day or a week."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at, frame = event.position().toPoint(), self.frame()
        day, week = frame.day_at(at, whole_page=True), frame.week_at(at)
        if day is not None:
            self._current = day
            self.day_chosen.emit(day)
        elif week is not None:
            self.week_chosen.emit(week)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day and month to month; Enter chooses."""
        key = Key(event.key())
        if key in _STEPS:
            here = whole_days(self._current, self._current)
            far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._go(step_in_month(here, _STEPS[key], weeks=1, far=far).first_day)
        elif key in _PAGES:
            self._go(add_months(self._current, _PAGES[key]))
        elif key in _CHOOSING:
            self.day_chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say everything about the day under the pointer; keep its keys from the window."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.frame().day_at(event.pos(), whole_page=True)
            words = say_day(day, self._options, self._busy.get(day, 0)) if day else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and not event.modifiers():
            key = Key(event.key())
            if key in _STEPS or key in _PAGES or key in _CHOOSING:
                event.accept()
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go from month to month."""
        self._turned += event.angleDelta().y()
        while abs(self._turned) >= _NOTCH:
            back = self._turned > 0
            self._turned += -_NOTCH if back else _NOTCH
            self.show_month(add_months(self.month, -1 if back else 1))
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what a diary takes."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the day on which it would fall."""
        self._judge(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show none."""
        self.show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what fell on which day."""
        day = self.frame().day_at(event.position().toPoint(), whole_page=True)
        self.show_target(None)
        if day is not None and can_take(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(event.mimeData(), day)

    def _judge(self, event: QDragMoveEvent) -> None:
        at = event.position().toPoint()
        self.show_target(self.frame().day_at(at, whole_page=True) if can_take(event) else None)
        if self._target is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
