"""A machine that stops at any moment; and a watch on what the engine writes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.store.transactions import Writing
from desktop.sync.engine import Engine

NEWEST = "SELECT seq FROM sqlite_sequence WHERE name = 'change'"  # rows may be forgotten
TRANSFER = "account.transfer"  # units of work that are sent as strict groups
_STRICT = (
    "UPDATE outbox SET strict = 1 WHERE status = 'queued' AND strict = 0 AND grp IN "
    "(SELECT grp FROM change WHERE command = ?)"
)


class CrashError(Exception):
    """The machine stops here."""


class CrashingEngine(Engine):
    """An engine whose transactions sometimes never end, or are the last thing that happens."""

    rng: random.Random | None = None
    is_strict = True
    is_captured = False
    wrote_changes = 0

    @contextmanager
    def engine_work(self) -> Iterator[Writing]:
        with super().engine_work() as writing:
            if self.is_strict:
                writing.connection.execute(_STRICT, (TRANSFER,))
            if self.is_captured and self.rng is not None and self.rng.random() < 0.02:
                writing.connection.execute("UPDATE work_context SET capture = 1")
            newest = writing.connection.execute(NEWEST).fetchone()
            yield writing
            self.wrote_changes += writing.connection.execute(NEWEST).fetchone() != newest
            self._perhaps_crash()
        self._perhaps_crash()

    def _perhaps_crash(self) -> None:
        if self.rng is not None and self.rng.random() < 0.004:
            raise CrashError
