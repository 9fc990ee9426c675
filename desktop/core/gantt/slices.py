"""A chart cut into pages: bands of rows downward, stretches of time from left to right."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from desktop.core.gantt.chart import Span
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import DAY, Minute

MOST_WIDE: Final = 20


@dataclass(frozen=True, slots=True)
class Slice:
    """What stands on a page: the rows `first` up to `last`, the time of `span`."""

    first: int
    last: int
    span: Span


def slices(
    count: int, span: Span, *, wide: int, first_room: int, next_room: int
) -> tuple[Slice, ...]:
    """Return the pages of a chart, each band from left to right before the next.

    Args:
        count: the rows.
        span: from when to when bars, marks and names reach; it is cut into whole minutes.
        wide: how many pages stand side by side.
        first_room: how many rows the first band holds, whose page has the title.
        next_room: how many the others hold.
    """
    columns = stretches(span, wide)
    bands = [(0, min(max(first_room, 1), count))]
    while bands[-1][1] < count:
        start = bands[-1][1]
        bands.append((start, min(start + max(next_room, 1), count)))
    return tuple(Slice(first, last, column) for first, last in bands for column in columns)


def stretches(span: Span, wide: int) -> tuple[Span, ...]:
    """Return a span of time in equal parts that follow each other, each at least a minute long."""
    start, length = span[0], max(span[1] - span[0], wide)
    edges = [start + length * place // wide for place in range(wide + 1)]
    return tuple(pairwise(edges))


def with_margin(span: Span, share: float = 0.03) -> Span:
    """Return a span with a little room on both sides, more behind it for the names of bars."""
    length = max(span[1] - span[0], DAY)
    before: Minute = max(round(length * share), DAY // 2)
    return span[0] - before, span[1] + 5 * before
