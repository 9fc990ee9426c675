"""What of a span of time is free of work: nights, weekends, holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from desktop.core.scheduling.hours import Hours
from desktop.core.scheduling.minutes import DAY, Minute, day_of, first_minute

Gap = tuple[Minute, Minute]
NIGHTS_FROM: Final = 200.0  # pixels of a day from which on hours without work are seen
DAYS_FROM: Final = 3.0  # and those from which on days are


def free_spans(hours: Hours, first: Minute, last: Minute, *, nights: bool) -> Iterator[Gap]:
    """Yield the spans between two minutes in which nobody works, those that touch as one.

    Without `nights` only whole days off count.
    """
    open_from: Minute | None = None
    day = day_of(first)
    while (midnight := first_minute(day)) < last:
        spans = hours.spans(day)
        if spans and not nights:
            spans = ((0, DAY),)
        at = midnight if open_from is None else open_from
        for start, end in spans:
            if midnight + start > at:
                yield at, midnight + start
            at = midnight + end
        open_from = at
        day += timedelta(days=1)
    if open_from is not None and open_from < first_minute(day):
        yield open_from, first_minute(day)
