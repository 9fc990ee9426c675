"""A machine that stops at any moment; and a watch on what the engine writes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.store.transactions import Writing
from desktop.sync.engine import Engine

NEWEST = "SELECT max(seq) FROM change"


class CrashError(Exception):
    """The machine stops here."""


class CrashingEngine(Engine):
    """An engine whose transactions sometimes never end."""

    rng: random.Random | None = None
    wrote_changes = 0

    @contextmanager
    def engine_work(self) -> Iterator[Writing]:
        with super().engine_work() as writing:
            newest = writing.connection.execute(NEWEST).fetchone()
            yield writing
            self.wrote_changes += writing.connection.execute(NEWEST).fetchone() != newest
            if self.rng is not None and self.rng.random() < 0.006:
                raise CrashError
