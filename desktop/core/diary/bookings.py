"""When rooms, cars and equipment are taken: in minutes since 1970, compared without any rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from desktop.core.clock import DEFAULT_ZONE, day_start, find_zone, to_micros
from desktop.core.recurrence.occurrences import Occurrence, Window, occurrences
from desktop.core.recurrence.series import Series

MOST: Final = 2_000  # times of one event that are compared
_AHEAD: Final = timedelta(731)
_BEHIND: Final = timedelta(31)
_MINUTE: Final = 60_000_000

Minutes = tuple[int, int]


def booked_minutes(series: Series, today: date) -> list[Minutes]:
    """Return when an event takes what it books: of a series from a month ago to two years ahead.

    Whole days are those of the company's zone. A time without length takes nothing.

    Raises:
        InvalidValueError: the rule comes too often to be followed.
    """
    first, last = (today - _BEHIND, today + _AHEAD)
    if series.rule is None and not series.variations:
        first, last = date(1900, 1, 1), date(2900, 1, 1)
    zone = find_zone(DEFAULT_ZONE)
    found = occurrences(series, Window.of_days(first, last, zone))[:MOST]
    offset = to_micros(day_start(date(2026, 1, 1), zone)) - _wall_of_2026()
    return joined_minutes(_minutes(one, offset if one.is_wall else 0) for one in found)


def joined_minutes(spans: Iterable[Minutes]) -> list[Minutes]:
    """Return what is covered by any of the spans: sorted, and apart from each other."""
    found: list[Minutes] = []
    for first, last in sorted(spans):
        if last <= first:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def read_minutes(stored: object) -> list[Minutes]:
    """Return the pairs that a record holds; what is none is left out."""
    pairs: Sequence[Any] = stored if isinstance(stored, list) else ()
    return [
        (one[0], one[1])
        for one in pairs
        if isinstance(one, list)
        and len(one) == len(("first", "last"))
        and all(isinstance(minute, int) for minute in one)
    ]


def clash(mine: Sequence[Minutes], others: Sequence[Minutes]) -> Minutes | None:
    """Return the first span that two bookings have in common, None if there is none."""
    first = second = 0
    while first < len(mine) and second < len(others):
        low = max(mine[first][0], others[second][0])
        high = min(mine[first][1], others[second][1])
        if low < high:
            return low, high
        if mine[first][1] <= others[second][1]:
            first += 1
        else:
            second += 1
    return None


def _minutes(one: Occurrence, offset: int) -> Minutes:
    return (one.begins_at + offset) // _MINUTE, -(-(one.ends_at + offset) // _MINUTE)


def _wall_of_2026() -> int:
    return (date(2026, 1, 1) - date(1970, 1, 1)) // timedelta(microseconds=1)
