"""One service for one folder: the lock is the process's and ends with it, however it ends."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from desktop.core.errors import BusyError
from desktop.store.gate import Gate

WAIT_SECONDS: Final = 2.0


class FolderLock:
    """Held from its making until `release`."""

    def __init__(self, folder: Path) -> None:
        """Take the lock of a folder.

        Raises:
            BusyError: another service works in it.
            StorageError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._gate = Gate(folder)
        self._held = self._gate.held(time.monotonic() + WAIT_SECONDS)
        try:
            self._held.__enter__()
        except BusyError:
            self._gate.close()
            raise

    def release(self) -> None:
        """Let another service work in the folder."""
        self._held.__exit__(None, None, None)
        self._gate.close()
