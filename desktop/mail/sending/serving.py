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
from desktop.mail.secrets import INCOMING, OAUTH, OUTGOING, Secrets
from desktop.mail.sending import invitations  # noqa: F401 - offers its request
from desktop.mail.sending.loop import SendingLoop
from desktop.mail.sending.outgoing_rows import NoticeMail
from desktop.mail.sending.sent_box import LocalSentBox
from desktop.services.long_work import LongWork, long_work

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
            key, tell = work.store.key, work.store.tell
            loop = _loops[work.profile] = SendingLoop(
                work.profile,
                SystemClock(),
                _Keyring(Secrets(work.profile, key)).find,
                tell,
                key=key,
                box=LocalSentBox(work.profile, tell, key),
                producers=(NoticeMail(work.store, work.actor),),
            )
            atexit.register(loop.stop, STOP_SECONDS)
        loop.start()
        return loop


class _Keyring:
    """The secrets of a profile, as the loop asks for them."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    def find(self, account: uuid.UUID, is_token: bool) -> str:
        """Return the password or token with which an account sends, "" if none is known."""
        if is_token:
            return self._secrets.find(account, OAUTH)
        return self._secrets.find(account, OUTGOING) or self._secrets.find(account, INCOMING)
