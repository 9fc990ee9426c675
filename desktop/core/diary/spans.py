"""Spans of time in a diary: what was marked, where an entry lies, which days it is on."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Final

from desktop.core.diary.entry import Entry
from desktop.core.quick_dataclass import dataclass

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of wall time; the end is exclusive, whole days go from midnight to midnight.

    `person` says in whose diary it lies where several people stand side by side.
    """

    start: datetime
    end: datetime
    is_all_day: bool = False
    person: uuid.UUID | None = None

    @property
    def first_day(self) -> date:
        """The day it begins on."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day of which it covers some time."""
        return last_day(self.start, self.end)


def midnight(day: date) -> datetime:
    """Return the naive moment at which a day begins."""
    return datetime.combine(day, time.min)


def whole_days(first: date, last: date, person: uuid.UUID | None = None) -> Span:
    """Return the span of all days from `first` to `last`, in whatever order they are given."""
    first, last = min(first, last), max(first, last)
    return Span(midnight(first), midnight(last) + ONE_DAY, is_all_day=True, person=person)


def span_of(entry: Entry) -> Span:
    """Return when an entry is."""
    return Span(entry.start, entry.end, entry.is_all_day, entry.person)


def last_day(start: datetime, end: datetime) -> date:
    """Return the last day of which a span covers some time; of no time at all its only day."""
    if end <= start:
        return start.date()
    is_midnight = not (end.hour or end.minute or end.second or end.microsecond)
    return end.date() - ONE_DAY if is_midnight else end.date()


def stands_in_lanes(entry: Entry) -> bool:
    """Tell whether an entry stands above the hours: whole days, and what lasts a day or longer."""
    return entry.is_all_day or entry.end - entry.start >= ONE_DAY
