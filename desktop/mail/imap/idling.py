"""IDLE (RFC 2177): the server tells of changes by itself; a lost line is told, not slept over."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from desktop.core.i18n import _
from desktop.mail.backend import LostError
from desktop.mail.imap.client import LOST, Client, told
from desktop.mail.imap.wire import COMMAND_SECONDS

POLL_SECONDS: Final = 60.0  # between two NOOPs where there is no IDLE
_TELLS: Final = (b" EXISTS", b" EXPUNGE", b"VANISHED", b" FETCH ")


class Bell:
    """Wakes who waits on a socket; any thread may ring it."""

    def __init__(self) -> None:
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)

    def ring(self) -> None:
        """Wake who waits."""
        try:
            self._there.send(b"!")
        except OSError:
            return  # rung before, and not heard yet; or closed

    def hush(self) -> bool:
        """Forget the ringing so far; tell whether there was any."""
        try:
            return bool(self._here.recv(4096))
        except OSError:
            return False

    @property
    def ear(self) -> socket.socket:
        """What can be read when it rang."""
        return self._here

    def close(self) -> None:
        """Be no bell any more."""
        self._here.close()
        self._there.close()


@contextmanager
def listening(client: Client, bell: Bell | None) -> Iterator[Callable[[float], bool]]:
    """Listen to the open folder; what is yielded waits, see `MailBackend.waiting`."""
    if "IDLE" not in client.can:
        yield lambda seconds: _polled(client, bell, seconds)
        return
    with told(client.server.host):
        client.wire.until(COMMAND_SECONDS)
        client.wire.untagged_responses.clear()
        client.idle()
    try:
        yield lambda seconds: _heard(client, bell, seconds)
    finally:
        with told(client.server.host):
            client.wire.until(COMMAND_SECONDS)
            client.idle_done()


def _heard(client: Client, bell: Bell | None, seconds: float) -> bool:
    """Read what the server tells until something changed, the time is over or the bell rang."""
    end = time.monotonic() + seconds
    with told(client.server.host):
        while (left := end - time.monotonic()) > 0:
            if not client.wire.has_more(left, bell.ear if bell else None):
                return False
            client.wire.until(COMMAND_SECONDS)
            line = client.wire.readline()
            if not line:
                raise LostError(_(LOST).format(host=client.server.host))
            if line.startswith(b"* BYE"):
                raise LostError(_(LOST).format(host=client.server.host))
            if any(word in line for word in _TELLS):
                return True
    return False


def _polled(client: Client, bell: Bell | None, seconds: float) -> bool:
    """Ask now and then, as there is no IDLE."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if client.wire.has_more(min(left, POLL_SECONDS), bell.ear if bell else None):
            client.ask("NOOP")
            return True
        if bell is not None and bell.hush():
            bell.ring()
            return False
        client.ask("NOOP")
        if client.others("EXISTS") or client.others("EXPUNGE") or client.others("FETCH"):
            return True
    return False
