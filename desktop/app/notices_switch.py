"""Begins to remind people and to tell them things, once the start is well over."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.app.tray_switch import TraySwitch
from desktop.core.manifest import Manifest
from desktop.views.jobs import Jobs
from desktop.views.shell.windows import Windows

if TYPE_CHECKING:
    from desktop.views.notices.notice_desk import NoticeDesk

NOTICES_MS: Final = 2_500  # whoever works in the window comes first


class NoticesSwitch(QObject):
    """Imports what reminds and tells after the first work of a person."""

    def __init__(self, windows: Windows, jobs: Jobs, facts: Manifest, tray: TraySwitch) -> None:
        super().__init__(windows)
        self._windows = windows
        self._jobs = jobs
        self._facts = facts
        self._tray = tray
        self.desk: NoticeDesk | None = None
        QTimer.singleShot(NOTICES_MS, self, self.begin)

    @Slot()
    def begin(self) -> None:
        """Begin, for the person whose profile it is; a profile of nobody has none to tell."""
        if self.desk is None and self._facts.owner and not self._windows.is_ending:
            from desktop.views.diary.files.exchange_watch import ExchangeWatch
            from desktop.views.mail.mail_sharing import MailSharing
            from desktop.views.mail.mail_watch import MailWatch
            from desktop.views.notices.notice_desk import NoticeDesk

            owner = uuid.UUID(self._facts.owner)
            self.desk = NoticeDesk(self._windows, self._jobs, owner)
            self.desk.show_outside = self._tray.tell
            self.desk.begin()
            ExchangeWatch(self._jobs, self).begin()
            MailWatch(self._jobs, self).begin()
            MailSharing(self._jobs, self).begin()
