"""Spans of time that are half-open: joined, cut, and subtracted from each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class TimeSpan(NamedTuple):
    """From `start` to before `end`, both naive in one zone or both aware."""

    start: datetime
    end: datetime


def joined_spans(spans: Iterable[TimeSpan]) -> list[TimeSpan]:
    """Return what is covered by any of the spans: sorted, and apart from each other.

    Spans that touch become one; those without length cover nothing.
    """
    found: list[TimeSpan] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if found and start <= found[-1].end:
            found[-1] = TimeSpan(found[-1].start, max(found[-1].end, end))
        else:
            found.append(TimeSpan(start, end))
    return found


def without_spans(whole: Iterable[TimeSpan], taken: Iterable[TimeSpan]) -> list[TimeSpan]:
    """Return what of `whole` no span of `taken` covers, sorted."""
    found: list[TimeSpan] = []
    holes = joined_spans(taken)
    number = 0
    for start, end in joined_spans(whole):
        at = start
        while number < len(holes) and holes[number].end <= at:
            number += 1
        for hole in holes[number:]:
            if hole.start >= end:
                break
            if hole.start > at:
                found.append(TimeSpan(at, hole.start))
            at = max(at, hole.end)
        if at < end:
            found.append(TimeSpan(at, end))
    return found


def overlap(one: Iterable[TimeSpan], other: Iterable[TimeSpan]) -> TimeSpan | None:
    """Return the first span that two sets have in common, None if there is none."""
    mine, theirs = joined_spans(one), joined_spans(other)
    first = second = 0
    while first < len(mine) and second < len(theirs):
        start = max(mine[first].start, theirs[second].start)
        end = min(mine[first].end, theirs[second].end)
        if start < end:
            return TimeSpan(start, end)
        if mine[first].end <= theirs[second].end:
            first += 1
        else:
            second += 1
    return None
