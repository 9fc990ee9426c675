"""Where entries stand on a page of days: blocks among the hours, bars in the lanes above them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from desktop.core.diary.entry import Entry
from desktop.core.diary.packing import Rows, Share, pack_columns, pack_rows
from desktop.core.diary.spans import last_day, stands_in_lanes

DAY_MINUTES: Final = 24 * 60


class Column(NamedTuple):
    """One column of a page: a day, of somebody where several people stand side by side."""

    day: date
    person: uuid.UUID | None = None


class Block(NamedTuple):
    """What an entry takes of the hours of one column; minutes count from midnight."""

    entry: Entry
    column: int
    top: int
    bottom: int
    share: Share


class Bar(NamedTuple):
    """What an entry takes of the lanes: columns from first to last, both included."""

    entry: Entry
    first: int
    last: int
    row: int
    begins_before: bool  # than what is shown
    ends_after: bool


class DayLayout(NamedTuple):
    """Blocks, bars, how many lanes are used, and for how many entries a column has no lane."""

    columns: tuple[Column, ...]
    blocks: list[Block]
    bars: list[Bar]
    lanes: int
    hidden: list[int]


def columns_of(days: Sequence[date], people: Sequence[uuid.UUID] = ()) -> tuple[Column, ...]:
    """Return the columns of a page: the days, or all days of each person in turn."""
    if not people:
        return tuple(Column(day) for day in days)
    return tuple(Column(day, person) for person in people for day in days)


def lay_out_days(
    columns: Sequence[Column], entries: Iterable[Entry], least: int = 15, lanes: int = 1000
) -> DayLayout:
    """Place entries; each block takes at least `least` minutes, at most `lanes` lanes are used."""
    places: dict[tuple[date, uuid.UUID | None], int] = {
        column: place for place, column in enumerate(columns)
    }
    first_day, final_day = columns[0].day, columns[-1].day
    people = list(dict.fromkeys(column.person for column in columns))
    timed: list[list[tuple[Entry, int, int]]] = [[] for _column in columns]
    lying: list[tuple[int, int, Entry]] = []
    is_shared = people == [None]  # all stand in the same columns, whoever they are of
    for entry in entries:
        begins, ends = entry.start.date(), last_day(entry.start, entry.end)
        person = None if is_shared else entry.person
        if ends < first_day or begins > final_day or person not in people:
            continue
        if stands_in_lanes(entry):
            lying += _bar_places(entry, begins, ends, columns, places[columns[0].day, person])
            continue
        for day in (begins,) if begins == ends else (begins, ends):
            place = places.get((day, person))
            if place is not None:
                timed[place].append((entry, *_minutes(entry, begins, ends, day)))
    bars, rows, used = _lanes(lying, columns, lanes)
    return DayLayout(tuple(columns), _blocks(timed, least), bars, used, rows.hidden)


def _minutes(entry: Entry, begins: date, ends: date, day: date) -> tuple[int, int]:
    top = entry.start.hour * 60 + entry.start.minute if day == begins else 0
    if day != ends or ends != entry.end.date():
        return top, DAY_MINUTES
    return top, entry.end.hour * 60 + entry.end.minute


def _blocks(timed: list[list[tuple[Entry, int, int]]], least: int) -> list[Block]:
    blocks: list[Block] = []
    for column, found in enumerate(timed):
        spans = [(top, max(bottom, top + least)) for _entry, top, bottom in found]
        shares = pack_columns(spans)
        blocks += [
            Block(one[0], column, *span, share)
            for one, span, share in zip(found, spans, shares, strict=True)
        ]
    return blocks


def _bar_places(
    entry: Entry,
    begins: date,
    ends: date,
    columns: Sequence[Column],
    offset: int,
) -> list[tuple[int, int, Entry]]:
    """Return the columns of an entry, from `offset` on: those of its days that are shown."""
    person = columns[offset].person
    shown = [
        place
        for place in range(offset, len(columns))
        if columns[place].person == person and begins <= columns[place].day <= ends
    ]
    return [(shown[0], shown[-1], entry)] if shown else []


def _lanes(
    lying: list[tuple[int, int, Entry]], columns: Sequence[Column], most: int
) -> tuple[list[Bar], Rows, int]:
    """Return the bars that have a lane: longer ones and those that begin earlier stand higher."""
    lying.sort(key=_lane_order)
    rows = pack_rows([(first, last) for first, last, _entry in lying], len(columns), most)
    bars = []
    for (first, last, entry), row in zip(lying, rows.rows, strict=True):
        if row is not None:
            before = entry.start.date() < columns[first].day
            after = last_day(entry.start, entry.end) > columns[last].day
            bars.append(Bar(entry, first, last, row, before, after))
    used = max((bar.row + 1 for bar in bars), default=0)
    return bars, rows, used + any(rows.hidden)


def _lane_order(one: tuple[int, int, Entry]) -> tuple[int, int, bool, object, str]:
    first, last, entry = one
    return first, first - last, not entry.is_all_day, entry.start, entry.title
