"""Which part of a bar is under the pointer."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

GRAB: Final = 4.0  # pixels on both sides of an edge: eight to grab it by
DOT: Final = 11.0  # pixels from the bar to the middle of the dot from which a link is drawn
DOT_REACH: Final = 6.0
HANDLE_REACH: Final = 5.0


class Part(Enum):
    """What a drag from here changes."""

    BODY = auto()  # both ends
    START = auto()
    FINISH = auto()
    PROGRESS = auto()
    START_DOT = auto()  # a new link
    FINISH_DOT = auto()


def part_at(x: float, left: float, right: float, *, handle: float | None) -> Part | None:
    """Return the part of a bar from `left` to `right` at a pixel, None beside it.

    `handle` is where the mark of progress is, None if the pointer is not as low as that. Of a short
    bar two thirds are its body, so that it can still be moved.
    """
    grab = min(GRAB, (right - left) / 6)
    if handle is not None and abs(x - handle) <= HANDLE_REACH:
        return Part.PROGRESS
    if left - GRAB <= x <= left + grab:
        return Part.START
    if right - grab <= x <= right + GRAB:
        return Part.FINISH
    if left < x < right:
        return Part.BODY
    return dot_at(x, left, right)


def dot_at(x: float, left: float, right: float) -> Part | None:
    """Return which of the two dots beside a bar is at a pixel."""
    if abs(x - (left - DOT)) <= DOT_REACH:
        return Part.START_DOT
    if abs(x - (right + DOT)) <= DOT_REACH:
        return Part.FINISH_DOT
    return None
