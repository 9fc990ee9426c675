"""A mail server of the tests over a real socket, and a proxy before it that cuts the connection."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CLIENT, SERVER = "client", "server"


@dataclass
class PostOffice:
    """What a server accepted, and whom it does not take mail for."""

    port: int = 0
    accepted: list[Envelope] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)  # to RCPT, by address
    data_replies: list[str] = field(default_factory=list)  # to the next texts, first first
    users: dict[bytes, bytes] = field(default_factory=dict)
    logins: list[bytes] = field(default_factory=list)
    on_data: Callable[[], None] | None = None

    def received(self, address: str) -> int:
        """Return how many messages somebody got."""
        return sum(address in one.rcpt_tos for one in self.accepted)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if answer := self.replies.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.on_data:
            self.on_data()
        if self.data_replies:
            return self.data_replies.pop(0)
        self.accepted.append(envelope)
        return "250 2.0.0 queued as 4ABC"

    def sign_in(self, _server: Any, _session: Any, _envelope: Any, way: str, data: Any) -> Any:
        if isinstance(data, LoginPassword):
            self.logins.append(data.login)
            return AuthResult(success=self.users.get(data.login) == data.password)
        return AuthResult(success=False)


@contextmanager
def serving(**options: Any) -> Iterator[PostOffice]:
    """Run a server until the block ends."""
    office = PostOffice()
    extra = {"enable_SMTPUTF8": True, "auth_require_tls": False, **options}
    with socket.create_server(("127.0.0.1", 0)) as found:
        office.port = found.getsockname()[1]
    controller = Controller(
        office, hostname="127.0.0.1", port=office.port, authenticator=office.sign_in, **extra
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


class _Proxy:
    """Passes on what two sides say, and breaks the first connection at its place."""

    def __init__(self, port: int, side: str, after: int) -> None:
        self._port = port
        self._side = side
        self._left = after
        self._threads: list[threading.Thread] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End everything."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self._thread.join(10)
        for one in self._threads:
            one.join(10)

    def _accept(self) -> None:
        with suppress(OSError):
            for number in count():
                client, _where = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
                for one in (client, server):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._begin(client, server, cuts=number == 0 and self._side == CLIENT)
                self._begin(server, client, cuts=number == 0 and self._side == SERVER)

    def _begin(self, source: socket.socket, target: socket.socket, *, cuts: bool) -> None:
        arguments = (source, target, cuts)
        thread = threading.Thread(target=self._pump, args=arguments, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _pump(self, source: socket.socket, target: socket.socket, cuts: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if cuts:
                    data, self._left = data[: self._left], self._left - len(data)
                target.sendall(data)
                if cuts and self._left <= 0:
                    break
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        source.close()


@contextmanager
def cutting(port: int, side: str, after: int) -> Iterator[int]:
    """Run a proxy that breaks the first connection after so many bytes of one side.

    Every later connection passes whole. Yields its port.
    """
    proxy = _Proxy(port, side, after)
    try:
        yield proxy.listener.getsockname()[1]
    finally:
        proxy.close()
