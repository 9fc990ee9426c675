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

    def take(self) -> bool:
        """Take the lock; return whether nobody else has it."""
        return self._lock.tryLock(0)

    def release(self) -> None:
        """Give it back."""
        self._lock.unlock()
