"""What tells the person things in this run of the program: reminders, notices, and the bell."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.i18n import N_, _
from desktop.core.notices.reading import Told
from desktop.core.reminders.wheel import Due, Turn
from desktop.views.jobs import Jobs
from desktop.views.notices.notice_hub import NoticeHub
from desktop.views.notices.notice_panel import NoticePanel
from desktop.views.notices.notice_settings import NoticeSettings
from desktop.views.notices.reminder_window import ReminderWindow
from desktop.views.notices.reminders import Reminders
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.targets import record
from desktop.views.shell.windows import Windows

Show = Callable[[str, list[str]], bool]  # a title and lines; tells whether the desktop showed them
_DISMISS: Final = N_("Dismiss the reminder")
_LINES: Final = 5


def show_nowhere(_title: str, _lines: list[str]) -> bool:
    """Say that this desktop has no place for messages."""
    return False


class NoticeDesk(QObject):
    """One for all windows; begins to read when `begin` is called."""

    def __init__(
        self, windows: Windows, jobs: Jobs, me: uuid.UUID, clock: Clock | None = None
    ) -> None:
        super().__init__(windows)
        self._windows = windows
        self._jobs = jobs
        self._me = me
        self._clock = clock
        self.show_outside: Show = show_nowhere  # by the icon beside the clock, where there is one
        self.window: ReminderWindow | None = None
        self.reminders = Reminders(jobs, me, self, clock)
        self.hub = NoticeHub(jobs, me, self)
        self.reminders.rang.connect(self._on_rang)
        self.reminders.turned.connect(self._on_turned)
        self.hub.changed.connect(self._show_number)
        self.hub.came.connect(self._on_came)
        windows.opened.connect(self._on_window_opened)
        windows.all_closed.connect(self._on_all_closed)
        for window in windows.every():
            self._on_window_opened(window)

    def begin(self) -> None:
        """Read what waits, also what rang while the program was closed."""
        self.reminders.read()
        self.hub.read()

    def show_reminders(self) -> None:
        """Show the reminder window with the keyboard in it."""
        self._the_window().take_keyboard()

    def show_panel(self) -> None:
        """Show the notices below the bell of the window that is worked in."""
        active = self._windows.active
        bell = active.header.bell if active is not None else None
        if active is None or bell is None:
            return
        panel = NoticePanel(self.hub, self.reminders, active)
        panel.open_asked.connect(self._on_open_asked)
        panel.dismissed.connect(self._on_dismissed)
        panel.settings_asked.connect(self.show_settings)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.show_below(bell)

    @Slot()
    def show_settings(self) -> None:
        """Let the person choose what to be told."""
        active = self._windows.active
        if active is not None:
            _open(NoticeSettings(self._jobs, self._me, active))

    def _the_window(self) -> ReminderWindow:
        if self.window is None:
            self.window = ReminderWindow(self._jobs, self._clock)
            self.window.open_asked.connect(self._on_open_asked)
            self.window.show_turn(self.reminders.turn)
        return self.window

    # --- what happens
    @Slot(object)
    def _on_rang(self, dues: list[Due]) -> None:
        window = self._the_window()
        window.show_turn(self.reminders.turn)
        window.come_forward()
        self.show_outside(window.windowTitle(), [due.occasion.title for due in dues[:_LINES]])

    @Slot(object)
    def _on_came(self, told: list[Told]) -> None:
        """Say by the desktop what others did; without a place there the bell says it."""
        if not self.reminders.is_quiet:
            self.show_outside(_("Notices"), [one.text for one in told[:_LINES]])

    @Slot(object)
    def _on_turned(self, turn: Turn) -> None:
        if self.window is not None:
            self.window.show_turn(turn)
        self._show_number()

    @Slot()
    def _show_number(self) -> None:
        number = len(self.hub.unread) + len(self.reminders.turn.dues)
        for window in self._windows.every():
            if window.header.bell is not None:
                window.header.bell.show_number(number)

    @Slot(object)
    def _on_open_asked(self, payload: object) -> None:
        active = self._windows.active
        if active is None:
            return
        self._windows.bring_forward(active)
        if isinstance(payload, Due):
            one = payload.occasion
            active.navigate(record(one.entity, one.record, one.title))
        elif isinstance(payload, Told):
            active.navigate(record(payload.record_type, payload.record, payload.title))

    @Slot(object)
    def _on_dismissed(self, due: Due) -> None:
        self._jobs.start(self._dismiss(list(due.keys)), name=_(_DISMISS))

    async def _dismiss(self, keys: list[str]) -> None:
        await self._jobs.command("attention.dismiss", keys=keys)

    @Slot(object)
    def _on_window_opened(self, window: MainWindow) -> None:
        bind = window.commands.bind
        bind("notices.reminders", self.show_reminders, owner=window)
        bind("notices.show", self.show_panel, owner=window)
        bind("notices.settings", self.show_settings, owner=window)
        self._show_number()

    @Slot()
    def _on_all_closed(self) -> None:
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None


def _open(dialog: QWidget) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
