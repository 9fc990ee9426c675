"""What the service does for the profiles on its machine: a backup a day, and tidying up.

A profile whose window is open is left alone: that window's own worker does the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop.core.changes import Changes
from desktop.core.errors import AppError
from desktop.core.os_locks import try_lock, unlock
from desktop.core.paths import Profile
from desktop.core.protection import Protected
from desktop.services.keys import ProfileKeys
from desktop.services.maintenance import maintain
from desktop.services.opening import open_for_worker

EVERY_SECONDS: Final = 3600.0
log = logging.getLogger(__name__)


class ProfileDuties:
    """Looks at each profile once an hour."""

    def __init__(self, profiles: Sequence[Path]) -> None:
        self._profiles = tuple(profiles)
        self._looked = float("-inf")

    def step(self) -> None:
        """Do what is due for the profiles; what goes wrong with one keeps no other back."""
        if time.monotonic() - self._looked < EVERY_SECONDS:
            return
        self._looked = time.monotonic()
        for folder in self._profiles:
            try:
                done = look_after(Profile(folder))
            except (AppError, OSError):
                log.exception("the profile %s cannot be looked after", folder.name)
            else:
                log.info("profile %s: %s", folder.name, done)


def look_after(profile: Profile) -> str:
    """Back a profile up if that is due and tidy it up; return what was done, for the log.

    Raises:
        StorageError, CorruptStoreError, SafeError: it cannot be opened or copied.
    """
    if profile.is_new:
        return "there is none"
    if is_open(profile):
        return "its window is open and looks after it"
    keys = ProfileKeys(profile.folder)
    how = keys.protected()
    if how not in (Protected.NOT, Protected.BY_SAFE):
        return "only a password opens it"
    key = None if how is Protected.NOT else keys.by_safe()
    with open_for_worker(profile.folder, _tell_nobody, key) as surround:
        return str(maintain(surround(_report_nothing)))


def is_open(profile: Profile) -> bool:
    """Tell whether a window has the profile open."""
    try:
        with profile.lock.open("r+b") as file:
            is_free = try_lock(file.fileno())
            if is_free:
                unlock(file.fileno())
            return not is_free
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _tell_nobody(_changes: Changes) -> None:
    """No window is open."""


def _report_nothing(done: int, of: int = 0, what: str = "") -> None:
    """Nobody waits."""
