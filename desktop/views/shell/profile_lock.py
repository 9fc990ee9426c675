"""The lock of a profile: taken before the window, so it knows nothing that is slow to import."""

from __future__ import annotations

import threading

from PySide6.QtCore import QLockFile

from desktop.core.paths import Profile


class ProfileLock:
    """Held as long as the program has the profile open; a killed program's is taken over."""

    def __init__(self, profile: Profile) -> None:
        self._lock = QLockFile(str(profile.lock))
        # Qt finds out by itself whether the holder still lives; age says nothing.
        self._lock.setStaleLockTime(0)
        self._is_taken = False
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Begin to take the lock in a thread: a start has other things to do meanwhile."""
        self._thread = threading.Thread(target=self._try, name="take lock")
        self._thread.start()

    @property
    def is_taken(self) -> bool:
        """Whether nobody else has the profile open, once the lock that was begun is there."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        return self._is_taken

    def take(self, wait_ms: int = 0) -> bool:
        """Take the lock, waiting for it if asked to; return whether nobody else has it.

        Where no lock can be made at all (a folder that may only be read), nobody has it.
        """
        self._try(wait_ms)
        return self.is_taken

    def _try(self, wait_ms: int = 0) -> None:
        locked = self._lock.tryLock(wait_ms)
        self._is_taken = locked or self._lock.error() != QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """Give it back."""
        self._lock.unlock()
