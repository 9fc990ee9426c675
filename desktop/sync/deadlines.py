"""Hanging up where the other side says nothing any more.

The server ends a statement that takes too long; the system finds out that a host is gone. Neither
sees a gateway between that takes everything and passes nothing on: such a line is silent for ever.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import psycopg


class Deadline:
    """Shuts a connection down, which makes whoever waits on it fail, if nobody asked for more time.

    Used with `with`, around what waits; the connection must not be closed inside.
    """

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]], seconds: float) -> None:
        self._connection = connection
        self._seconds = seconds
        self._until = 0.0
        self._ended = threading.Event()
        self._lock = threading.Lock()  # so that no other file gets the number of this one meanwhile

    def __enter__(self) -> Self:
        self.more()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._ended.set()

    def more(self) -> None:
        """Begin anew: something came."""
        self._until = time.monotonic() + self._seconds

    def _watch(self) -> None:
        while not self._ended.wait(max(self._until - time.monotonic(), 0)):
            with self._lock:
                if not self._ended.is_set() and time.monotonic() >= self._until:
                    self._hang_up()
                    return

    def _hang_up(self) -> None:
        with suppress(OSError, psycopg.Error):
            line = socket.socket(fileno=self._connection.fileno())
            try:
                line.shutdown(socket.SHUT_RDWR)
            finally:
                line.detach()
