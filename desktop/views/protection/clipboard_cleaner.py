"""A secret on the clipboard, taken off it again: after two minutes, or when the program ends."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

SHORT_MS: Final = 120_000


class ClipboardCleaner(QObject):
    """Lives as long as the secret lies there, whatever becomes of the window it came from."""

    def __init__(self, secret: str) -> None:
        """Put the secret onto the clipboard."""
        super().__init__(QCoreApplication.instance())
        self._secret = secret
        QGuiApplication.clipboard().setText(secret)
        self._timer = QTimer(self, singleShot=True, interval=SHORT_MS)
        self._timer.timeout.connect(self.clean)
        self._timer.start()
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clean)

    @Slot()
    def clean(self) -> None:
        """Take the secret off the clipboard, if it is still what lies there."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == self._secret:
            clipboard.clear()
        self._timer.stop()
        self.deleteLater()
