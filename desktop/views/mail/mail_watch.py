"""Lets the worker mirror the accounts: from the start on, and again when one of them changed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.core.changes import Changes
from desktop.core.errors import AppError, CancelledError
from desktop.core.i18n import _
from desktop.views.jobs import Jobs
from desktop.views.patience import until_free

PAUSE_MS: Final = 300
ENTITY: Final = "mail_account"


class MailWatch(QObject):
    """One for all windows."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        jobs.changes.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Begin."""
        self._timer.start()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(ENTITY):
            self._timer.start()

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._jobs.start(self._begin(), name=_("Send and receive"))

    async def _begin(self) -> None:
        try:
            await until_free(self._ask)
        except CancelledError:
            raise
        except AppError:  # each account says itself what is wrong with it
            return

    async def _ask(self) -> object:
        return await self._jobs.ask("mail.begin", {})
