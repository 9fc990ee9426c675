"""Choosing rows: the first of a list at once, or all of them in order.

Rows are named by rid here. An unfiltered list walks its index. A filtered one is either few rows
(found by an index of the filter and sorted), or so many that walking the order meets enough of them
soon; which of both is found out by trying with a bound, never by guessing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.core.entities import Entity
from desktop.core.quick_dataclass import dataclass
from desktop.store.conditions import present
from desktop.store.orders import Order, Run
from desktop.store.reader import Reader
from desktop.store.sql import TRUE, Sql, all_of, quoted

_FEW: Final = 3_000  # so many rows are looked up and sorted in 15 ms
_WALKED: Final = 20_000  # so many are tested against a filter in 90 ms


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of an entity a list shows: all parts hold, and they live or lie in the bin."""

    entity: Entity
    parts: tuple[Sql, ...] = ()
    in_bin: bool = False

    @property
    def present(self) -> Sql:
        """What tells the living from those in the bin."""
        return present(in_bin=self.in_bin)

    @property
    def condition(self) -> Sql:
        """The whole WHERE."""
        return all_of([self.present, *self.parts])

    @property
    def table(self) -> str:
        """The FROM, under the alias t."""
        return f"{quoted(self.entity.key)} t"

    def and_also(self, part: Sql) -> Rows:
        """Return those of the rows that fulfil one more condition."""
        return Rows(self.entity, (*self.parts, part), self.in_bin)

    def with_only(self, part: Sql) -> Rows:
        """Return the rows that fulfil `part` instead."""
        return Rows(self.entity, (part,), self.in_bin)


def first_rids(reader: Reader, rows: Rows, order: Order, limit: int) -> list[int]:
    """Return the first `limit` rows of a list, as soon as can be."""
    if rows.in_bin:
        return _sorted(reader, rows, order, limit)
    if not rows.parts and order.runs:
        return _walk_all(reader, rows, order.runs, limit)
    for part in rows.parts:
        if is_selective(reader, rows, part):
            return _sorted_few(reader, rows, part, order, limit)
    walked = _walk_some(reader, rows, order.runs, limit)
    return walked if len(walked) == limit else _sorted(reader, rows, order, limit)


def walking(rows: Rows, run: Run, also: Sql = TRUE) -> Sql:
    """Return the SELECT of all present rows of a run, by its index, whatever the filter."""
    condition = all_of([rows.present, run.condition, also])
    return f"SELECT t.rid FROM {run.source} WHERE " + condition + f" ORDER BY {run.order}"


def count_rows(reader: Reader, rows: Rows) -> int:
    """Return how many rows there are."""
    source = source_of(reader, rows) if rows.parts else rows.table
    return reader.number(f"SELECT count(*) FROM {source} WHERE " + rows.condition)


def source_of(reader: Reader, rows: Rows) -> str:
    """Return the FROM for reading columns of all rows that fulfil the filter.

    Where no index finds them, SQLite would still walk one, because it holds just the living rows,
    and look every row up: five times slower than reading the table from end to end.
    """
    if is_searched(reader, rows):
        return rows.table
    return f"{rows.table} NOT INDEXED"


def _walk_all(reader: Reader, rows: Rows, runs: Sequence[Run], limit: int) -> list[int]:
    found: list[int] = []
    for run in runs:
        if len(found) < limit:
            found += _rids(reader, walking(rows, run) + _limit(limit - len(found)))
    return found


def _walk_some(reader: Reader, rows: Rows, runs: Sequence[Run], limit: int) -> list[int]:
    """Return the rows that fulfil the filter among the first of the order."""
    if not runs:
        return []
    first = walking(rows, runs[0]) + _limit(_WALKED)
    sql = (
        "SELECT t.rid FROM (" + first + f") w CROSS JOIN {rows.table} ON t.rid = w.rid WHERE "
        + all_of(rows.parts) + _limit(limit)
    )  # fmt: skip
    return _rids(reader, sql)


def _sorted(reader: Reader, rows: Rows, order: Order, limit: int) -> list[int]:
    select = f"SELECT t.rid FROM {source_of(reader, rows)} WHERE " + rows.condition
    return _rids(reader, select + f" ORDER BY {order.key}" + _limit(limit))


def is_selective(reader: Reader, rows: Rows, part: Sql) -> bool:
    """Tell whether an index finds the rows of one part of the filter, and they are few."""
    of_part = rows.with_only(part)
    return is_searched(reader, of_part) and is_less(reader, of_part, _FEW + 1)


def is_searched(reader: Reader, rows: Rows) -> bool:
    """Tell whether an index leads to the rows."""
    plan = reader.rows(f"EXPLAIN QUERY PLAN SELECT 1 FROM {rows.table} WHERE " + rows.condition)
    return any(str(step[3]).startswith("SEARCH t ") for step in plan)


def is_less(reader: Reader, rows: Rows, bound: int) -> bool:
    """Tell whether the rows are fewer than `bound`, which is counted no further."""
    some = f"SELECT 1 FROM {rows.table} WHERE " + rows.condition + _limit(bound)
    return reader.number("SELECT count(*) FROM (" + some + ")") < bound


def _sorted_few(reader: Reader, rows: Rows, driver: Sql, order: Order, limit: int) -> list[int]:
    of_part = f"SELECT t.rid FROM {rows.table} WHERE " + all_of([rows.present, driver])
    sql = (
        "SELECT t.rid FROM (" + of_part + _limit(_FEW + 1)
        + f") w CROSS JOIN {rows.table} ON t.rid = w.rid WHERE "
        + all_of(rows.parts) + f" ORDER BY {order.key}" + _limit(limit)
    )  # fmt: skip
    return _rids(reader, sql)


def _rids(reader: Reader, sql: Sql) -> list[int]:
    return [rid for (rid,) in reader.rows(sql)]


def _limit(count: int) -> Sql:
    return Sql(" LIMIT ?", (count,))
