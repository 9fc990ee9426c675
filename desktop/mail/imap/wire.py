"""The socket below `imaplib`: every wait has an end, every answer a limit, TLS is verified.

`imaplib` reads with `readline` and `read`; both go through `_Deadlined`, which gives each piece at
most until the deadline of the command. A server that drips or promises too much is a lost one.
"""

from __future__ import annotations

import imaplib
import io
import selectors
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Final

from desktop.core.i18n import N_, _
from desktop.mail.backend import CertificateError, LostError
from desktop.mail.imap.tls import fingerprint, pinning, verifying

CONNECT_SECONDS: Final = 15.0
COMMAND_SECONDS: Final = 120.0  # of a whole answer
SILENT_SECONDS: Final = 30.0  # between two pieces of it
LARGEST_LITERAL: Final = 80 * 1024 * 1024
LARGEST_ANSWER: Final = 128 * 1024 * 1024
_BUFFER: Final = 256 * 1024
_PIECE: Final = 64 * 1024

NO_ANSWER: Final = N_("“{host}” cannot be reached: is there a connection?")
NO_TLS: Final = N_("“{host}” does not offer a secured connection.")
NOT_TRUSTED: Final = N_("The certificate of “{host}” is not trusted: {why}. Nothing was sent.")
CHANGED: Final = N_("“{host}” shows another certificate than the one that was trusted.")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a mail server is and how it is trusted."""

    host: str
    port: int
    security: str = "tls"  # "tls", "starttls", "none"
    pin: str = ""  # SHA-256 of a certificate that is trusted as an exception
    authorities: str = ""  # further ones, in PEM
    without: frozenset[str] = frozenset()  # capabilities that are offered and not believed


class _Deadlined(io.RawIOBase):
    """Reads a socket until a deadline."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__()
        self._sock = sock
        self.until = time.monotonic() + COMMAND_SECONDS
        self.room = LARGEST_ANSWER

    def readable(self) -> bool:
        return True

    def readinto(  # type: ignore[override]  # typeshed's is wider
        self, buffer: bytearray | memoryview
    ) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer takes too long")
        if self.room <= 0:
            raise OSError("the answer is too large")
        self._sock.settimeout(min(left, SILENT_SECONDS))
        count = self._sock.recv_into(buffer)
        self.room -= count
        return count


class Wire(imaplib.IMAP4):
    """`imaplib` over a socket of ours."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._raw: _Deadlined | None = None
        super().__init__(server.host, server.port, CONNECT_SECONDS)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """Connect, and secure the connection if that is done before any word."""
        self.host, self.port = host, port
        sock = connect(self.server)
        try:
            if self.server.security == "tls":
                sock = secured(sock, self.server)
        except BaseException:
            sock.close()
            raise
        self._use(sock)

    def _use(self, sock: socket.socket) -> None:
        self.sock = sock
        self._raw = _Deadlined(sock)
        self._reader = self.file = io.BufferedReader(self._raw, _BUFFER)

    def secure(self) -> None:
        """Say STARTTLS; what came unsecured until then is forgotten."""
        self.until(CONNECT_SECONDS)
        kind, _data = self.xatom("STARTTLS")
        if kind != "OK":
            raise LostError(_(NO_TLS).format(host=self.host))
        self._use(secured(self.sock, self.server))
        self.capabilities = ()
        self._get_capabilities()

    def until(self, seconds: float) -> None:
        """Give the next command so many seconds."""
        if self._raw is not None:
            self._raw.until = time.monotonic() + seconds
            self._raw.room = LARGEST_ANSWER

    def read(self, size: int) -> bytes:
        """Read a literal; raise where it is larger than anybody's message."""
        if size > LARGEST_LITERAL:
            raise self.abort("a literal is too large")
        return super().read(size)

    def send(self, data: bytes) -> None:  # type: ignore[override]  # typeshed's is wider
        """Send in pieces, each with a deadline of its own: a large message takes its time."""
        whole = memoryview(data)
        for start in range(0, len(whole), _PIECE):
            self.sock.settimeout(SILENT_SECONDS)
            self.sock.sendall(whole[start : start + _PIECE])
        if len(whole) > _PIECE:
            self.until(COMMAND_SECONDS)

    def has_more(self, seconds: float, also: socket.socket | None = None) -> bool:
        """Wait until something came; False after so many seconds or when `also` was written to."""
        if self._buffered():
            return True
        if isinstance(self.sock, ssl.SSLSocket) and self.sock.pending():
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ)
            if also is not None:
                selector.register(also, selectors.EVENT_READ)
            ready = {key.fileobj for key, _events in selector.select(seconds)}
        return self.sock in ready

    def _buffered(self) -> bool:
        """Tell whether the buffer holds something, without touching the socket."""
        assert self._raw is not None
        before, self._raw.until = self._raw.until, 0.0
        try:
            return bool(self._reader.peek(1))
        except TimeoutError:
            return False
        finally:
            self._raw.until = before


def connect(server: Server, seconds: float = CONNECT_SECONDS) -> socket.socket:
    """Return a connection to the server, not yet secured."""
    try:
        sock = socket.create_connection((server.host, server.port), seconds)
    except (OSError, UnicodeError) as error:
        raise LostError(_(NO_ANSWER).format(host=server.host)) from error
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return sock


def secured(sock: socket.socket, server: Server) -> ssl.SSLSocket:
    """Return the connection within TLS.

    Raises:
        CertificateError: the certificate is neither trusted nor the pinned one.
        LostError: it speaks no TLS.
    """
    sock.settimeout(CONNECT_SECONDS)
    context = pinning() if server.pin else verifying(server.authorities)
    try:
        inner = context.wrap_socket(sock, server_hostname=server.host)
    except ssl.SSLCertVerificationError as error:
        why = str(error.verify_message)
        text = _(NOT_TRUSTED).format(host=server.host, why=why)
        raise CertificateError(text, seen_fingerprint(server)) from error
    except (OSError, ValueError) as error:
        raise LostError(_(NO_TLS).format(host=server.host)) from error
    seen = fingerprint(inner)
    if server.pin and seen != server.pin:
        inner.close()
        raise CertificateError(_(CHANGED).format(host=server.host), seen)
    return inner


def seen_fingerprint(server: Server) -> str:
    """Return the fingerprint of the certificate that a server shows, trusted or not; "" if none.

    Of one with STARTTLS only what a TLS port shows is looked at: it is "" there.
    """
    if server.security != "tls":
        return ""
    try:
        with (
            connect(server) as plain,
            pinning().wrap_socket(plain, server_hostname=server.host) as inner,
        ):
            return fingerprint(inner)
    except (OSError, ValueError, LostError):
        return ""
