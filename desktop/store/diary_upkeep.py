"""The table of occurrences in quiet hours: what was left is filled in, the window moves on."""

from __future__ import annotations

import time

from desktop.core.clock import local_day
from desktop.store.batches import Pace
from desktop.store.diary.filling import fill, run_out, stale, window_at
from desktop.store.work import Store


def fill_times(store: Store) -> int:
    """Fill in the times of all events whose times are missing; return how many events.

    In short transactions, so that a person who saves meanwhile hardly notices.
    """
    today, done = local_day(store.clock.now()), 0
    for find in (stale, lambda connection, limit: run_out(connection, today, limit)):
        pace, found = Pace(), [0]
        while found:
            start = time.monotonic()
            with store.exclusive() as connection:
                found = find(connection, pace.size)
                fill(connection, found, window_at(today))
            done += len(found)
            pace.took(time.monotonic() - start)
            pace.rest()
    return done
