"""What tells the person things in this run of the program: reminders and their window."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QObject, Slot

from desktop.core.clock import Clock
from desktop.core.reminders.wheel import Due, Turn
from desktop.views.jobs import Jobs
from desktop.views.notices.reminder_window import ReminderWindow
from desktop.views.notices.reminders import Reminders
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.targets import record
from desktop.views.shell.windows import Windows


class NoticeDesk(QObject):
    """One for all windows; begins to read when `begin` is called."""

    def __init__(
        self, windows: Windows, jobs: Jobs, me: uuid.UUID, clock: Clock | None = None
    ) -> None:
        super().__init__(windows)
        self._windows = windows
        self._jobs = jobs
        self._clock = clock
        self.window: ReminderWindow | None = None
        self.reminders = Reminders(jobs, me, self, clock)
        self.reminders.rang.connect(self._on_rang)
        self.reminders.turned.connect(self._on_turned)
        windows.opened.connect(self._on_window_opened)
        windows.all_closed.connect(self._on_all_closed)
        for window in windows.every():
            self._on_window_opened(window)

    def begin(self) -> None:
        """Read what waits, also what rang while the program was closed."""
        self.reminders.read()

    def show_reminders(self) -> None:
        """Show the reminder window with the keyboard in it."""
        self._the_window().take_keyboard()

    def _the_window(self) -> ReminderWindow:
        if self.window is None:
            self.window = ReminderWindow(self._jobs, self._clock)
            self.window.open_asked.connect(self._on_open_asked)
            self.window.show_turn(self.reminders.turn)
        return self.window

    @Slot(object)
    def _on_rang(self, _dues: list[Due]) -> None:
        window = self._the_window()
        window.show_turn(self.reminders.turn)
        window.come_forward()

    @Slot(object)
    def _on_turned(self, turn: Turn) -> None:
        if self.window is not None:
            self.window.show_turn(turn)

    @Slot(object)
    def _on_open_asked(self, due: Due) -> None:
        active = self._windows.active
        if active is not None:
            self._windows.bring_forward(active)
            occasion = due.occasion
            active.navigate(record(occasion.entity, occasion.record, occasion.title))

    @Slot(object)
    def _on_window_opened(self, window: MainWindow) -> None:
        window.commands.bind("notices.reminders", self.show_reminders, owner=window)

    @Slot()
    def _on_all_closed(self) -> None:
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None
