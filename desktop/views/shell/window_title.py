"""Calls a window by what it shows, so that it is known among others in the bar of the desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from desktop.core.i18n import _
from desktop.core.paths import Profile, default_profile

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow

PROGRAM: Final = "Lienhe"


def name_of(profile: Profile) -> str:
    """Return what a profile is called beside others; nothing for the main one."""
    main = default_profile().folder
    is_other = profile.folder.parent == main.parent and profile.folder != main
    return profile.folder.name if is_other else ""


class WindowTitle(QObject):
    """Follows the tab in view."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tabs = window.workspace.tabs
        self._tabs.currentChanged.connect(self.show)
        self._tabs.dressed.connect(self.show)
        self.show()

    @Slot()
    def show(self, *_anything: object) -> None:
        """Write the title."""
        words = self._tabs.tabText(self._tabs.currentIndex()).replace("&&", "&")
        is_demo = self._window.windows is not None and self._window.windows.is_demo
        name = _("Sample data") if is_demo else name_of(self._window.settings.profile)
        parts = [words, PROGRAM, name]
        self._window.setWindowTitle(" · ".join(part for part in parts if part))
