"""Asks when a letter is to be sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import local_zone
from desktop.core.i18n import _

_SHOWN: Final = "HH:mm dd/MM/yyyy"


class LaterDialog(QDialog):
    """A day and a time; nothing before now."""

    def __init__(self, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Send later"))
        here = now.astimezone(local_zone())
        first = QDateTime(here.year, here.month, here.day, here.hour, here.minute, 0)
        self.moment = QDateTimeEdit(first.addSecs(3600), self)
        self.moment.setDisplayFormat(_SHOWN)
        self.moment.setCalendarPopup(True)
        self.moment.setMinimumDateTime(first)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.addButton(_("Send then"), QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(QLabel(_("When is the letter to be sent?"), self))
        layout.addWidget(self.moment)
        layout.addWidget(box)

    def chosen(self) -> datetime:
        """Return the moment, in UTC."""
        day, time = self.moment.date(), self.moment.time()
        here = datetime(
            day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=local_zone()
        )
        return here.astimezone(UTC)
