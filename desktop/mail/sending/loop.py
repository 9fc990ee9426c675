"""The thread that works the outbox off; one program of a profile has it at a time.

It waits for the moment of the next letter, and is woken when one is queued.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol

from desktop.core.changes import Changes
from desktop.core.clock import Clock
from desktop.core.errors import AppError
from desktop.core.i18n import N_, _
from desktop.core.mail.letters import LETTERS, Letter
from desktop.core.os_locks import try_lock, unlock
from desktop.mail.backend import SignInError
from desktop.mail.sending.freezing import filed_copy
from desktop.mail.sending.letter_file import FOLDER, LetterFile
from desktop.mail.sending.outbox import Outbox
from desktop.mail.sending.senders import read_server
from desktop.mail.sending.smtp import SmtpSession
from desktop.mail.sending.smtp_values import OutgoingServer
from desktop.mail.sending.transit import Due, Transit
from desktop.mail.sending.transmitting import Transmission
from desktop.store.engine import DATABASE, connect_reader
from desktop.store.faults import told

LOCK: Final = "sending.lock"
LONGEST_WAIT: Final = 30.0  # seconds; then it looks by itself
NO_SERVER: Final = N_("The account has no server for outgoing mail. Complete its settings.")
NO_SECRET: Final = N_("The password of this account is asked for once more.")
NO_ACCOUNT: Final = N_("The account of this letter is not on this computer any more.")
# Providers that put a copy among the sent letters by themselves.
_FILE_THEMSELVES: Final = ("gmail.com", "googlemail.com", "office365.com", "outlook.com")
log = logging.getLogger(__name__)


class SentBox(Protocol):
    """The mailbox, as far as sending needs it."""

    def file_sent(self, letter: Letter, make: Callable[[], bytes]) -> bool:
        """Put a copy among the sent letters of its account; False: not yet, ask again."""
        ...

    def has_sent(self, account: uuid.UUID, message_id: str) -> bool:
        """Tell whether a message of that id is known to lie on the server."""
        ...

    def mark_answered(self, letter: Letter) -> None:
        """Mark the message that a letter answers or sends on."""
        ...

    def close(self) -> None:
        """Let go of the mailbox."""
        ...


Secrets = Callable[[uuid.UUID, bool], str]  # of an account; whether a token is wanted
Producer = Callable[[Outbox], None]  # queues what others want sent


class SendingLoop:
    """Sends what is due. `start` returns at once, `stop` when the letter under way is settled."""

    def __init__(
        self,
        profile: Path,
        clock: Clock,
        secrets: Secrets,
        tell: Callable[[Changes], None],
        *,
        key: bytes | None = None,
        box: SentBox | None = None,
        producers: tuple[Producer, ...] = (),
    ) -> None:
        self._profile = profile
        self._clock = clock
        self._key = key
        self._secrets = secrets
        self._tell = tell
        self._box = box
        self._producers = producers
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; harmless if it runs."""
        if self._thread is None or not self._thread.is_alive():
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="sending", daemon=True)
            self._thread.start()
        self.wake()

    def wake(self) -> None:
        """Look at once; any thread may call it."""
        self._wake.set()

    def stop(self, timeout: float = 10.0) -> None:
        """End after what is under way."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)

    # --- the thread
    def _run(self) -> None:
        file: LetterFile | None = None
        try:
            file = LetterFile(self._profile, self._key)
            with told():
                lock = (self._profile / FOLDER / LOCK).open("ab+")
            with lock:
                if self._take(lock.fileno()):
                    try:
                        self._work(file, Transit(file))
                    finally:
                        unlock(lock.fileno())
        except Exception:
            log.exception("sending ended")
        finally:
            if self._box is not None:
                self._box.close()
            if file is not None:
                file.close()

    def _take(self, handle: int) -> bool:
        """Wait until no other program of this profile sends."""
        while not try_lock(handle):
            if self._stopping.wait(1.0):
                return False
        return True

    def _work(self, file: LetterFile, transit: Transit) -> None:
        if transit.recover(self._clock.now()):
            self._told()
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self.round(file, transit)
            except AppError:
                log.exception("a round of sending failed")
            self._wake.wait(self._pause(transit))

    def _pause(self, transit: Transit) -> float:
        due = transit.next_due()
        if due is None:
            return LONGEST_WAIT
        return max(0.05, min(LONGEST_WAIT, (due - self._clock.now()).total_seconds()))

    def round(self, file: LetterFile, transit: Transit) -> None:
        """Send everything that is due, and file what was sent."""
        for producer in self._producers:
            producer(Outbox(file))
        due = transit.due(self._clock.now())
        for account, letters in groupby(sorted(due, key=_account_of), key=_account_of):
            if self._stopping.is_set():
                return
            self._send_all(file, transit, account, list(letters))
        self._find_doubtful(file, transit)
        self._file_sent(file, transit)

    def _send_all(
        self, file: LetterFile, transit: Transit, account: bytes, letters: list[Due]
    ) -> None:
        transmission = Transmission(file, transit, self._clock, self._connect)
        try:
            for due in letters:
                if self._stopping.is_set():
                    return
                transmission.send(due)
                _note_limit(file, account, transmission.limit)
                self._told()
        finally:
            transmission.close()

    def _connect(self, due: Due) -> SmtpSession:
        account = due.letter.account
        records = connect_reader(self._profile / DATABASE, self._key)
        try:
            found = None if account is None else read_server(records, account)
        finally:
            records.close()
        if account is None or found is None:
            raise SignInError(_(NO_ACCOUNT if account is None else NO_SERVER))
        server, is_token = found
        return SmtpSession(self._signed(server, account, is_token=is_token))

    def _signed(
        self, server: OutgoingServer, account: uuid.UUID, *, is_token: bool
    ) -> OutgoingServer:
        secret = self._secrets(account, is_token)
        if not secret and server.security != "none":
            raise SignInError(_(NO_SECRET))
        user = server.user if secret else ""
        return replace(server, user=user, secret=secret, is_token=is_token)

    # --- afterwards
    def _file_sent(self, file: LetterFile, transit: Transit) -> None:
        for one in transit.to_file():
            letter = one.letter
            if self._box is None or letter.account is None:
                transit.filed(letter.id)
                continue
            try:
                self._box.mark_answered(letter)
                if not self._is_filed_by_provider(letter):
                    make = partial(filed_copy, file, letter, one.digest)
                    if not self._box.file_sent(letter, make):
                        continue
            except AppError as error:
                log.warning("a sent letter could not be filed yet: %s", error)
                continue
            transit.filed(letter.id)
            self._told()

    def _is_filed_by_provider(self, letter: Letter) -> bool:
        records = connect_reader(self._profile / DATABASE, self._key)
        try:
            found = None if letter.account is None else read_server(records, letter.account)
        finally:
            records.close()
        host = "" if found is None else found[0].host.lower()
        return any(host == one or host.endswith(f".{one}") for one in _FILE_THEMSELVES)

    def _find_doubtful(self, file: LetterFile, transit: Transit) -> None:
        """Settle uncertain letters of which a copy was found among the sent ones."""
        if self._box is None:
            return
        for letter in transit.doubtful():
            if letter.account and self._box.has_sent(letter.account, letter.message_id):
                Outbox(file).said(letter.id, self._clock.now(), sent=True)
                self._told()

    def _told(self) -> None:
        self._tell(Changes({LETTERS: frozenset()}))


def _account_of(due: Due) -> bytes:
    return due.letter.account.bytes if due.letter.account else b""


def _note_limit(file: LetterFile, account: bytes, limit: int) -> None:
    if not limit:
        return
    with file.writing() as connection:
        connection.execute(
            "INSERT INTO learnt(account, size_limit) VALUES(?1, ?2) ON CONFLICT(account)"
            " DO UPDATE SET size_limit = ?2 WHERE size_limit <> ?2",
            (account, limit),
        )
