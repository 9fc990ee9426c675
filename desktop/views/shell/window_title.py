"""Calls a window by what it shows, so that it is known among others in the bar of the desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow

PROGRAM: Final = "Lienhe"


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
        parts = [words, PROGRAM, _("Sample data") if is_demo else ""]
        self._window.setWindowTitle(" · ".join(part for part in parts if part))
