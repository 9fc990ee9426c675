"""Lets the company know of new mail with customers, as far as the accounts share it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.core.changes import Changes
from desktop.core.errors import AppError, CancelledError
from desktop.core.i18n import _
from desktop.core.mail.values import MAILBOX
from desktop.views.jobs import Jobs
from desktop.views.patience import until_free

PAUSE_MS: Final = 3_000  # of silence: changes come in crowds
_CONCERNING: Final = (MAILBOX, "account", "contact", "lead", "mail_account")


class MailSharing(QObject):
    """Asks the worker a moment after mail came, or what is known of customers changed."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._is_asking = False
        self._is_behind = False  # something changed while the worker was at it
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        jobs.changes.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Look for the first time."""
        self._timer.start()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(one) for one in _CONCERNING):
            self._is_behind = True
            if not self._is_asking:
                self._timer.start()

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._is_asking = True
        self._jobs.start(self._share(), name=_("Sharing mail with customers"))

    async def _share(self) -> None:
        self._is_behind = False
        try:
            is_more = await until_free(lambda: self._jobs.ask("mail.share", {}))
            self._is_behind = self._is_behind or bool(is_more)
        except CancelledError:
            raise
        except AppError:  # it is asked again with the next change
            return
        finally:
            self._is_asking = False
        if self._is_behind:
            self._timer.start()
