"""How fast rounds with the centre go: measured by the worker, shown beside how it stands."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.core.filters import Json
from desktop.services.long_work import LongWork, long_work
from desktop.sync.rounds import Round
from desktop.sync.transport import PostgresCentre


@dataclass(frozen=True, slots=True)
class _Begun:
    """A round that is under way."""

    centre: PostgresCentre
    at: float
    rows: int  # that the line had copied before


_under_way: Final[dict[Path, _Begun]] = {}
_last: Final[dict[Path, dict[str, Json]]] = {}


@contextmanager
def measured(profile: Path, centre: PostgresCentre) -> Iterator[list[Round]]:
    """Measure a round; what it did is to be put into the list."""
    begun = _under_way[profile] = _Begun(centre, time.monotonic(), centre.rows_read)
    done: list[Round] = []
    try:
        yield done
    finally:
        _under_way.pop(profile, None)
    copied = centre.rows_read - begun.rows
    sent = sum(one.sent for one in done)
    received = sum(one.received for one in done) + copied
    if sent or received:
        took = int((time.monotonic() - begun.at) * 1000)
        _last[profile] = {"sent": sent, "received": received, "ms": max(took, 1)}


def last_pace(profile: Path) -> Json:
    """Return "sent", "received" and "ms" of the last round that moved anything; null: none yet."""
    return _last.get(profile)


@long_work("sync.progress")
def progress(work: LongWork) -> Json:
    """Return "received" rows and "ms" of the copy under way; null: nothing is copied just now."""
    begun = _under_way.get(work.profile)
    if begun is None or begun.centre.rows_read == begun.rows:
        return None
    took = int((time.monotonic() - begun.at) * 1000)
    return {"received": begun.centre.rows_read - begun.rows, "ms": max(took, 1)}
