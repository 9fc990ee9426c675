"""Locks of the operating system on a file: they end with the process, however it ends.

They belong to the file itself and not to what stands in it, so a copy of it is not locked.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Final

_STEP_SECONDS: Final = 0.01

if sys.platform == "win32":
    import msvcrt

    # A byte that lies behind everything: one that is locked cannot be read by others there.
    _PLACE: Final = 1 << 30

    def try_lock(handle: int) -> bool:
        """Lock an open file; return False if somebody else has it.

        Raises:
            OSError: files cannot be locked in that place.
        """
        os.lseek(handle, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Let others lock the file."""
        os.lseek(handle, _PLACE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def try_lock(handle: int) -> bool:
        """Lock an open file; return False if somebody else has it.

        Raises:
            OSError: files cannot be locked in that place.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Let others lock the file."""
        fcntl.flock(handle, fcntl.LOCK_UN)


def lock_within(handle: int, seconds: float) -> bool:
    """Lock an open file, waiting for it so long; return False if somebody else keeps it.

    Raises:
        OSError: files cannot be locked in that place.
    """
    end = time.monotonic() + seconds
    while not (is_locked := try_lock(handle)) and time.monotonic() < end:
        time.sleep(_STEP_SECONDS)
    return is_locked
