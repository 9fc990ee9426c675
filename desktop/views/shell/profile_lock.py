"""The lock of a profile: taken before the window, so it knows nothing that is slow to import."""

from __future__ import annotations

import os
from io import BufferedRandom

from desktop.core.os_locks import lock_within, unlock
from desktop.core.paths import Profile


class ProfileLock:
    """Held as long as the program has the profile open; that of a killed one ends with it.

    The file names the process, for people who look for it; what locks is the operating system, so
    a copy of the folder opens though the file came along.
    """

    def __init__(self, profile: Profile) -> None:
        self._path = profile.lock
        self._file: BufferedRandom | None = None
        self.is_taken = False  # nobody else has the profile open

    def take(self, wait_ms: int = 0) -> bool:
        """Take the lock, waiting for it if asked to; return whether nobody else has it.

        Where no lock can be made at all (a folder that may only be read), nobody has it.
        """
        try:
            taken = self._file is not None or self._try(wait_ms / 1000)
        except OSError:
            taken = True
        self.is_taken = taken
        return taken

    def release(self) -> None:
        """Give it back."""
        file, self._file = self._file, None
        if file is not None:
            with file:
                file.truncate(0)
                unlock(file.fileno())

    def _try(self, seconds: float) -> bool:
        file = self._path.open("a+b")
        try:
            taken = lock_within(file.fileno(), seconds)
        except OSError:
            file.close()
            raise
        if not taken:
            file.close()
            return False
        self._file = file
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        return True
