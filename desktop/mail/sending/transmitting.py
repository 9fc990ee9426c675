"""Sending one letter that is due: each step is noted on the disk before it is taken."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from desktop.core.clock import Clock
from desktop.core.errors import AppError
from desktop.core.i18n import N_, _
from desktop.core.mail.composing import is_utf8_mail
from desktop.core.mail.header_lines import ascii_domain
from desktop.mail.backend import CertificateError, SignInError
from desktop.mail.sending.freezing import freeze, frozen
from desktop.mail.sending.letter_file import LetterFile
from desktop.mail.sending.smtp import AT_ONCE, SmtpSession
from desktop.mail.sending.smtp_values import (
    Envelope,
    RejectedError,
    Transaction,
    TransientError,
    UncertainError,
)
from desktop.mail.sending.transit import Due, Transit

TOO_LARGE: Final = N_("The letter has {size} MB; the server takes {limit} MB at most.")
UNKNOWN: Final = N_(
    "The connection broke at the very end: it is not known whether the letter arrived."
)
_MEGABYTE: Final = 1024 * 1024
log = logging.getLogger(__name__)
Connect = Callable[[Due], SmtpSession]


class Transmission:
    """Sends letters of one account, over one connection as long as it holds."""

    def __init__(self, file: LetterFile, transit: Transit, clock: Clock, connect: Connect) -> None:
        self._file = file
        self._transit = transit
        self._clock = clock
        self._connect = connect
        self._session: SmtpSession | None = None

    def send(self, due: Due) -> None:
        """Take a letter as far as it gets; nothing that the server or the disk says is raised."""
        try:
            self._send(self._made(due))
        except RejectedError as error:
            self._transit.reject(due.letter.id, str(error), self._now())
        except UncertainError as error:
            log.warning("it is not known whether a letter arrived: %s", error)
            self._transit.doubt(due.letter.id, f"{_(UNKNOWN)} {error}", self._now())
            self.close()
        except (SignInError, CertificateError) as error:
            self._transit.defer(due, str(error), self._now(), counts=False)
            self.close()
        except AppError as error:
            self._transit.defer(due, str(error), self._now())
            if not isinstance(error, TransientError):
                self.close()

    def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @property
    def limit(self) -> int:
        """How many bytes of a letter the server takes; 0 if it did not say, or was not asked."""
        return 0 if self._session is None else self._session.limit

    def _made(self, due: Due) -> Due:
        """Return a letter with its frozen bytes."""
        if due.digest:
            return due
        digest, size = freeze(self._file, due.letter, due.queued_at)
        self._transit.freeze(due, digest, size)
        return Due(due.letter, due.to, due.queued_at, due.attempts, digest, size)

    def _send(self, due: Due) -> None:
        session = self._session = self._session or self._connect(due)
        if session.limit and due.size > session.limit:
            sizes = {"size": _megabytes(due.size), "limit": _megabytes(session.limit)}
            raise RejectedError(_(TOO_LARGE).format(**sizes))
        if not due.to:
            self._transit.settle(due.letter.id, self._now())
        left = list(due.to)
        while left:
            some, left = left[:AT_ONCE], left[AT_ONCE:]
            if not self._send_to(session, due, some):
                return

    def _send_to(self, session: SmtpSession, due: Due, some: Sequence[str]) -> bool:
        """Send to some of the recipients; False: the letter goes no further now."""
        letter, transit = due.letter.id, self._transit
        plain = {ascii_domain(one): one for one in some}

        def before_data(accepted: Sequence[str]) -> bool:
            return transit.begin_data(letter, due.digest, [plain[one] for one in accepted])

        def before_end() -> None:
            transit.begin_end(letter)

        def body() -> Iterable[bytes]:
            return frozen(self._file, due.digest)

        is_utf8 = is_utf8_mail(due.letter)
        envelope = Envelope(
            ascii_domain(due.letter.sender.address),
            tuple(plain),
            due.size,
            body,
            is_utf8=is_utf8,
            id=letter.hex,
        )
        done = session.send(envelope, before_data, before_end)
        return self._noted(due, done, plain)

    def _noted(self, due: Due, done: Transaction, plain: Mapping[str, str]) -> bool:
        letter, transit = due.letter.id, self._transit
        if done.refused:
            transit.refuse(letter, {plain[one]: said for one, said in done.refused.items()})
        goes_on = False
        if done.accepted:
            accepted = [plain[one] for one in done.accepted]
            goes_on = transit.accept(letter, accepted, done.reply, self._now())
        elif done.refused and not done.deferred:
            goes_on = transit.settle(letter, self._now())
        if done.deferred:
            transit.defer(due, next(iter(done.deferred.values())), self._now())
            return False
        return goes_on

    def _now(self) -> datetime:
        return self._clock.now()


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}".replace(".", ",")
