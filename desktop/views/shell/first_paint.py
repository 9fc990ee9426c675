"""Notices the first paint of a window: what can wait is done after it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Watches one window.

    Signals:
        happened: the window was painted for the first time.
    """

    happened = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    # Qt's names
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the window to be shown."""
        if event.type() == QEvent.Type.Show:
            self._window.removeEventFilter(self)
            # The first timer comes in the turn of the paint, the second after it.
            QTimer.singleShot(0, self, self._on_turn)
        return False

    @Slot()
    def _on_turn(self) -> None:
        QTimer.singleShot(0, self, self.happened.emit)
