"""The button in the status bar that says how it stands with the company's server."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.clock import SystemClock, to_micros
from desktop.core.sync_status import SyncStatus
from desktop.views.icons import icon
from desktop.views.sync.sync_words import icon_of, short_words, tip_words


class SyncButton(QToolButton):
    """Hidden while the profile is used alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.hide()

    @Slot(object)
    def show_status(self, status: SyncStatus) -> None:
        """Say how it stands."""
        if status.is_joined:
            text = short_words(status, to_micros(SystemClock().now()))
            self.setIcon(icon(*icon_of(status)))
            self.setText(text)
            self.setAccessibleName(text)
            self.setToolTip(tip_words(status))
        self.setVisible(status.is_joined)
