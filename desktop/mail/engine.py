"""All mail accounts of a profile, mirrored in threads of the worker process."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from desktop.core.changes import Changes
from desktop.core.errors import InputError, RetryError
from desktop.core.i18n import _
from desktop.mail.account_line import (
    END_SECONDS,
    NO_PASSWORD,
    NOT_CONNECTED,
    AccountLine,
    Job,
    Surroundings,
)
from desktop.mail.backend import MailBackend, SignInError
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.imap.idling import Bell
from desktop.mail.imap.server import connect
from desktop.mail.imap.sign_in import Login
from desktop.mail.secrets import INCOMING, Secrets
from desktop.mail.settings import AccountSettings, read_settings

ASK_SECONDS: Final = 0.25  # between two looks whether the person still wants it
WAIT_SECONDS: Final = 300.0
log = logging.getLogger(__name__)
Tokens = Callable[[AccountSettings], str]  # an access token that is valid now


class Engine:
    """The lines of all accounts of one profile."""

    def __init__(
        self,
        profile: Path,
        tell: Callable[[Changes], None],
        key: bytes | None = None,
        tokens: Tokens | None = None,
    ) -> None:
        self._profile, self._key, self._tell = profile, key, tell
        self._tokens = tokens
        self._secrets = Secrets(profile, key)
        self._lines: dict[uuid.UUID, AccountLine] = {}
        self._lock = threading.Lock()

    def begin(self) -> list[uuid.UUID]:
        """Let the lines be those of the accounts as they are set now; return who they are of."""
        wanted = {one.id: one for one in read_settings(self._profile, self._key)}
        box = Mailbox(self._profile, self._key, self._tell)
        try:
            for account in box.accounts():
                if account not in wanted and not box.is_sample(account):
                    box.remove_account(account)
                    self._secrets.forget(account)
            for account in wanted:
                box.add_account(account)
            wanted = {
                one.id: one
                for one in wanted.values()
                if one.is_mirrored and not box.is_sample(one.id)
            }
        finally:
            box.close()
        with self._lock:
            self._drop(
                [one for one in self._lines.values() if wanted.get(one.settings.id) != one.settings]
            )
            for account, settings in wanted.items():
                if account not in self._lines:
                    around = Surroundings(self._profile, self._key, self._tell, self._connect)
                    self._lines[account] = AccountLine(settings, around)
                    self._lines[account].start()
            return list(self._lines)

    def sync(self, account: uuid.UUID | None = None) -> None:
        """Look at everything of one or all accounts now."""
        for line in self._chosen(account):
            line.sync()

    def work_off(self, account: uuid.UUID | None = None) -> None:
        """Do now what waits for the servers."""
        for line in self._chosen(account):
            line.work_off()

    def ask(self, account: uuid.UUID, job: Job, check: Callable[[], None]) -> Any:  # noqa: ANN401 - what the job returns
        """Do a job over the line of an account and return what it returns.

        Args:
            account: whose.
            job: gets the server and the mailbox, in the line's thread.
            check: raises when nobody wants it any more.

        Raises:
            RetryError: there is no connection.
            InputError: the account is not read from a server.
        """
        with self._lock:
            line = self._lines.get(account)
        if line is None:
            raise InputError(_(NOT_CONNECTED))
        future: Future[Any] = line.submit(job)
        waited = 0.0
        while waited < WAIT_SECONDS:
            try:
                return future.result(ASK_SECONDS)
            except Late:
                waited += ASK_SECONDS
                check()
        future.cancel()
        raise RetryError(_(NOT_CONNECTED))

    def end(self) -> None:
        """End all threads, waiting a few seconds for them."""
        with self._lock:
            self._drop(list(self._lines.values()))

    def _drop(self, lines: list[AccountLine]) -> None:
        for line in lines:
            line.end()
        until = time.monotonic() + END_SECONDS
        for line in lines:
            line.join(until)
            self._lines.pop(line.settings.id, None)

    def _chosen(self, account: uuid.UUID | None) -> list[AccountLine]:
        with self._lock:
            return [one for key, one in self._lines.items() if account in (None, key)]

    def _connect(self, settings: AccountSettings, bell: Bell | None) -> MailBackend:
        if settings.is_token and self._tokens is not None:
            secret = self._tokens(settings)
        else:
            secret = self._secrets.find(settings.id, INCOMING)
        if not secret:
            raise SignInError(_(NO_PASSWORD))
        server = replace(settings.server)
        return connect(server, Login(settings.user, secret, settings.is_token), bell)
