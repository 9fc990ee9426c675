"""Handing a message to a server (RFC 5321), command by command.

The library's `sendmail` says the same whether the connection broke before the text or after its
last byte; here the two are told apart, since only the first may be tried again.
"""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from typing import Final

from desktop.core.i18n import N_, _
from desktop.mail.backend import CertificateError, LostError, SignInError
from desktop.mail.imap.tls import fingerprint, pinning, verifying
from desktop.mail.sending.dots import stuffed
from desktop.mail.sending.explaining import explained
from desktop.mail.sending.smtp_values import (
    Envelope,
    OutgoingServer,
    RejectedError,
    Transaction,
    TransientError,
    UncertainError,
)

CONNECT_SECONDS: Final = 30.0
COMMAND_SECONDS: Final = 300.0  # RFC 5321, 4.5.3.2
END_SECONDS: Final = 600.0  # 4.5.3.2.6
AT_ONCE: Final = 100  # recipients of one transaction, 4.5.3.1.8
_ME: Final = "[127.0.0.1]"  # the name of a computer is nobody's business
_MORE, _GO_ON, _CLOSING, _TOO_MANY = 334, 354, 421, 552
_DONE, _LATER, _NEVER = 2, 4, 5  # the first figure of a reply
NOT_REACHED: Final = N_("“{host}” cannot be reached: {why}")
BROKE: Final = N_("The connection to “{host}” broke.")
NOT_TRUSTED: Final = N_("The certificate of “{host}” is not trusted.")
NO_TLS: Final = N_("“{host}” offers no secured connection.")
NOT_LET_IN: Final = N_("“{host}” does not accept the user name and password for sending.")
NO_UTF8: Final = N_("“{host}” cannot send to addresses with letters that bear marks.")


