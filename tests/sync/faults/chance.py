"""What is chance elsewhere follows from the seed of a day: ids, moments, pauses.

A day that ended badly ends badly again; `test_a_day_follows_from_its_seed` sees to it. Left is what
the centre does by itself: the numbers of its transactions, and its clock, which decides nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from desktop.core import ids
from desktop.sync import transport

FIRST = dt.datetime(2026, 1, 5, 1, tzinfo=dt.UTC)
STEP = dt.timedelta(milliseconds=1)


class DayClock:
    """Time that passes only by being looked at."""

    def __init__(self, begin: dt.datetime = FIRST) -> None:
        self._now = begin

    def now(self) -> dt.datetime:
        """Return a moment that is a little later each time."""
        self._now += STEP
        return self._now


class WrongClock:
    """A computer's clock, which somebody sets."""

    def __init__(self, right: DayClock) -> None:
        self._right = right
        self.ahead = dt.timedelta()

    def now(self) -> dt.datetime:
        """Return what the clock shows."""
        return self._right.now() + self.ahead


@contextmanager
def seeded(seed: int | str, clock: DayClock) -> Iterator[None]:
    """Let all ids that are made meanwhile follow from a seed; nobody pauses before trying again."""
    with (
        patch.object(os, "urandom", random.Random(f"ids of {seed}").randbytes),
        patch.object(ids, "_SEQUENCE", ids._Sequence()),
        patch.object(ids.new_id, "__defaults__", (clock,)),
        patch.object(transport, "PAUSE_SECONDS", 0),
    ):
        yield
