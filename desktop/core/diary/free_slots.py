"""Finding a time at which several people and rooms are free: a sweep over who is busy when.

Those who are required are swept together; of what is left each start on a grid is offered, with
who of the others would be missing.
"""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from desktop.core.diary.time_spans import TimeSpan, joined_spans, without_spans
from desktop.core.quick_dataclass import dataclass

STEP: Final = timedelta(minutes=15)
MOST: Final = 200  # slots offered at once
_ONE_DAY: Final = timedelta(days=1)

Hours = Callable[[date], Sequence[tuple[int, int]]]  # of a day, as minutes since midnight


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody, or a room, that is to take part; `busy` in any order, overlapping or not."""

    who: uuid.UUID
    busy: tuple[TimeSpan, ...] = ()
    is_required: bool = True


class Slot(NamedTuple):
    """A time at which all who are required are free, and who of the others are not."""

    start: datetime
    end: datetime
    missing: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: how long, within which span, on which grid of starts.

    Raises:
        ValueError: a time without length, or a grid without distance.
    """

    within: TimeSpan
    length: timedelta
    step: timedelta = STEP

    def __post_init__(self) -> None:
        if self.length <= timedelta() or self.step <= timedelta():
            raise ValueError(f"no time can be found for {self!r}")


def free_slots(parties: Iterable[Party], wish: Wish, hours: Hours, most: int = MOST) -> list[Slot]:
    """Return at most `most` slots within the working hours of the days, the earliest first."""
    known = list(parties)
    busy = [span for party in known if party.is_required for span in party.busy]
    others = [(party.who, joined_spans(party.busy)) for party in known if not party.is_required]
    found: list[Slot] = []
    for gap in without_spans(working_spans(wish.within, hours), busy):
        start = _on_grid(gap.start, wish.step)
        while start + wish.length <= gap.end:
            end = start + wish.length
            missing = tuple(who for who, spans in others if _meets(spans, start, end))
            found.append(Slot(start, end, missing))
            if len(found) == most:
                return found
            start += wish.step
    return found


def best_slots(slots: Iterable[Slot]) -> list[Slot]:
    """Return slots with the fewest missing first, of as many the earliest."""
    return sorted(slots, key=lambda slot: (len(slot.missing), slot.start))


def working_spans(within: TimeSpan, hours: Hours) -> list[TimeSpan]:
    """Return the working hours that lie in a span."""
    return list(_working(within, hours))


def _working(within: TimeSpan, hours: Hours) -> Iterator[TimeSpan]:
    day = within.start.date()
    while day <= within.end.date():
        midnight = datetime.combine(day, time(), within.start.tzinfo)
        for first, last in hours(day):
            start = max(midnight + timedelta(minutes=first), within.start)
            end = min(midnight + timedelta(minutes=last), within.end)
            if start < end:
                yield TimeSpan(start, end)
        day += _ONE_DAY


def _on_grid(start: datetime, step: timedelta) -> datetime:
    """Return the first moment of the grid, counted from midnight, that is not before `start`."""
    midnight = datetime.combine(start.date(), time(), start.tzinfo)
    return midnight + -((midnight - start) // step) * step


def _meets(spans: Sequence[TimeSpan], start: datetime, end: datetime) -> bool:
    """Tell whether one of the spans, which lie apart and in order, has something of a time."""
    number = bisect_right(spans, TimeSpan(start, datetime.max.replace(tzinfo=start.tzinfo))) - 1
    if number >= 0 and spans[number].end > start:
        return True
    return number + 1 < len(spans) and spans[number + 1].start < end
