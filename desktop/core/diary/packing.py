"""Places for spans that overlap: columns beside one another in a day, rows of bars in a week."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple


class Share(NamedTuple):
    """The part of a day's width that a span gets: its column of so many equal ones."""

    column: int
    columns: int


def pack_columns(spans: Sequence[tuple[int, int]]) -> list[Share]:
    """Return a column for each span (start and end, the end exclusive), in the order given.

    Spans that overlap, directly or through others, share the width in equal columns; each stands
    in the leftmost that is free. What begins when another ends does not overlap it.
    """
    shares: list[Share] = [Share(0, 1)] * len(spans)
    cluster: list[tuple[int, int]] = []  # place and column of those that overlap
    busy: list[tuple[int, int]] = []  # end and column, the earliest end first
    free: list[int] = []
    count = 0
    for start, longest, place in sorted((span[0], -span[1], n) for n, span in enumerate(spans)):
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if not busy:
            _close(shares, cluster, count)
            cluster, free, count = [], [], 0
        if free:
            column = heappop(free)
        else:
            column, count = count, count + 1
        cluster.append((place, column))
        heappush(busy, (max(-longest, start + 1), column))
    _close(shares, cluster, count)
    return shares


def _close(shares: list[Share], cluster: list[tuple[int, int]], count: int) -> None:
    for place, column in cluster:
        shares[place] = Share(column, count)


class Rows(NamedTuple):
    """The row of each bar, None where there is no room, and how many are not shown on each day."""

    rows: list[int | None]
    hidden: list[int]


def pack_rows(bars: Sequence[tuple[int, int]], days: int, capacity: int) -> Rows:
    """Return a row for each bar (first and last of `days` days, both included), in the order given.

    Each bar stands in the uppermost row that is free on all of its days; who comes first stands
    higher. A day on which not all have room keeps its last row free, where the screen says how
    many more there are.
    """
    counts = [0] * (days + 1)  # by how many more bars a day has than the day before
    for first, last in bars:
        counts[first] += 1
        counts[last + 1] -= 1
    limits = [capacity - (count > capacity > 0) for count in accumulate(counts[:days])]
    while True:
        found = _fill(bars, limits)
        crowded = [d for d in range(days) if found.hidden[d] and limits[d] == capacity]
        if not crowded or not capacity:
            return found
        for day in crowded:
            limits[day] = capacity - 1


def _fill(bars: Sequence[tuple[int, int]], limits: Sequence[int]) -> Rows:
    taken = [0] * len(limits)  # a bit for each row
    hidden = [0] * len(limits)
    rows: list[int | None] = []
    for first, last in bars:
        used, limit = taken[first], limits[first]
        if first != last:
            for day in range(first + 1, last + 1):
                used |= taken[day]
            limit = min(limits[first : last + 1])
        row = (~used & (used + 1)).bit_length() - 1  # the lowest bit that is not set
        if row < limit:
            rows.append(row)
            for day in range(first, last + 1):
                taken[day] |= 1 << row
        else:
            rows.append(None)
            for day in range(first, last + 1):
                hidden[day] += 1
    return Rows(rows, hidden)
