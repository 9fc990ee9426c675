"""Says at the centre, every few seconds, that the service lives, whatever else it is doing."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import Any, Final

import psycopg

from desktop.server import tasks
from desktop.server.connections import Connection, connect
from desktop.server.tasks import Agent

BEAT_SECONDS: Final = 15.0
STANDBY_SECONDS: Final = 5.0  # of a service that waits for the one that works
PATIENCE_MS: Final = 10_000  # of a beat; a centre that hangs is called again
log = logging.getLogger(__name__)


class Heart:
    """A thread with a connection of its own.

    `is_chosen` tells whether this service is the one that works: another that lives goes on, and
    this one waits until that is silent.
    """

    def __init__(self, address: dict[str, Any], agent: Agent) -> None:
        self.is_chosen = False
        self._address = address | {"options": f"-c statement_timeout={PATIENCE_MS}"}
        self._agent = agent
        self._is_down = False
        self._ends = threading.Event()
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End, and say so at the centre if it can be reached."""
        self._ends.set()
        self._thread.join(BEAT_SECONDS)
        if self.is_chosen:
            with suppress(psycopg.Error), connect(self._address) as connection:
                tasks.sign_off(connection, self._agent)

    def _run(self) -> None:
        while not self._ends.is_set():
            self._beat()
            self._ends.wait(BEAT_SECONDS if self.is_chosen else STANDBY_SECONDS)
        self._hang_up()

    def _beat(self) -> None:
        try:
            if self._connection is None:
                self._connection = connect(self._address)
            chosen = tasks.beat(self._connection, self._agent)
        except psycopg.Error as error:
            self._hang_up()
            if not self._is_down:  # a weekend of it is one line
                log.warning("the centre cannot be reached: %s", error)
            self._is_down = True
            return
        self._is_down = False
        if chosen != self.is_chosen:
            log.info("this service %s", "works" if chosen else "waits for the one that works")
        self.is_chosen = chosen

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()