class SmtpSession:
    """One connection, signed in; of one thread."""

    def __init__(self, server: OutgoingServer) -> None:
        """Connect and sign in.

        Raises:
            LostError: it cannot be reached.
            CertificateError, SignInError: a person must decide.
        """
        self.server = server
        try:
            self._smtp = self._connected()
            self._prepare()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise self._told(error) from error
        self.limit = _number(self._smtp.esmtp_features.get("size", ""))

    def send(
        self,
        envelope: Envelope,
        before_data: Callable[[Sequence[str]], bool],
        before_end: Callable[[], None],
    ) -> Transaction:
        """Hand over one message.

        Args:
            envelope: what and to whom.
            before_data: asked with whom the server takes it for, right before the text; False:
                the letter was taken back, and nothing is sent.
            before_end: called before the byte with which the server may have all of it.

        Raises:
            TransientError, LostError: nobody has it; it may be tried again.
            RejectedError: nobody has it, and the server wants none of it.
            UncertainError: the connection broke at the end.
        """
        done = Transaction()
        try:
            self._head(envelope, done)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise self._told(error) from error
        if not done.accepted or not before_data(done.accepted):
            done.accepted.clear()
            self._reset()
            return done
        try:
            self._text(envelope)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._smtp.close()
            raise self._told(error) from error
        before_end()
        done.reply = self._end()
        return done

    def close(self) -> None:
        """Say goodbye; whether that is heard is nobody's matter."""
        try:
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(5)
                self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            self._smtp.close()

    # --- the connection
    def _connected(self) -> smtplib.SMTP:
        one = self.server
        if one.security == "tls":
            made: smtplib.SMTP = smtplib.SMTP_SSL(
                one.host, one.port, _ME, timeout=CONNECT_SECONDS, context=self._context()
            )
            self._check_pin(made)
            return made
        made = smtplib.SMTP(one.host, one.port, _ME, timeout=CONNECT_SECONDS)
        if one.security == "starttls":
            made.ehlo()
            if not made.has_extn("starttls"):
                made.close()
                raise CertificateError(_(NO_TLS).format(host=one.host))
            made.starttls(context=self._context())
            self._check_pin(made)
        return made

    def _context(self) -> ssl.SSLContext:
        return pinning() if self.server.certificate else verifying(self.server.authorities)

    def _check_pin(self, made: smtplib.SMTP) -> None:
        wanted, sock = self.server.certificate, made.sock
        if wanted and (not isinstance(sock, ssl.SSLSocket) or fingerprint(sock) != wanted):
            found = fingerprint(sock) if isinstance(sock, ssl.SSLSocket) else ""
            made.close()
            raise CertificateError(_(NOT_TRUSTED).format(host=self.server.host), found)

    def _prepare(self) -> None:
        self._smtp.ehlo_or_helo_if_needed()
        if self.server.user and self.server.secret:
            self._sign_in()
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(COMMAND_SECONDS)
            # Else the last dot waits until the server has said that it got what is before it.
            self._smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _sign_in(self) -> None:
        one, ways = self.server, self._smtp.esmtp_features.get("auth", "").upper().split()
        if one.is_token:
            token = f"user={one.user}\x01auth=Bearer {one.secret}\x01\x01"
            code, words = self._smtp.docmd("AUTH", f"XOAUTH2 {_base64(token)}")
            if code == _MORE:  # why it was refused; an empty line ends it
                code, words = self._smtp.docmd("")
        elif "PLAIN" in ways or "LOGIN" not in ways:
            plain = _base64(f"\0{one.user}\0{one.secret}")
            code, words = self._smtp.docmd("AUTH", f"PLAIN {plain}")
        else:
            code, words = self._smtp.docmd("AUTH", "LOGIN")
            for answer in (one.user, one.secret):
                if code == _MORE:
                    code, words = self._smtp.docmd(_base64(answer))
        if code // 100 == _LATER:
            raise smtplib.SMTPResponseException(code, words)
        if code // 100 != _DONE:
            self._smtp.close()
            raise SignInError(_(NOT_LET_IN).format(host=one.host))

    # --- one message
    def _head(self, envelope: Envelope, done: Transaction) -> None:
        smtp, options = self._smtp, self._options(envelope)
        smtp.command_encoding = "utf-8" if envelope.is_utf8 else "ascii"
        self._judge(*smtp.mail(envelope.sender, options))
        asked = ["NOTIFY=FAILURE,DELAY"] if "dsn" in smtp.esmtp_features else []
        for address in envelope.to:
            code, words = smtp.rcpt(address, asked)
            if code // 100 == _DONE:
                done.accepted.append(address)
            elif (
                code // 100 == _NEVER and code != _TOO_MANY
            ):  # which many say of too many recipients
                done.refused[address] = explained(code, words)
            else:
                done.deferred[address] = explained(code, words)
                if code == _CLOSING:
                    raise TransientError(explained(code, words))

    def _options(self, envelope: Envelope) -> list[str]:
        can = self._smtp.esmtp_features
        if envelope.is_utf8 and "smtputf8" not in can:
            raise RejectedError(_(NO_UTF8).format(host=self.server.host))
        known = {
            "size": [f"SIZE={envelope.size}"],
            "8bitmime": ["BODY=8BITMIME"],
            "smtputf8": ["SMTPUTF8"] if envelope.is_utf8 else [],
            "dsn": ["RET=HDRS", f"ENVID={envelope.id}"] if envelope.id else ["RET=HDRS"],
        }
        return [one for name, words in known.items() if name in can for one in words]

    def _text(self, envelope: Envelope) -> None:
        code, words = self._smtp.docmd("DATA")
        if code != _GO_ON:
            self._judge(code, words)
        sock = self._smtp.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected
        for chunk in stuffed(envelope.body()):
            sock.sendall(chunk)

    def _end(self) -> str:
        smtp = self._smtp
        try:
            if smtp.sock is None:
                raise smtplib.SMTPServerDisconnected
            smtp.sock.settimeout(END_SECONDS)
            smtp.sock.sendall(b".\r\n")
            code, words = smtp.getreply()
            smtp.sock.settimeout(COMMAND_SECONDS)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            smtp.close()
            raise UncertainError(_(BROKE).format(host=self.server.host)) from error
        if code // 100 not in {_DONE, _LATER, _NEVER}:  # no answer that anybody understands
            smtp.close()
            raise UncertainError(_(BROKE).format(host=self.server.host))
        self._judge(code, words)
        return words.decode("utf-8", "replace")[:300]

    def _judge(self, code: int, words: bytes) -> None:
        if code // 100 == _DONE:
            return
        if code // 100 == _NEVER:
            self._reset()
            raise RejectedError(explained(code, words))
        raise TransientError(explained(code, words))

    def _reset(self) -> None:
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()

    def _told(self, error: Exception) -> Exception:
        """Return what to tell of an error of the connection."""
        host = self.server.host
        if isinstance(error, ssl.SSLCertVerificationError):
            return CertificateError(_(NOT_TRUSTED).format(host=host))
        if isinstance(error, smtplib.SMTPResponseException):
            words = error.smtp_error
            raw = words if isinstance(words, bytes) else str(words).encode()
            return TransientError(explained(error.smtp_code, raw))
        if isinstance(error, (smtplib.SMTPException, ValueError)):
            return LostError(_(BROKE).format(host=host))
        return LostError(
            _(NOT_REACHED).format(host=host, why=getattr(error, "strerror", "") or error)
        )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
