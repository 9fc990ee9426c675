"""A network between a program and the centre: it delays, swallows, cuts and half closes."""

from __future__ import annotations

import random
import select
import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"
BYTES = 65_536
STEP_SECONDS = 0.02


class Line:
    """One connection, passed on in both directions by a thread of its own."""

    def __init__(self, near: socket.socket, goal: tuple[str, int], proxy: Proxy) -> None:
        self.near = near
        self.far = socket.create_connection(goal, timeout=10)
        self.proxy = proxy
        self.thread = threading.Thread(target=self._pass_on, daemon=True)
        self.thread.start()

    def cut(self) -> None:
        """Break off both ends at once, with what is under way."""
        for end in (self.near, self.far):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def half_close(self) -> None:
        """Let the program believe that the centre has no more to say."""
        with suppress(OSError):
            self.near.shutdown(socket.SHUT_WR)

    def _pass_on(self) -> None:
        ends = {self.near: self.far, self.far: self.near}
        with suppress(OSError), self.near, self.far:
            while True:
                for source in select.select(list(ends), [], [], STEP_SECONDS)[0]:
                    data = source.recv(BYTES)
                    if not data:
                        return
                    self.proxy.passed += len(data)
                    time.sleep(self.proxy.delay)
                    if self.proxy.swallows:
                        continue  # it arrived, says the line; nobody ever gets it
                    ends[source].sendall(data)


class Proxy:
    """Listens on a port of its own and passes everything on to the centre's."""

    def __init__(self, port: int) -> None:
        self.goal = (HOST, port)
        self.delay = 0.0
        self.swallows = False
        self.passed = 0
        self.faults = 0
        self._lines: list[Line] = []
        self._listener = socket.create_server((HOST, 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        self._thread.join(10)
        for line in self._lines:
            line.thread.join(10)

    def cut(self) -> None:
        """Break off every line."""
        for line in self._lines:
            line.cut()

    def hurt(self, rng: random.Random) -> None:
        """Do one of the things that networks do."""
        self.faults += 1
        self.delay, self.swallows = 0.0, False
        chosen = rng.randrange(4)
        if chosen == 0:
            self.delay = rng.random() * 0.05
        elif chosen == 1:
            self.swallows = True
        for line in self._lines if chosen > 1 else ():
            if chosen == 2:
                line.cut()
            else:
                line.half_close()

    def heal(self) -> None:
        """Pass everything on at once; what was swallowed is lost, so those lines end."""
        self.delay, self.swallows = 0.0, False
        self.cut()

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            try:
                self._lines.append(Line(near, self.goal, self))
            except OSError:  # the centre is down
                near.close()
