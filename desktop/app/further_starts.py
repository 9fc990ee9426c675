"""Further starts of the program on the same profile: they bring this one's window forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from desktop.core.paths import Profile

if TYPE_CHECKING:
    from desktop.views.shell.single_instance import FirstInstance
    from desktop.views.shell.windows import Windows


class FurtherStarts(QObject):
    """Hears of further starts, once it listens: what that takes is slow to import."""

    def __init__(self, profile: Profile, parent: QObject) -> None:
        super().__init__(parent)
        self._profile = profile
        self._first: FirstInstance | None = None
        self.windows: Windows | None = None

    @Slot()
    def listen(self) -> None:
        """Listen from now on."""
        from desktop.views.shell.single_instance import FirstInstance

        if self._first is None:
            self._first = FirstInstance(self._profile, self)
            self._first.called.connect(self._on_first_called)

    def close(self) -> None:
        """Listen no more."""
        if self._first is not None:
            self._first.close()

    @Slot(object)
    def _on_first_called(self, words: list[str]) -> None:
        """Come forward, and import the file that the other start was given."""
        window = self.windows.active if self.windows is not None else None
        if self.windows is None or window is None:
            _raise_all()  # what is asked before there is a window
            return
        self.windows.bring_forward(window)
        if words:
            window.import_file(words[0])


def _raise_all() -> None:
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window.isWindow():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
