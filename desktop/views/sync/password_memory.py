"""The password for the server where no keyring has it: known until the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.core.errors import AppError
from desktop.core.i18n import _
from desktop.core.sync_status import NOT_LET_IN, SyncStatus
from desktop.views.jobs import Jobs

if TYPE_CHECKING:
    from desktop.views.sync.sync_watch import SyncWatch


class PasswordMemory(QObject):
    """Tells a worker the password that does not know it: one that was started anew, say.

    It stands in the memory of this process alone, never in a file or an argument.
    """

    def __init__(self, jobs: Jobs, watch: SyncWatch, parent: QObject, password: str = "") -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watch = watch
        self._password = password
        watch.changed.connect(self._on_watch_changed)

    def password(self) -> str:
        """Return the password; "" where it is not known, or a keyring has it."""
        return self._password

    @Slot(str)
    def remember(self, password: str) -> None:
        """Know a password from now on."""
        self._password = password

    def begin(self) -> None:
        """Let the worker know the password before anything else; returns at once."""
        self._jobs.start(self._begin(), name=_("Syncing"))

    async def _begin(self) -> None:
        try:
            await self._tell()
        except AppError:
            self._watch.begin()

    async def _tell(self) -> None:
        self._watch.take(await self._jobs.ask("sync.unlock", {"password": self._password}))

    @Slot(object)
    def _on_watch_changed(self, status: SyncStatus) -> None:
        if not status.is_joined or status.code == NOT_LET_IN:
            self._password = ""
        elif status.lacks_password and self._password:
            self._jobs.start(self._tell_again(), name=_("Syncing"))

    async def _tell_again(self) -> None:
        await self._tell()
        self._watch.ask_now()
