"""The letters of each main window."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.core.mail.values import Address
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.opening import LetterDesk

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def letter_desk(jobs: Jobs, widget: QWidget) -> LetterDesk:
    """Return the letters of the main window that a widget stands in; they are made at first."""
    window = _main_window(widget)
    return _known(window) or LetterDesk(jobs, window)


def write_to(widget: QWidget, address: str) -> None:
    """Begin a letter to an address; where letters are not written here, another program does."""
    desk = _known(_main_window(widget))
    if desk is not None:
        desk.write((Address("", address),))
    else:
        QDesktopServices.openUrl(QUrl(f"mailto:{address}"))


def _known(window: QWidget) -> LetterDesk | None:
    found = window.findChild(LetterDesk, "", _DIRECT)
    return found if isinstance(found, LetterDesk) else None


def _main_window(widget: QWidget) -> QWidget:
    window = widget.window()
    while not isinstance(window, QMainWindow) and (above := window.parentWidget()) is not None:
        window = above.window()
    return window
