"""Switches the icon beside the clock on and off, as the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.views.jobs import Jobs
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.windows import Windows

if TYPE_CHECKING:
    from desktop.views.tray.tray import Tray


class TraySwitch(QObject):
    """Imports what the icon takes only once it is wanted, and where the desktop has room for it."""

    def __init__(
        self, windows: Windows, jobs: Jobs, settings: SettingsKeeper, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._windows = windows
        self._jobs = jobs
        self._settings = settings
        self.tray: Tray | None = None
        settings.changed.connect(self.follow)
        windows.all_closed.connect(self._take_away)

    @Slot()
    def follow(self, *_settings: object) -> None:
        """Show the icon or take it away."""
        if not self._settings.settings.tray:
            self._take_away()
        elif self.tray is None:
            from PySide6.QtWidgets import QSystemTrayIcon

            if QSystemTrayIcon.isSystemTrayAvailable():
                from desktop.views.tray.tray import Tray

                self.tray = Tray(self._windows, self._jobs, self._settings, self)

    def tell(self, title: str, lines: list[str]) -> bool:
        """Say something beside the clock; tell whether there is an icon that can."""
        if self.tray is None:
            return False
        self.tray.tell(title, lines)
        return True

    @Slot()
    def _take_away(self) -> None:
        tray, self.tray = self.tray, None
        if tray is not None:
            tray.remove()
