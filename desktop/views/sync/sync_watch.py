"""Asks the worker for rounds while there is a centre: soon after each save, else now and then."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.errors import AppError
from desktop.core.i18n import _
from desktop.core.sync_status import SyncState, SyncStatus, status_from_json
from desktop.views.jobs import Jobs

IDLE_MS: Final = 15_000
SOON_MS: Final = 2_000
OFFLINE_MS: Final = 30_000  # a server that is gone is not asked as often


class SyncWatch(QObject):
    """Keeps the status of one profile; nothing is asked for while it is used alone.

    Signals:
        changed: the SyncStatus, whenever it was told anew.
    """

    changed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.status = SyncStatus()
        self._is_asking = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.ask_now)
        jobs.changes.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Find out whether there is a centre; returns at once."""
        self._ask("sync.status")

    @Slot()
    def ask_now(self) -> None:
        """Ask for a round; returns at once."""
        self._ask("sync.round")

    def take(self, status: SyncStatus) -> None:
        """Note how it stands, and when to ask again."""
        was_joined, self.status = self.status.is_joined, status
        if status.is_joined:
            offline = status.state is SyncState.OFFLINE
            pause = OFFLINE_MS if offline else IDLE_MS if was_joined else 0
            self._timer.start(pause)
        else:
            self._timer.stop()
        self.changed.emit(status)

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def _ask(self, request: str) -> None:
        if not self._is_asking and self._jobs.worker is not None:
            self._is_asking = True
            self._jobs.start(self._round(request), name=_("Syncing"))

    async def _round(self, request: str) -> None:
        try:
            self.take(status_from_json(await self._jobs.ask(request, {})))
        except AppError as error:
            if self.status.is_joined:
                offline = SyncStatus(SyncState.OFFLINE, str(error), self.status.host)
                self.take(offline)
        finally:
            self._is_asking = False

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Send what was saved here soon; what a round brought has no group of changes."""
        if changes.group and self.status.is_joined and self.status.state is not SyncState.PAUSED:
            self._timer.start(SOON_MS)
