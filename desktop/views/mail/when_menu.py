"""Menus that ask when: until when a message sleeps, until when it is to be followed up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock, local_zone
from desktop.core.dates import format_day, format_time, weekday_name
from desktop.core.i18n import _
from desktop.views.fields.day_dialog import ask_day
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.widgets.roomy_menu import RoomyMenu

MORNING: Final = time(8)
EVENING: Final = time(18)
SATURDAY: Final = 5
FRIDAY: Final = 4


class WhenMenu(QObject):
    """One menu; it asks for another day where none of the usual ones fits.

    Signals:
        chosen: a datetime (of sleep), a date (of a flag), or None: no longer, without a day.
    """

    chosen = Signal(object)

    def __init__(self, jobs: Jobs, clock: Clock, parent: QWidget, *, is_sleep: bool) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._page = parent
        self._is_sleep = is_sleep
        self.menu = RoomyMenu(parent)
        now = clock.now().astimezone(local_zone())
        times = sleep_times(now) if is_sleep else flag_days(now.date())
        self._times = {}
        for label, found in times:
            action = QAction(icon("alarm-clock" if is_sleep else "flag"), label, self.menu)
            action.triggered.connect(self._on_triggered)
            self._times[label] = found
            self.menu.addAction(action)
        self.menu.addSeparator()
        other = QAction(icon("calendar-search"), _("Another day…"), self.menu)
        other.triggered.connect(self._on_other_triggered)
        nothing = QAction(_("Show it now") if is_sleep else _("Without a date"), self.menu)
        nothing.triggered.connect(self._on_nothing_triggered)
        self.menu.addActions([other, nothing])

    @Slot()
    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(self._times[action.text()])

    @Slot()
    def _on_nothing_triggered(self) -> None:
        self.chosen.emit(None)

    @Slot()
    def _on_other_triggered(self) -> None:
        self._jobs.start(self._ask(), name=_("Another day…"))

    async def _ask(self) -> None:
        today = self._clock.now().astimezone(local_zone()).date()
        day = await ask_day(today + timedelta(days=1), today, self._page)
        if day is not None:
            self.chosen.emit(at_morning(day) if self._is_sleep else day)


def sleep_times(now: datetime) -> list[tuple[str, datetime]]:
    """Return the usual moments until which a message sleeps."""
    today = now.date()
    found = []
    if now.time() < EVENING:
        evening = datetime.combine(today, EVENING, now.tzinfo)
        found.append((_("This evening, {time}").format(time=format_time(evening)), evening))
    tomorrow = at_morning(today + timedelta(days=1))
    found.append((_("Tomorrow, {time}").format(time=format_time(tomorrow)), tomorrow))
    saturday = at_morning(today + timedelta(days=(SATURDAY - today.weekday()) % 7 or 7))
    monday = at_morning(today + timedelta(days=7 - today.weekday()))
    for moment in (saturday, monday):
        if moment.date() - today > timedelta(days=1):
            words = _("{weekday}, {time}").format(
                weekday=weekday_name(moment.date()), time=format_time(moment)
            )
            found.append((words, moment))
    return found


def flag_days(today: date) -> list[tuple[str, date]]:
    """Return the usual days until which something is to be followed up."""
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    monday = today + timedelta(days=7 - today.weekday())
    days = [
        (_("Today"), today),
        (_("Tomorrow"), today + timedelta(days=1)),
        (_("End of this week"), friday),
        (_("Next week"), monday),
    ]
    return [(f"{label}, {format_day(day)}", day) for label, day in days]


def at_morning(day: date) -> datetime:
    """Return the morning of a day where the person is."""
    return datetime.combine(day, MORNING, local_zone())
