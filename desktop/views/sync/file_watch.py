"""Has files sent and fetched while there is a server: after each round that left some to do."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import AppError
from desktop.core.file_states import hashes_from_json
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.sync_status import SyncState, SyncStatus
from desktop.views.jobs import Jobs
from desktop.views.lent_copies import forget_copies
from desktop.views.sync.sync_watch import SyncWatch


class FileWatch(QObject):
    """Asks the worker for one part of the exchange after the other.

    Signals:
        moved: files came here or went to the company.
    """

    moved = Signal()

    def __init__(self, jobs: Jobs, watch: SyncWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watch = watch
        self._is_asking = False
        self.sentence = ""  # why the last part broke off
        watch.changed.connect(self._on_watch_changed)

    @Slot(object)
    def _on_watch_changed(self, status: SyncStatus) -> None:
        if status.state is SyncState.OK and status.transfers and not self._is_asking:
            self._is_asking = True
            self._jobs.start(self._exchange(), name=_("Exchanging files"))

    async def exchange(self) -> None:
        """Send and fetch what there is, unless that is under way."""
        if not self._is_asking:
            self._is_asking = True
            await self._exchange()

    async def _exchange(self) -> None:
        sent = 0
        try:
            is_left = True
            while is_left:
                told = await self._jobs.ask("sync.files", {})
                facts = told if isinstance(told, dict) else {}
                is_left = facts.get("left") is True
                self.sentence = str(facts.get("sentence") or "")
                sent += _count(facts.get("sent"))
                await self._forget(facts.get("gone"))
                if _count(facts.get("sent")) or _count(facts.get("fetched")):
                    self.moved.emit()
        except AppError as error:
            self.sentence = str(error)
        finally:
            self._is_asking = False
        if sent:
            self._watch.ask_now()  # what waited for these files may go

    async def _forget(self, gone: Json) -> None:
        """Delete the copies that other programs were given of files that were revoked."""
        digests = hashes_from_json(gone)
        if digests:
            await self._jobs.aside(forget_copies, digests)


def _count(value: Json) -> int:
    return value if isinstance(value, int) else 0
