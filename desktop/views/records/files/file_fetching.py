"""Where the files of a list are, and bringing them here when somebody wants one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import AppError
from desktop.core.file_states import FileState, states_from_json
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.jobs import Jobs, Writing
from desktop.views.records.files.file_copies import AttachedFile

if TYPE_CHECKING:
    from desktop.core.ports import Blobs

ATTACHMENT: Final = "attachment"
_BLOB: Final = "blob"
_WHOLE: Final = 100


class FileFetching(QObject):
    """Knows the state of files by their hashes.

    Signals:
        changed: the hash of a file whose state or progress is another now.
    """

    changed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.is_joined = False
        self._states: dict[str, FileState] = {}
        self._percent: dict[str, int] = {}

    def state(self, digest: str) -> FileState:
        """Return where a file is, as far as is known."""
        return self._states.get(digest, FileState.HERE)

    def percent(self, digest: str) -> int:
        """Return how much of a file has come."""
        return self._percent.get(digest, 0)

    @property
    def is_busy(self) -> bool:
        """Whether a file is on its way."""
        return bool(self._percent)

    async def look(self, files: Sequence[AttachedFile]) -> None:
        """Find out where files are."""
        digests = [file.blob for file in files]
        told: dict[str, FileState] = {}
        if self._jobs.worker is not None:
            wanted = {"digests": list[Json](digests)}
            told = states_from_json(await self._jobs.ask("sync.file_states", wanted))
        self.is_joined = bool(told) or (self.is_joined and not digests)
        if not told:
            blobs = await self.blobs()
            missing = await self._jobs.aside(blobs.missing, digests)
            told = dict.fromkeys(missing, FileState.GONE)
        for digest in digests:
            if digest not in self._percent:
                self._note(digest, told.get(digest, FileState.HERE))

    async def blobs(self) -> Blobs:
        """Return the store of files on this computer."""

        def ask(writing: Writing) -> Blobs:
            return writing.blobs

        return await self._jobs.in_store(ask)

    async def bring(self, file: AttachedFile) -> None:
        """Have a file on this computer; raise AppError, after which it can be tried again."""
        if not self.is_joined or self.state(file.blob).is_here or file.blob in self._percent:
            return

        def progress(done: int, of: int, _what: str) -> None:
            self._percent[file.blob] = done * _WHOLE // of if of else 0
            self.changed.emit(file.blob)

        progress(0, 0, "")
        self._note(file.blob, FileState.FETCHING)
        named: dict[str, Json] = {"table": ATTACHMENT, "record": file.id, "column": _BLOB}
        came = False
        try:
            await self._jobs.ask("sync.fetch", named, progress)
            came = True
        except AppError:
            self._percent.pop(file.blob, None)
            self._note(file.blob, FileState.FAILED)
            raise
        finally:
            if self._percent.pop(file.blob, None) is not None:
                self._note(file.blob, FileState.HERE if came else FileState.AWAY)

    async def keep(self, files: Sequence[AttachedFile], *, pinned: bool) -> None:
        """Let files stay on this computer, or no more; those that are away come."""
        digests = [file.blob for file in files]
        await self._jobs.ask("sync.pin", {"digests": list[Json](digests), "pinned": pinned})
        for file in files if pinned else ():
            await self.bring(file)
        await self.look(files)

    def words(self, digest: str) -> str:
        """Return how far a file on its way is; nothing of others."""
        if digest not in self._percent:
            return ""
        return _("Being downloaded: {percent} %").format(percent=self.percent(digest))

    def _note(self, digest: str, state: FileState) -> None:
        if self._states.get(digest) is not state:
            self._states[digest] = state
            self.changed.emit(digest)
