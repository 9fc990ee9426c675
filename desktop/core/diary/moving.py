"""What an entry becomes when it is dragged elsewhere, or by one of its edges."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import ONE_DAY, Span, last_day, midnight, stands_in_lanes, whole_days

FIRST_LENGTH: Final = timedelta(hours=1)  # of an entry of whole days that gets an hour


class Edge(Enum):
    """The edge that is dragged."""

    START = auto()
    END = auto()


def moved(entry: Entry, grabbed: Span, target: Span, *, by_days: bool = False) -> Span:
    """Return where an entry goes that was grabbed at one slot and let go at another.

    A slot is a span of the grid: some minutes, or a whole day in the lanes above. Between lanes
    and hours an entry changes its nature: dropped on an hour it begins there, dropped on a day it
    takes the whole day. With `by_days` (a month) the time of day stays.
    """
    person = target.person
    if by_days or (stands_in_lanes(entry) and target.is_all_day):
        by = timedelta(days=(target.first_day - grabbed.first_day).days)
        return Span(entry.start + by, entry.end + by, entry.is_all_day, person)
    if target.is_all_day:
        return whole_days(target.first_day, target.first_day, person)
    if stands_in_lanes(entry):
        length = FIRST_LENGTH if entry.is_all_day else entry.end - entry.start
        return Span(target.start, target.start + length, is_all_day=False, person=person)
    by = target.start - grabbed.start
    return Span(entry.start + by, entry.end + by, is_all_day=False, person=person)


def resized(entry: Entry, edge: Edge, target: Span) -> Span:
    """Return what an entry becomes whose edge is dragged to a slot; never shorter than one slot.

    An edge at a slot of a whole day changes the day and keeps the time of day.
    """
    start, end = entry.start, entry.end
    if target.is_all_day:
        first, last = entry.start.date(), last_day(start, end)
        if edge is Edge.START:
            start += ONE_DAY * (min(target.first_day, last) - first).days
        else:
            end += ONE_DAY * (max(target.last_day, first) - last).days
        return _kept_apart(entry, start, end)
    if edge is Edge.START:
        start = min(target.start, end - (target.end - target.start))
    else:
        end = max(target.end, start + (target.end - target.start))
    return Span(start, end, is_all_day=False, person=entry.person)


def _kept_apart(entry: Entry, start: datetime, end: datetime) -> Span:
    """Return the span; where the times of day have crossed, the one it was."""
    if end <= start and entry.is_all_day:
        end = midnight(start.date()) + ONE_DAY
    elif end <= start:
        start, end = entry.start, entry.end
    return Span(start, end, entry.is_all_day, entry.person)


def joined(anchor: Span, active: Span) -> Span:
    """Return the span from one slot to another; the anchor says of which nature it is."""
    start, end = min(anchor.start, active.start), max(anchor.end, active.end)
    if anchor.is_all_day:
        return whole_days(start.date(), last_day(start, end), anchor.person)
    return Span(start, end, is_all_day=False, person=anchor.person)
