"""Hearing from the centre that something is new, so that nobody waits for the next round.

A message of the centre says nothing but that: what is new comes by a pull, as ever. It is lost with
the connection, which does no harm: rounds come every few seconds all the same.
"""

from __future__ import annotations

import logging
import selectors
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import psycopg

from desktop.sync.deadlines import Deadline

CHANNEL: Final = "lienhe"
GAP_SECONDS: Final = 1.0  # between two that are told, however many come
_STEP_SECONDS: Final = 5.0
_BUSY_SECONDS: Final = 0.05
_ANSWER_SECONDS: Final = 5.0
log = logging.getLogger(__name__)

AnyConnection = psycopg.Connection[Any]


class Line:
    """Who uses a connection: nothing of ours may come between the calls of a transaction."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0

    @property
    def is_free(self) -> bool:
        """Whether nobody uses it just now."""
        return not self._users

    @contextmanager
    def used(self) -> Iterator[None]:
        """Use it for calls."""
        with self._lock:
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1

    @contextmanager
    def kept_free(self) -> Iterator[bool]:
        """Keep others waiting for a moment; yields whether nobody used it already."""
        with self._lock:
            yield self.is_free


class Ear:
    """Listens on a connection that rounds use too, while it rests."""

    def __init__(self, connection: AnyConnection, line: Line) -> None:
        """Begin to listen; raise psycopg.Error."""
        self.connection = connection
        self._line = line
        self._told = threading.Event()
        connection.add_notify_handler(self._on_notify)
        connection.execute(f"LISTEN {CHANNEL}".encode())

    @property
    def is_deaf(self) -> bool:
        """Whether the connection is gone."""
        return self.connection.closed

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; tell whether somebody else changed something."""
        if not self._told.is_set() and self._line.is_free:
            self._wait_for_data(seconds)
        elif not self._told.is_set():
            self._told.wait(_BUSY_SECONDS)  # a call is under way, which hears it
        was_told = self._told.is_set()
        self._told.clear()
        return was_told

    def _wait_for_data(self, seconds: float) -> None:
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self.connection.fileno(), selectors.EVENT_READ)
                came = selector.select(seconds)
            if came:
                self._read()
        except (psycopg.Error, OSError, ValueError):
            log.info("the centre is not heard any more")
            self.connection.close()

    def _read(self) -> None:
        """Read what came, which tells `_on_notify`; what a call waits for is left to it."""
        with self._line.kept_free() as is_free:
            if is_free:
                with Deadline(self.connection, _ANSWER_SECONDS):
                    self.connection.execute("SELECT 1")

    def _on_notify(self, notify: psycopg.Notify) -> None:
        with suppress(psycopg.Error):
            if notify.pid != self.connection.info.backend_pid:
                self._told.set()


class Attention:
    """A thread for each profile that listens as long as its ear hears."""

    def __init__(self) -> None:
        self._ears: dict[Path, Ear] = {}

    def pay(self, profile: Path, ear: Ear, tell: Callable[[], None]) -> None:
        """Listen with `ear` from now on, unless that is done already; the thread calls `tell`."""
        if self._ears.get(profile) is not ear:
            self._ears[profile] = ear
            told = (profile, ear, tell)
            threading.Thread(target=self._listen, args=told, name="news", daemon=True).start()

    def end(self, profile: Path) -> None:
        """Listen no more."""
        self._ears.pop(profile, None)

    def _listen(self, profile: Path, ear: Ear, tell: Callable[[], None]) -> None:
        rest = threading.Event()
        while self._ears.get(profile) is ear and not ear.is_deaf:
            if ear.wait(_STEP_SECONDS):
                tell()
                rest.wait(GAP_SECONDS)
