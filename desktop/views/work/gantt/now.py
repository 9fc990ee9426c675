"""The present moment in minutes of a plan."""

from __future__ import annotations

from desktop.core.clock import SystemClock, local_zone
from desktop.core.scheduling.minutes import Minute, to_minute


def local_now() -> Minute:
    """Return the present minute of the clock on the wall."""
    return to_minute(SystemClock().now().astimezone(local_zone()).replace(tzinfo=None))
