"""Asks the worker for rounds with the centre: after a save, when it has news, else now and then."""

from __future__ import annotations

from dataclasses import replace
from random import randrange
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.sync_status import NEWS, SyncState, SyncStatus, status_from_json
from desktop.views.jobs import Jobs

IDLE_MS: Final = 15_000
SOON_MS: Final = 150  # after a save: what follows at once goes along
LATE_MS: Final = 1_000  # while edits wait that the last round did not send
NEWS_MS: Final = 150  # at most, by chance: not all colleagues ask in the same moment
OFFLINE_MS: Final = 30_000  # a server that is gone is not asked as often
SLOW_MS: Final = 3_000  # a round that takes longer is told of while something saved waits for it
PAUSED_MS: Final = 60_000  # asked for nothing but whether everything here is to be deleted


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
        self.is_known = False  # whether the worker has told anything yet
        self._is_asking = False
        self._again = False  # somebody wants a round after the one under way
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.ask_now)
        self._slow = QTimer(self, singleShot=True)
        self._slow.timeout.connect(self._on_slow_timeout)
        jobs.changes.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Find out whether there is a centre; returns at once."""
        self._ask("sync.status")

    @Slot()
    def ask_now(self) -> None:
        """Ask for a round, after the one under way if there is one; returns at once."""
        self._again = self._is_asking
        self._ask("sync.round")

    def take(self, told: Json) -> None:
        """Note how it stands by an answer of the worker, and when to ask again."""
        self._note(status_from_json(told))

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._slow.stop()

    def _note(self, status: SyncStatus) -> None:
        self.is_known = True
        was_joined, self.status = self.status.is_joined, status
        if not self._again:
            self._slow.stop()
        is_due = status.state is SyncState.PAUSED and self._timer.interval() == PAUSED_MS
        if not status.is_joined:
            self._timer.stop()
        elif not (is_due and self._timer.isActive()):  # however much is edited meanwhile
            self._timer.start(self._pause() if was_joined else 0)
        self.changed.emit(status)

    def _pause(self) -> int:
        if self.status.state is SyncState.PAUSED:
            return PAUSED_MS
        if self.status.state is SyncState.OFFLINE:
            return OFFLINE_MS
        has_files = bool(self.status.files)  # which edits may wait for, and which take longer
        is_late = self.status.state is SyncState.OK and self.status.waiting and not has_files
        return LATE_MS if is_late else IDLE_MS

    def _ask(self, request: str) -> None:
        if not self._is_asking and self._jobs.worker is not None:
            self._is_asking = True
            self._jobs.start(self._round(request), name=_("Syncing"))

    async def _round(self, request: str) -> None:
        try:
            self.take(await self._jobs.ask(request, {}))
        except AppError as error:
            if self.status.state is SyncState.PAUSED:
                self._note(self.status)
            elif self.status.is_joined:
                stuck = replace(self.status, state=SyncState.OFFLINE, is_stuck=True)
                self._note(replace(stuck, sentence=str(error)))
        finally:
            self._is_asking = False
            self._go_on()

    def _go_on(self) -> None:
        """Ask again soon if somebody wants it; after a bug of ours go on all the same."""
        if self.status.state in (SyncState.ALONE, SyncState.PAUSED):
            self._again = False
        elif self._again:
            self._again = False
            self._timer.start(0)
        elif not self._timer.isActive():
            self._timer.start(OFFLINE_MS)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Send what was saved here soon, fetch what is new; what a round brought has no group."""
        is_news = NEWS in changes.ids
        if not self.status.is_joined:
            return
        if changes.group and not self._slow.isActive():
            self._slow.start(SLOW_MS)
        if self.status.state is SyncState.PAUSED:
            if changes.group:
                self._ask("sync.status")  # one more waits
        elif self._is_asking:
            self._again |= is_news or bool(changes.group)
        elif is_news:
            self._timer.start(randrange(NEWS_MS))  # noqa: S311 - no secret
        elif changes.group:
            self._timer.start(SOON_MS)

    @Slot()
    def _on_slow_timeout(self) -> None:
        """Say that something waits where no answer comes: a line may be silent for a minute."""
        if self.status.state is SyncState.OK and not self.status.waiting:
            self.changed.emit(replace(self.status, waiting=1))
