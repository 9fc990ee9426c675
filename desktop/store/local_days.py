"""SQL for the day on which a moment falls where the person is."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from desktop.core.clock import local_zone, to_micros

_DAY: Final = 86_400_000_000  # microseconds
_BEFORE: Final = 1_000_000  # days added while dividing, which rounds negative numbers upwards
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_FIRST, _LAST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
_STRIDE: Final = dt.timedelta(days=5)  # no zone moves its clocks twice in fewer days
_EXACT: Final = dt.timedelta(seconds=1)


def local_day_number(cell: str) -> str:
    """Return SQL for the days since 1970 of a column of microseconds, on the person's clock."""
    first, *moves = _offsets(local_zone())
    offset = str(first[1])
    if moves:
        cases = "".join(f" WHEN {cell} < {at} THEN {before}" for at, before in _until(first, moves))
        offset = f"(CASE{cases} ELSE {moves[-1][1]} END)"
    return f"(({cell} + {offset} + {_BEFORE * _DAY}) / {_DAY} - {_BEFORE})"


def day_of_number(number: int) -> dt.date:
    """Return the day that is `number` days after the first of 1970."""
    return dt.date.fromordinal(_EPOCH + number)


def _until(first: tuple[int, int], moves: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return until when which offset holds, but for the last, which holds for ever."""
    offsets = [first[1], *(offset for _at, offset in moves)]
    return [(at, offset) for (at, _new), offset in zip(moves, offsets, strict=False)]


@lru_cache(maxsize=4)
def _offsets(zone: dt.tzinfo) -> list[tuple[int, int]]:
    """Return from when on which offset holds, both in microseconds."""
    at, found = _FIRST, [(0, _offset(zone, _FIRST))]
    while at < _LAST:
        later = at + _STRIDE
        if _offset(zone, later) != found[-1][1]:
            found.append((to_micros(_move(zone, at, later)), _offset(zone, later)))
        at = later
    return found


def _move(zone: dt.tzinfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """Return the second at which the clocks move between two moments."""
    old = _offset(zone, before)
    while after - before > _EXACT:
        middle = before + dt.timedelta(seconds=int((after - before).total_seconds()) // 2)
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: dt.tzinfo, moment: dt.datetime) -> int:
    offset = moment.astimezone(zone).utcoffset() or dt.timedelta()
    return offset // dt.timedelta(microseconds=1)
