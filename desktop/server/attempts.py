"""Trying again what may work a moment later."""

from __future__ import annotations

import time
from collections.abc import Iterator


def attempts(count: int, pause: float) -> Iterator[int]:
    """Yield 0 to `count` - 1, with `pause` seconds between one and the next."""
    for attempt in range(count):
        if attempt:
            time.sleep(pause)
        yield attempt
