"""Sending in the worker: what the window asks for.

`mail.send_due` starts the thread that sends, if it does not run, and lets it look at once.
"""

from __future__ import annotations

import atexit
import threading
import uuid
from pathlib import Path
from typing import Final

from desktop.core.clock import SystemClock
from desktop.core.filters import Json
from desktop.core.protection import SafeError
from desktop.mail.sending.loop import SendingLoop
from desktop.services.long_work import LongWork, long_work
from desktop.store import safe

STOP_SECONDS: Final = 8.0
_lock: Final = threading.Lock()
_loops: dict[Path, SendingLoop] = {}


@long_work("mail.send_due")
def send_due(work: LongWork) -> Json:
    """Send what is due, from now on without being asked; returns at once."""
    begin_sending(work)
    return None


def begin_sending(work: LongWork) -> SendingLoop:
    """Return the loop of the profile, running."""
    with _lock:
        loop = _loops.get(work.profile)
        if loop is None:
            loop = _loops[work.profile] = SendingLoop(
                work.profile, SystemClock(), find_secret, work.store.tell, key=work.store.key
            )
            atexit.register(loop.stop, STOP_SECONDS)
        loop.start()
        return loop


def find_secret(account: uuid.UUID, is_token: bool) -> str:
    """Return the password or token with which an account sends, "" if none is kept."""
    for name in ("oauth",) if is_token else ("outgoing", "incoming"):
        try:
            found = safe.find(f"mail/{account}/{name}")
        except SafeError:
            return ""
        if found:
            return found.decode()
    return ""
