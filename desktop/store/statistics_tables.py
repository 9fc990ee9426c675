"""The table of a statistic, made of what was counted: days into spans, many rows into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from desktop.core.fields import Field
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Storage
from desktop.core.money import SCALE, from_scaled
from desktop.core.statistics import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cells,
    Counting,
    Figure,
    Head,
    Key,
    Measuring,
    Number,
    Statistics,
    Tally,
)
from desktop.store.reader import Reader
from desktop.store.statistics_axes import AxisSql, groups_of, heads_of

OTHERS: Final = N_("Others ({count})")
_REST: Final = "\0others"  # no database holds it
_PLACES: Final = Decimal("0.01")  # of an average

Totals = dict[Key, Tally]


def table_of(
    reader: Reader, counting: Counting, down: AxisSql, across: AxisSql, measured: Field | None
) -> Statistics:
    """Return the table of what was counted; reads the titles of linked records."""
    both = _grouped(counting.both, down, across)
    downs = _totals(_grouped(counting.downs, down, across) if across.has_several else both, 0)
    acrosses = _totals(_grouped(counting.acrosses, down, across) if down.has_several else both, 1)
    has_several = down.has_several or across.has_several
    whole = _sum((counting.whole if has_several else both).values())
    rows = _heads(reader, down, downs, MOST_ROWS)
    columns = _heads(reader, across, acrosses, MOST_COLUMNS)
    both = _folded(both, rows, columns)
    downs, acrosses = _rest(downs, rows), _rest(acrosses, columns)
    query = counting.query

    def figure(tally: Tally | None) -> Figure:
        found = tally or Tally()
        return Figure(found.count, _value(found, query.measuring, measured))

    lines = [
        (*(figure(both.get((row, one))) for one in columns), figure(downs.get(row))) for row in rows
    ]
    last = (*(figure(acrosses.get(one)) for one in columns), figure(whole))
    heads, tops = tuple(rows.values()), tuple(columns.values())
    return Statistics(query, heads, tops, (*lines, last), len(whole.currencies) > 1)


def _grouped(cells: Cells, down: AxisSql, across: AxisSql) -> Cells:
    """Return the cells by groups instead of what the database groups by."""
    rows = groups_of(down, {row for row, _column in cells})
    columns = groups_of(across, {column for _row, column in cells})
    return _merged((rows[row], columns[one], tally) for (row, one), tally in cells.items())


def _merged(found: Iterable[tuple[Key, Key, Tally]]) -> Cells:
    made: Cells = {}
    for row, column, tally in found:
        made.setdefault((row, column), Tally()).add(tally)
    return made


def _totals(cells: Cells, side: int) -> Totals:
    made: Totals = {}
    for place, tally in cells.items():
        made.setdefault(place[side], Tally()).add(tally)
    return made


def _sum(tallies: Iterable[Tally]) -> Tally:
    made = Tally()
    for tally in tallies:
        made.add(tally)
    return made


def _heads(reader: Reader, axis: AxisSql, totals: Totals, most: int) -> dict[Key, Head]:
    """Return the heads of the groups; the greatest ones and one for the rest if they are many."""
    keys = set(totals)
    if len(keys) <= most:
        return heads_of(reader, axis, keys)
    by_size = sorted(keys, key=lambda key: (-totals[key].count, str(key)))
    made = heads_of(reader, axis, set(by_size[:most]))
    number = format_number(len(keys) - most, language())
    made[_REST] = Head(_(OTHERS).format(count=number))
    return made


def _folded(cells: Cells, rows: Mapping[Key, Head], columns: Mapping[Key, Head]) -> Cells:
    if _REST not in rows and _REST not in columns:
        return cells
    return _merged(
        (row if row in rows else _REST, one if one in columns else _REST, tally)
        for (row, one), tally in cells.items()
    )


def _rest(totals: Totals, heads: Mapping[Key, Head]) -> Totals:
    made: Totals = {}
    for key, tally in totals.items():
        made.setdefault(key if key in heads else _REST, Tally()).add(tally)
    return made


def _value(tally: Tally, measuring: Measuring, measured: Field | None) -> Number:
    if measured is None or measuring is Measuring.COUNT:
        return tally.count
    is_scaled = kind_of(measured).storage is Storage.AMOUNT
    if measuring is Measuring.SUM:
        return from_scaled(tally.total) if is_scaled else tally.total
    if not tally.filled:
        return None
    mean = Decimal(tally.total) / tally.filled / (SCALE if is_scaled else 1)
    return mean.quantize(_PLACES, ROUND_HALF_UP)
