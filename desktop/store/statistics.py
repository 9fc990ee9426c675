"""Counts, sums and averages of a list by one or two of its fields, counted portion by portion.

A million rows take seconds. So that cards and lists are read meanwhile, each question counts some
rows and hands back how far it came; whoever asks goes on with that, or lets it be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.statistics import Cells, Counting, StatisticsQuery, Tally, measured_fields
from desktop.store.conditions import Scope
from desktop.store.list_plan import ListPlan
from desktop.store.picking import Rows, is_selective
from desktop.store.reader import Reader
from desktop.store.sql import TRUE, Sql, all_of, column
from desktop.store.statistics_axes import AxisSql, axis_sql
from desktop.store.statistics_tables import table_of

UNFIT_MEASURE: Final = N_("“{field}” cannot be added up.")
PORTION: Final = 25_000  # rows, read in about 0.05 s
_HALF: Final = 1_000_000_000  # numbers are added up in two halves: a sum may pass 2^63
_EVERYTHING: Final = AxisSql(None, None)


@dataclass(frozen=True, slots=True)
class _Source:
    """What is counted: rows, by two axes, with the number that is measured."""

    rows: Rows
    down: AxisSql
    across: AxisSql
    measured: Field | None

    def select(self, down: AxisSql, across: AxisSql, portion: Sql = TRUE) -> Sql:
        """Return the SELECT of the tallies of some rows, all of them without a portion."""
        # In a portion rows are read from end to end; an index would fetch them one by one.
        reading = "" if portion == TRUE else " NOT INDEXED"
        return (
            f"SELECT {down.cell}, {across.cell}, {_values(self.measured)}"
            f" FROM {self.rows.table}{reading}{down.join}{across.join} WHERE "
            + all_of([self.rows.condition, portion])
            + " GROUP BY 1, 2"
        )


def count_on(
    reader: Reader,
    query: StatisticsQuery,
    counting: Counting | None,
    today: dt.date,
    scope: Scope,
) -> Counting:
    """Begin to count, or go on with `counting`; the answer is in it when all is counted.

    Args:
        reader: asks the database.
        query: the list with its filter and typed text, the axes and what is measured.
        counting: what was counted so far, None at first.
        today: for relative periods.
        scope: whose records count.

    Raises:
        InvalidValueError: a field has no groups or is no number.
    """
    source = _source(reader, query, today, scope)
    if counting is None:
        counting = Counting(query, last=_last_row(reader, source))
        if not counting.last:
            _count(reader, source, counting, TRUE)
    if counting.done < counting.last:
        first, counting.done = counting.done, counting.done + PORTION
        portion = Sql("t.rid > ? AND t.rid <= ?", (first, counting.done))
        _count(reader, source, counting, portion)
    if counting.done >= counting.last:
        counting.answer = table_of(reader, counting, source.down, source.across, source.measured)
    return counting


def _source(reader: Reader, query: StatisticsQuery, today: dt.date, scope: Scope) -> _Source:
    entity = get_entity(query.records.entity)
    down = axis_sql(entity, query.down, "downs")
    across = axis_sql(entity, query.across, "acrosses")
    measured = _measured(entity, query.measured) if query.measured else None
    plain = replace(query.records, columns=(), sort=None, group="")
    return _Source(ListPlan(reader, plain, today, scope).answering(), down, across, measured)


def _measured(entity: Entity, name: str) -> Field:
    found = next((one for one in measured_fields(entity) if one.name == name), None)
    if found is None:
        named = entity.by_name.get(name)
        label = _(named.label) if named else name
        raise InvalidValueError(_(UNFIT_MEASURE).format(field=label), field=name)
    return found


def _last_row(reader: Reader, source: _Source) -> int:
    """Return the number of the last row to be read; 0 where one question counts them all."""
    rows = source.rows
    # Typed text is answered through a TEMP table that the next question fills anew.
    is_typed = any("temp." in part.text for part in rows.parts)
    if is_typed or any(is_selective(reader, rows, part) for part in rows.parts):
        return 0
    plan = reader.rows("EXPLAIN QUERY PLAN " + source.select(source.down, source.across))
    if any("t USING COVERING INDEX" in str(step[3]) for step in plan):
        return 0
    return reader.number(f"SELECT max(t.rid) FROM {rows.table}")


def _count(reader: Reader, source: _Source, counting: Counting, portion: Sql) -> None:
    for cells, down, across in _tables(source, counting):
        for row in reader.rows(source.select(down, across, portion)):
            _add(cells, row)


def _tables(source: _Source, counting: Counting) -> Iterator[tuple[Cells, AxisSql, AxisSql]]:
    """Yield what is counted: totals apart where a record may stand in several rows or columns."""
    down, across = source.down, source.across
    yield counting.both, down, across
    if across.has_several:
        yield counting.downs, down, _EVERYTHING
    if down.has_several:
        yield counting.acrosses, _EVERYTHING, across
    if down.has_several or across.has_several:
        yield counting.whole, _EVERYTHING, _EVERYTHING


def _values(measured: Field | None) -> str:
    if measured is None:
        return "count(*), 0, 0, 0, NULL, NULL"
    cell = column("t", measured.name)
    least = greatest = "NULL"
    if measured.currency_field:
        currency = f"coalesce({column('t', measured.currency_field)}, '{measured.currency}')"
        filled = f"CASE WHEN {cell} IS NOT NULL THEN {currency} END"
        least, greatest = f"min({filled})", f"max({filled})"
    halves = f"sum({cell} / {_HALF}), sum({cell} % {_HALF})"
    return f"count(*), count({cell}), {halves}, {least}, {greatest}"


def _add(cells: Cells, row: tuple[object, ...]) -> None:
    down, across, count, filled, high, low, *currencies = row
    found = Tally(
        count,  # type: ignore[arg-type]  # numbers, as _values asks for them
        filled,  # type: ignore[arg-type]  # likewise
        int(high or 0) * _HALF + int(low or 0),  # type: ignore[call-overload]  # likewise
        frozenset(str(one) for one in currencies if one is not None),
    )
    known = cells.setdefault((down, across), Tally())  # type: ignore[arg-type]  # as stored
    known.add(found)
