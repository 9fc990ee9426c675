"""What stands beside the diary: a small calendar, the calendars, and the tasks to be planned."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.core.clock import Clock
from desktop.core.diary.entry import CalendarInfo
from desktop.core.diary.periods import Period, View
from desktop.views.diary.calendar_list import CalendarList
from desktop.views.diary.canvas.mini_calendar import MiniCalendar
from desktop.views.diary.diary_feed import Surroundings
from desktop.views.diary.diary_state import DiaryState
from desktop.views.diary.task_pane import TaskPane
from desktop.views.shell.screens import ScreenContext

MINI_DAYS: Final = 42  # six weeks


class SidePane(QWidget):
    """Passes on what is chosen in it.

    Signals:
        day_chosen: the date that is to be shown.
        week_chosen: the Monday of the week that is to be shown.
        month_turned: the small calendar shows another month.
        dropped: the QMimeData (of now only) that fell on a day, and the date.
    """

    day_chosen = Signal(object)
    week_chosen = Signal(object)
    month_turned = Signal()
    dropped = Signal(object, object)

    def __init__(
        self,
        context: ScreenContext,
        me: uuid.UUID | None,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._me = me
        self._state = DiaryState()
        self._period: Period | None = None
        self.days = MiniCalendar(clock, self)
        self.calendars = CalendarList(me, self)
        self.tasks = TaskPane(context.jobs, me, self)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setHandleWidth(5)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.calendars)
        halves.addWidget(self.tasks)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.days)
        layout.addWidget(halves, 1)
        self.days.day_chosen.connect(self.day_chosen)
        self.days.week_chosen.connect(self.week_chosen)
        self.days.month_shown.connect(self._on_month_shown)
        self.days.dropped.connect(self.dropped)

    def show_around(self, around: Surroundings, state: DiaryState, period: Period) -> None:
        """Show the calendars of a state, and mark the days in view."""
        self._state = state
        self.calendars.show_calendars(around.calendars, self._is_on)
        self.days.show_options(state.options)
        if period != self._period:
            self._period = period
            self.days.show_shown(period.first, period.last)
            if period.view in (View.AGENDA, View.YEAR):
                self.days.show_month(period.day)

    def shown_days(self) -> tuple[date, date]:
        """Return the first and the last day of the small calendar."""
        first = self.days.month - timedelta(days=self.days.month.weekday())
        return first, first + timedelta(days=MINI_DAYS - 1)

    @Slot(object)
    def show_counts(self, counts: Mapping[date, int]) -> None:
        """Mark the days on which there is something."""
        self.days.show_busy(counts)

    @Slot(object)
    def _on_month_shown(self, _month: date) -> None:
        self.month_turned.emit()

    def retranslate(self) -> None:
        """Write the words in the language in use."""
        self.days.retranslate()
        self.calendars.retranslate()
        self.tasks.retranslate()

    def _is_on(self, info: CalendarInfo) -> bool:
        return self._state.is_on(info, self._me)

    # Qt's names
    def showEvent(self, event: QShowEvent) -> None:
        """Let the tasks be read that changed while nobody looked."""
        super().showEvent(event)
        self.tasks.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let them rest."""
        super().hideEvent(event)
        self.tasks.rest()
