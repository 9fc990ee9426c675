"""Keeps how the window is, and brings it back at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.views.shell.window_state import StateKeeper

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow

LEAST_WIDTH, LEAST_HEIGHT = 1024, 640
FIRST_WIDTH, FIRST_HEIGHT = 1280, 800
FRAME: Final = 48  # logical pixels that a title bar takes at most
CARD_WIDTH, CARD_HEIGHT = 960, 700  # of a record in a window of its own
LEAST_CARD_WIDTH, LEAST_CARD_HEIGHT = 720, 480
STEP: Final = 32  # a further window stands so far from the one it was opened in
KEEP_MS: Final = 1500  # written so long after the last change
VISIBLE: Final = 120  # so much of the window must lie on a screen


class WindowMemory(QObject):
    """Notes the window's place, panes, tabs and what was used lately."""

    def __init__(self, window: MainWindow, keeper: StateKeeper) -> None:
        super().__init__(window)
        self._window = window
        self._keeper = keeper
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        window.recents.changed.connect(self.keep_soon)

    def restore_box(self) -> None:
        """Put the window where it was, if a screen is still there."""
        window, state = self._window, self._keeper.state
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        room = screens[0] if screens else QRect(0, 0, FIRST_WIDTH, FIRST_HEIGHT)
        least = (LEAST_WIDTH, LEAST_HEIGHT)
        first = (FIRST_WIDTH, FIRST_HEIGHT)
        if state.card:
            least, first = (LEAST_CARD_WIDTH, LEAST_CARD_HEIGHT), (CARD_WIDTH, CARD_HEIGHT)
        window.setMinimumSize(min(least[0], room.width()), min(least[1], room.height()))
        if state.box and any(_is_seen(QRect(*state.box), screen) for screen in screens):
            window.setGeometry(QRect(*state.box))
        else:
            height = max(window.minimumHeight(), room.height() - FRAME)
            window.resize(min(first[0], room.width()), min(first[1], height))
        if state.maximised:
            window.setWindowState(window.windowState() | window.windowState().WindowMaximized)

    def stand_beside(self, other: QWidget) -> None:
        """Put a further window a step below the one it was opened in, all of it on the screen."""
        window, box, frame = self._window, QRect(other.geometry()), other.frameGeometry()
        room = other.screen().availableGeometry()
        room.adjust(  # the title bar too has to be reached
            box.left() - frame.left(),
            box.top() - frame.top(),
            box.right() - frame.right(),
            box.bottom() - frame.bottom(),
        )
        if self._keeper.state.card:
            box.setSize(window.size())
        box.setSize(box.size().boundedTo(room.size()))
        box.translate(STEP, STEP)
        if not room.contains(box):
            box.moveTopLeft(room.topLeft())
        window.setGeometry(box)

    @Slot()
    def keep_soon(self, *_anything: object) -> None:
        """Write the state a little later."""
        self._timer.start()

    @Slot()
    def keep(self) -> None:
        """Write the state in the background."""
        self._note()
        self._keeper.save()

    def close(self, *, wait: bool = True) -> None:
        """Write the state, and wait for it where the program ends with this window."""
        self._timer.stop()
        self._note()
        if wait:
            self._keeper.close()
        else:
            self._keeper.save()

    def _note(self) -> None:
        window, state = self._window, self._keeper.state
        state.maximised = window.isMaximized()
        if not window.isMaximized() and not window.isFullScreen():
            box = window.geometry()
            state.box = (box.x(), box.y(), box.width(), box.height())
        splitter = window.findChild(QSplitter, "navigation")
        if isinstance(splitter, QSplitter) and all(splitter.sizes()):
            state.sizes["navigation"] = splitter.sizes()
        state.recents = window.recents.to_json()
        window.keep_pages()


def _is_seen(box: QRect, screen: QRect) -> bool:
    seen = box.intersected(screen)
    return seen.width() >= VISIBLE and seen.height() >= VISIBLE
