"""A line that is cut: after so many octets of either direction, before or after they go through."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import replace

from desktop.mail.imap.wire import Server


class Proxy:
    """Carries connections to a server; each is cut after `budget` octets."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.budget: int | None = None  # octets of both directions until the cut; None: never
        self.carried = 0
        self.commands = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> Server:
        """Where to connect to instead."""
        return replace(self.server, port=self._listener.getsockname()[1])

    def close(self) -> None:
        """Carry nothing more."""
        for one in (self._listener, *self._open):
            _shut(one)

    def _accept(self) -> None:
        while True:
            try:
                here, _from = self._listener.accept()
            except OSError:
                return
            there = socket.create_connection((self.server.host, self.server.port))
            self._open += [here, there]
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError, ValueError):
            while data := one.recv(65536):
                if self.budget is not None:
                    data = data[: self.budget]
                    self.budget -= len(data)
                self.carried += len(data)
                other.sendall(data)
                if self.budget == 0:
                    break
        _shut(one)
        _shut(other)


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        one.close()
