"""Whether the clock of this computer goes like that of the centre: moments are written by it."""

from __future__ import annotations

from typing import Final

from desktop.core.kinds.base import Storage
from desktop.core.wire import from_wire
from desktop.store.engine import Connection
from desktop.store.mirror.tables import get_state, set_state

CLOCK: Final = "clock_off"  # seconds that this one is ahead of the centre's, if that matters
MINUTE: Final = 60
WRONG: Final = 10 * MINUTE  # from here on people are told; a greeting takes seconds at most


def note_clock(connection: Connection, server_time: str, now: int) -> None:
    """Note how far the clock is off, in whole minutes; written only where that is another.

    Args:
        connection: of the transaction under way.
        server_time: of the greeting, a MOMENT.
        now: here, in microseconds.
    """
    theirs = from_wire(Storage.MOMENT, server_time)
    off = (now - int(str(theirs))) // 1_000_000
    told = str(round(off / MINUTE) * MINUTE) if abs(off) >= WRONG else None
    if get_state(connection, CLOCK) != told:
        set_state(connection, CLOCK, told)
