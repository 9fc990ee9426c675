"""The letters of each main window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.views.jobs import Jobs
from desktop.views.mail.compose.opening import LetterDesk

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def letter_desk(jobs: Jobs, widget: QWidget) -> LetterDesk:
    """Return the letters of the main window that a widget stands in; they are made at first."""
    window = _main_window(widget)
    return _known(window) or LetterDesk(jobs, window)


def _known(window: QWidget) -> LetterDesk | None:
    found = window.findChild(LetterDesk, "", _DIRECT)
    return found if isinstance(found, LetterDesk) else None


def _main_window(widget: QWidget) -> QWidget:
    window = widget.window()
    while not isinstance(window, QMainWindow) and (above := window.parentWidget()) is not None:
        window = above.window()
    return window
