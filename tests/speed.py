"""How quick something is, on a machine that others use too."""

from __future__ import annotations

import time
from collections.abc import Callable


def quickest(act: Callable[[], object], times: int = 5) -> float:
    """Return the seconds of processor time that the best of some goes took this thread.

    What waits for a disk, for the collector or for another program is not counted: a limit on
    it would say what the machine did. What a person waits for is measured by the bench.
    """
    samples = []
    for _go in range(times):
        started = time.thread_time()
        act()
        samples.append(time.thread_time() - started)
    return min(samples)
