"""The lock of a profile: taken before the window, so it knows nothing that is slow to import."""

from __future__ import annotations

from PySide6.QtCore import QLockFile

from desktop.core.paths import Profile


class ProfileLock:
    """Held as long as the program has the profile open; a killed program's is taken over."""

    def __init__(self, profile: Profile) -> None:
        self._lock = QLockFile(str(profile.lock))
        # Qt finds out by itself whether the holder still lives; age says nothing.
        self._lock.setStaleLockTime(0)
        self.is_taken = False  # nobody else has the profile open

    def take(self, wait_ms: int = 0) -> bool:
        """Take the lock, waiting for it if asked to; return whether nobody else has it.

        Where no lock can be made at all (a folder that may only be read), nobody has it.
        """
        locked = self._lock.tryLock(wait_ms)
        self.is_taken = locked or self._lock.error() != QLockFile.LockError.LockFailedError
        return self.is_taken

    def release(self) -> None:
        """Give it back."""
        self._lock.unlock()
