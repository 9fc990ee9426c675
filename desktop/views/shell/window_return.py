"""Brings back the windows that were open when the program ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow
    from desktop.views.shell.window_state import StateKeeper
    from desktop.views.shell.windows import Windows

PAUSE_MS: Final = 50  # between two windows: each takes its time to make


class WindowReturn(QObject):
    """Makes one window after the other, behind the one that is there and is worked in."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows)
        self._windows = windows
        self._waiting: list[StateKeeper] = []
        self._front: MainWindow | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether windows are still to come: none of them is the one that is worked in."""
        return self._front is not None

    def begin(self, front: MainWindow) -> None:
        """Begin, with `front` staying before the others."""
        if self._front is None:
            self._waiting = front.keeper.others()
            self._front = front if self._waiting else None
            self._bring_next()

    @Slot()
    def _bring_next(self) -> None:
        every = self._windows.every()
        if not self._waiting or self._windows.is_ending or not every:
            front, self._front = self._front, None
            if front in every and QApplication.activeWindow() is not front:
                self._windows.bring_forward(front)
            return
        keeper = self._waiting.pop(0)
        start = keeper.state.main
        if keeper.state.card and (start is None or not every[0].register.can_show(start)):
            keeper.forget()  # a record of a kind that is no longer there
        else:
            window = self._windows.add(keeper)
            window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            window.show()
            self._windows.fill(window, start)
        QTimer.singleShot(PAUSE_MS, self, self._bring_next)
