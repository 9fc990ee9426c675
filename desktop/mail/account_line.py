"""Two threads for one account: one does everything, one listens to the inbox.

They end with the worker. What a person waits for comes between two slices of a long pull.
"""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from desktop.core.changes import Changes
from desktop.core.errors import AppError, CancelledError, RetryError
from desktop.core.i18n import N_, _
from desktop.core.mail.values import AccountState
from desktop.mail.backend import CertificateError, LostError, MailBackend, SignInError
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.imap.idling import Bell
from desktop.mail.inbox_listener import PAUSES, InboxListener
from desktop.mail.mirror.rounds import Rounds
from desktop.mail.settings import AccountSettings

LOOK_SECONDS: Final = 2.0  # between two looks for what waits for the server
DEEP_SECONDS: Final = 600.0  # between two looks at every message of a weak server
TELL_SECONDS: Final = 0.5
END_SECONDS: Final = 8.0
NO_PASSWORD: Final = N_("The password of this account is asked for once more.")
OUR_FAULT: Final = N_("Something unexpected happened with this account; it is tried again.")
NOT_CONNECTED: Final = N_("There is no connection to the mail server just now.")
log = logging.getLogger(__name__)

Job = Callable[[MailBackend, Mailbox], Any]
Connect = Callable[[AccountSettings, Bell | None], MailBackend]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the threads of an account work with."""

    profile: Path
    key: bytes | None
    tell: Callable[[Changes], None]
    connect: Connect


class AccountLine:
    """The threads of one account."""

    def __init__(self, settings: AccountSettings, around: Surroundings) -> None:
        self.settings = settings
        self._around = around
        self._jobs: queue.Queue[tuple[Job, Future[Any]]] = queue.Queue()
        self._ends = threading.Event()
        self._wake = threading.Event()
        self._wants_round = threading.Event()
        self._inbox_rang = threading.Event()
        self._gives_up = threading.Event()
        self._worker = threading.Thread(target=self._work, name="mail", daemon=True)
        self._listener = InboxListener(partial(around.connect, settings), self._inbox_changed)
        self._server: MailBackend | None = None
        self._told_at = 0.0
        self._progress = (0, 0)

    # --- for other threads
    def start(self) -> None:
        """Begin; returns at once."""
        self._worker.start()
        self._listener.thread.start()

    def sync(self) -> None:
        """Look at everything now, connecting anew if need be."""
        self._wants_round.set()
        self._gives_up.clear()
        self._wake.set()

    def work_off(self) -> None:
        """Do now what waits for the server."""
        self._wake.set()

    def submit(self, job: Job) -> Future[Any]:
        """Let something be done over the working connection; raise RetryError if there is none."""
        if self._gives_up.is_set() or self._ends.is_set():
            raise RetryError(_(NOT_CONNECTED))
        future: Future[Any] = Future()
        self._jobs.put((job, future))
        self._wake.set()
        return future

    def end(self) -> None:
        """Let the threads end; see `join`."""
        self._ends.set()
        self._wake.set()
        self._listener.end()

    def join(self, until: float) -> None:
        """Wait for their end until a moment (monotonic); half-way cut their connections."""
        now = time.monotonic()
        threads = (self._worker, self._listener.thread)
        for limit in (now + (until - now) / 2, until):
            for thread in threads:
                if thread.is_alive():
                    thread.join(max(0.0, limit - time.monotonic()))
            if any(thread.is_alive() for thread in threads):
                self._listener.hang_up()
                if self._server is not None:
                    self._server.hang_up()
        if not self._listener.thread.is_alive():
            self._listener.close()

    def _inbox_changed(self) -> None:
        self._inbox_rang.set()
        self._wake.set()

    # --- the working thread
    def _work(self) -> None:
        try:
            box = Mailbox(self._around.profile, self._around.key, self._around.tell)
        except AppError:
            log.exception("the mailbox cannot be opened")
            return
        try:
            tries = 0
            while not self._ends.is_set():
                began = time.monotonic()
                if self._attempt(box):
                    tries = 0 if time.monotonic() - began > PAUSES[-1] else tries + 1
                    self._pause(tries)
                else:
                    tries = 0
        finally:
            self._drop_jobs()
            box.close()

    def _attempt(self, box: Mailbox) -> bool:
        """Connect and serve until that ends; tell whether to wait before the next try."""
        try:
            self._connected(box)
        except CancelledError:
            return False
        except (SignInError, CertificateError) as error:
            self._gave_up(box, error)
            return False
        except LostError as error:
            self._state(box, AccountState.OFFLINE, str(error))
        except AppError as error:
            log.warning("an account cannot be worked on: %s", error)
            self._state(box, AccountState.ERROR, str(error))
        except Exception:
            log.exception("an account failed")
            self._state(box, AccountState.ERROR, _(OUR_FAULT))
        return True

    def _pause(self, tries: int) -> None:
        """Wait before the next try, each for another time: not all computers come at once."""
        self._drop_jobs()
        seconds = PAUSES[min(max(tries - 1, 0), len(PAUSES) - 1)]
        until = time.monotonic() + seconds * random.uniform(0.7, 1.3)  # noqa: S311 - no secret
        while (left := until - time.monotonic()) > 0 and not self._ends.is_set():
            self._wake.wait(left)
            self._wake.clear()
            if self._wants_round.is_set():
                return
            self._drop_jobs()

    def _gave_up(self, box: Mailbox, error: AppError) -> None:
        """Say why nothing more is tried, until the person wants it or changes the settings."""
        is_refused = isinstance(error, SignInError)
        self._gives_up.set()
        self._wants_round.clear()
        self._state(box, AccountState.REFUSED if is_refused else AccountState.ERROR, str(error))
        while not self._ends.is_set() and not self._wants_round.is_set():
            self._drop_jobs()
            self._wake.wait()
            self._wake.clear()
        self._gives_up.clear()

    def _connected(self, box: Mailbox) -> None:
        self._state(box, AccountState.SIGNING_IN)
        server = self._server = self._around.connect(self.settings, None)
        try:
            self._serve(box, server)
        finally:
            self._listener.may_listen.clear()
            server.close()

    def _serve(self, box: Mailbox, server: MailBackend) -> None:
        came = partial(self._came, box)
        rounds = Rounds(box, server, self.settings.id, roles=self.settings.roles, told=came)
        self._wants_round.set()
        self._listener.may_listen.set()
        next_round = deep_at = 0.0
        while not self._ends.is_set():
            if self._wants_round.is_set() or time.monotonic() >= next_round:
                is_deep = time.monotonic() >= deep_at
                self._round(rounds, server, box, is_deep=is_deep)
                deep_at = time.monotonic() + DEEP_SECONDS if is_deep else deep_at
                next_round = time.monotonic() + self.settings.check_minutes * 60.0
            self._between(server, box)
            if self._inbox_rang.is_set():
                self._inbox_rang.clear()
                rounds.look_at("INBOX")
            if self._has_due(box):
                rounds.work_off()
            if not self._went_back(rounds, box):
                self._wake.wait(LOOK_SECONDS)
                self._wake.clear()
                box.wake()

    def _round(self, rounds: Rounds, server: MailBackend, box: Mailbox, *, is_deep: bool) -> None:
        self._wants_round.clear()
        rounds.run(is_deep=is_deep, between=partial(self._between, server, box))
        self._progress = rounds.progress() if rounds.has_older else (0, 0)
        self._state(box, AccountState.OK, progress=self._progress)

    def _went_back(self, rounds: Rounds, box: Mailbox) -> bool:
        """Pull some older messages; tell whether there were any to pull."""
        if not rounds.has_older:
            return False
        if not rounds.older():
            self._progress = (0, 0)
            self._state(box, AccountState.OK)
        return True

    def _has_due(self, box: Mailbox) -> bool:
        at = box.waits_until(self.settings.id)
        return at is not None and at <= time.time()

    def _between(self, server: MailBackend, box: Mailbox) -> None:
        """Do what a person waits for; stop where all ends."""
        if self._ends.is_set():
            raise CancelledError
        while True:
            try:
                job, future = self._jobs.get_nowait()
            except queue.Empty:
                return
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(job(server, box))
            except LostError as error:
                future.set_exception(error)
                raise
            except Exception as error:  # noqa: BLE001 - carried to who asked
                future.set_exception(error)

    def _drop_jobs(self) -> None:
        while True:
            try:
                _job, future = self._jobs.get_nowait()
            except queue.Empty:
                return
            if future.set_running_or_notify_cancel():
                future.set_exception(RetryError(_(NOT_CONNECTED)))

    def _came(self, box: Mailbox, count: int) -> None:
        if self._ends.is_set():
            raise CancelledError
        done, of = self._progress
        self._progress = (done + count, max(of, done + count))
        if of and time.monotonic() - self._told_at > TELL_SECONDS:
            self._state(box, AccountState.OK, progress=self._progress)

    def _state(
        self,
        box: Mailbox,
        state: AccountState,
        problem: str = "",
        progress: tuple[int, int] = (0, 0),
    ) -> None:
        self._told_at = time.monotonic()
        try:
            box.set_state(self.settings.id, state, problem, progress)
        except AppError:
            log.exception("the state of an account could not be noted")
