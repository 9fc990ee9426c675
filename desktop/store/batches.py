"""Much work in many short transactions, so that a person who saves meanwhile hardly waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

Piece = TypeVar("Piece")
Piece_co = TypeVar("Piece_co", covariant=True)
Progress = Callable[[int, int], None]

AIM_SECONDS: Final = 0.030  # of one transaction
GAP_SECONDS: Final = 0.005  # between two, for the window
FIRST_SIZE: Final = 40
_LARGEST: Final = 5000
_SMALLEST: Final = 5


class Pieces(Protocol[Piece_co]):
    """What can be cut into slices: a list, `store.bulk.PreparedRows`."""

    def __len__(self) -> int: ...

    def __getitem__(self, span: slice, /) -> Piece_co: ...


class Pace:
    """How many items the next transaction takes, by how long the last one took."""

    def __init__(self, aim: float = AIM_SECONDS, first_size: int = FIRST_SIZE) -> None:
        self._aim = aim
        self.size = first_size

    def took(self, seconds: float) -> None:
        """Learn from a transaction of `size` items; at most half or double as many come next."""
        factor = min(2.0, max(0.5, self._aim / max(seconds, 1e-6)))
        self.size = max(_SMALLEST, min(_LARGEST, int(self.size * factor)))

    def rest(self) -> None:
        """Leave the database alone for a moment."""
        time.sleep(GAP_SECONDS)


def in_batches(
    items: Pieces[Piece],
    write: Callable[[Piece], object],
    progress: Progress | None = None,
    pace: Pace | None = None,
) -> None:
    """Call `write` with one piece of `items` after another; each call is one transaction.

    Args:
        items: what is to be written, prepared as far as it can be without the database.
        write: writes a piece; it begins and ends the transaction itself.
        progress: is told how many of how many are done, and may raise CancelledError.
        pace: decides the size of the pieces.
    """
    pace = pace or Pace()
    done = 0
    while done < len(items):
        size = pace.size
        start = time.monotonic()
        write(items[done : done + size])
        pace.took(time.monotonic() - start)
        done = min(done + size, len(items))
        if progress is not None:
            progress(done, len(items))
        if done < len(items):
            pace.rest()
