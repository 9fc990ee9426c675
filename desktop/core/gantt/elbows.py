"""The way of a link from bar to bar: straight lines with right angles, as planners draw them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from desktop.core.quick_dataclass import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Joint:
    """Where a link meets a bar: a point, and on which side of it the bar does not lie."""

    x: float
    y: float
    is_finish: bool  # the bar lies at the left of the point

    @property
    def away(self) -> int:
        """The direction that leads away from the bar: 1 to the right, -1 to the left."""
        return 1 if self.is_finish else -1


@dataclass(frozen=True, slots=True)
class Room:
    """How far links keep from bars: pixels, downward as to the right.

    `stub`: before the first and after the last turn; `lane`: from the middle of a row to where
    links run between rows; `half_bar`: of the height of the bar that is entered; `inside`: how far
    behind its start it is entered.
    """

    stub: float
    lane: float
    half_bar: float
    inside: float


def elbow(start: Joint, end: Joint, room: Room) -> tuple[Point, ...]:
    """Return the corners of a link, both ends included.

    What starts where another ends, or later, is entered from above or below, close to its start.
    Else links leave and enter bars by at least a stub, and turn back between two rows.
    """
    down = 1 if end.y >= start.y else -1
    if start.is_finish and not end.is_finish and end.x + room.inside >= start.x:
        x = end.x + room.inside
        return (start.x, start.y), (x, start.y), (x, end.y - down * room.half_bar)
    out, into = start.x + start.away * room.stub, end.x + end.away * room.stub
    if start.is_finish == end.is_finish:
        upright = max(out, into) if start.is_finish else min(out, into)
    elif (into - out) * start.away >= 0:
        upright = out
    else:
        between = start.y + down * room.lane
        return (
            (start.x, start.y),
            (out, start.y),
            (out, between),
            (into, between),
            (into, end.y),
            (end.x, end.y),
        )
    return (start.x, start.y), (upright, start.y), (upright, end.y), (end.x, end.y)


def is_near(corners: Sequence[Point], x: float, y: float, reach: float) -> bool:
    """Tell whether a point lies on a way of horizontal and vertical lines, or beside it."""
    for (x1, y1), (x2, y2) in pairwise(corners):
        is_beside = min(x1, x2) - reach <= x <= max(x1, x2) + reach
        if is_beside and min(y1, y2) - reach <= y <= max(y1, y2) + reach:
            return True
    return False
