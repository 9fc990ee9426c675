"""The thread that listens to an account's inbox, over a connection of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from desktop.core.errors import AppError
from desktop.mail.backend import CertificateError, MailBackend, SignInError
from desktop.mail.imap.idling import Bell

PAUSES: Final = (1.0, 2.0, 5.0, 15.0, 60.0, 300.0)  # before the next try to connect
IDLE_SECONDS: Final = 540.0  # IDLE is said anew: networks forget silent connections
LOOK_SECONDS: Final = 2.0
log = logging.getLogger(__name__)


class InboxListener:
    """Listens while the account is connected.

    Args:
        connect: opens the connection; a bell that rings wakes who waits on it.
        rang: called when the inbox changed.
    """

    def __init__(self, connect: Callable[[Bell], MailBackend], rang: Callable[[], None]) -> None:
        self._connect = connect
        self._rang = rang
        self._bell = Bell()
        self._ends = threading.Event()
        self._server: MailBackend | None = None
        self.may_listen = threading.Event()
        self.thread = threading.Thread(target=self._listen, name="mail-idle", daemon=True)

    def end(self) -> None:
        """Let the thread end."""
        self._ends.set()
        self.may_listen.set()  # who waits for that looks whether all ends
        self._bell.ring()

    def hang_up(self) -> None:
        """Break its connection off."""
        if self._server is not None:
            self._server.hang_up()

    def close(self) -> None:
        """Give back what it held, after the thread has ended."""
        self._bell.close()

    def _listen(self) -> None:
        tries = 0
        while not self._ends.is_set():
            if not self.may_listen.wait(LOOK_SECONDS) or self._ends.is_set():
                continue
            try:
                tries += 1
                self._hear()
                tries = 0
            except (SignInError, CertificateError):
                log.info("listening is refused; mail is looked for now and then")
                self._ends.wait(PAUSES[-1])
            except AppError as error:
                log.info("listening ended: %s", error)
                self._ends.wait(PAUSES[min(tries, len(PAUSES) - 1)])
            except Exception:
                log.exception("listening failed")
                self._ends.wait(PAUSES[-1])

    def _hear(self) -> None:
        server = self._server = self._connect(self._bell)
        try:
            server.open("INBOX")
            self._rang()  # what came before is looked for, too
            while not self._ends.is_set():
                with server.waiting() as changed:
                    until = time.monotonic() + IDLE_SECONDS
                    while not self._ends.is_set() and time.monotonic() < until:
                        self._bell.hush()
                        if changed(until - time.monotonic()):
                            self._rang()
        finally:
            server.close()
