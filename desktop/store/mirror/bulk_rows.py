"""Writing many rows of the centre at once, from cells that SQLite can hold as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import ne
from typing import Any, Final, cast

from desktop.core.entities import get_entity
from desktop.core.kinds.base import Stored
from desktop.store.ddl import RID
from desktop.store.documents import first_document
from desktop.store.engine import Connection
from desktop.store.mirror.outbox import Key
from desktop.store.mirror.overlay import put_shadow
from desktop.store.mirror.row_plans import Cells, Column, RowPlan, row_plan
from desktop.store.mirror.wire_rows import wire_row
from desktop.store.search_index import put_new, refresh

AT_ONCE: Final = 500  # parameters of one question


def put_cells(
    connection: Connection,
    table: str,
    rows: Sequence[Cells],
    again: set[Key],
    *,
    searched: bool = True,
) -> None:
    """Write rows of a copy; those with waiting edits go into their shadows and `again`.

    Args:
        connection: its transaction must not capture.
        table: the entity.
        rows: each the cells in the order of `wire_columns`.
        again: takes the rows that must be made anew.
        searched: whether new rows get their search documents; else they are made afterwards.
    """
    plan = row_plan(get_entity(table))
    ids = [cast("bytes", row[plan.id_at]) for row in rows]
    waiting = _among(connection, "SELECT row_id FROM shadow WHERE tbl = ?", "row_id", ids, table)
    shadows = {row_id for (row_id,) in waiting}
    here = _rows_here(connection, plan, ids)
    new: list[Cells] = []
    old: list[Cells] = []
    for row, row_id in zip(rows, ids, strict=True):
        if row_id in shadows:
            put_shadow(connection, (table, row_id), wire_row(plan.entity, row))
            again.add((table, row_id))
        else:
            (old if row_id in here else new).append(row)
    if new:
        _insert(connection, plan, new, searched=searched)
    if old:
        _update(connection, plan, old, here)


def _rows_here(
    connection: Connection, plan: RowPlan, ids: Sequence[bytes]
) -> dict[bytes, tuple[Any, ...]]:
    """Return those of the rows that are here, each the cells of `plan.columns`, by their ids."""
    table = plan.entity.key
    beyond = f'SELECT 1 FROM "{table}" WHERE id >= ? LIMIT 1'  # of a first copy every row is
    if connection.execute(beyond, (min(ids),)).fetchone() is None:
        return {}
    names = ", ".join(f'"{name}"' for name in plan.columns)
    found = _among(connection, f'SELECT {names} FROM "{table}" WHERE true', "id", ids)
    return {row[plan.id_at]: row for row in found}


def _insert(
    connection: Connection, plan: RowPlan, rows: Sequence[Cells], *, searched: bool
) -> None:
    table = plan.entity.key
    (first,) = connection.execute(f'SELECT coalesce(max({RID}), 0) + 1 FROM "{table}"').fetchone()
    # The driver takes longer for an empty cell than for a full one; most columns hold nothing.
    told = [(n, c) for n, c in zip(plan.columns, _columns(plan, rows), strict=True) if _is_used(c)]
    names = ", ".join(f'"{name}"' for name, _column in told)
    marks = ", ".join("?" * len(told))
    connection.executemany(
        f'INSERT INTO "{table}"({RID}, {names}) VALUES(?, {marks})',
        zip(range(first, first + len(rows)), *(column for _name, column in told), strict=True),
    )
    if searched:
        documents = enumerate(plan.documents(rows), first_document(plan.entity) + first)
        put_new(connection, [(n, found) for n, found in documents if found is not None])


def _update(
    connection: Connection, plan: RowPlan, rows: Sequence[Cells], here: Mapping[bytes, Cells]
) -> None:
    """Write what differs: a column that is named costs its index, even with the value it has."""
    differing: dict[tuple[bool, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for cells in zip(*_columns(plan, rows), strict=True):
        row_id = cast("bytes", cells[plan.id_at])
        differs = tuple(map(ne, cells, here[row_id]))
        differing[differs].append((*compress(cells, differs), row_id))
    for differs, told in differing.items():
        names = list(compress(plan.columns, differs))
        if names:
            sets = ", ".join(f'"{name}" = ?' for name in names)
            connection.executemany(f'UPDATE "{plan.entity.key}" SET {sets} WHERE id = ?', told)
        if plan.is_searched(names):
            refresh(connection, plan.entity, [row[-1] for row in told])


def _columns(plan: RowPlan, rows: Sequence[Cells]) -> list[Column]:
    """Return the columns of whole rows, in the order of `plan.columns`."""
    columns: list[Column] = list(zip(*rows, strict=True))
    return columns + plan.following(columns, len(rows))


def _is_used(column: Column) -> bool:
    return column[0] is not None or column.count(None) < len(column)


def _among(
    connection: Connection, query: str, column: str, ids: Sequence[Stored], *first: str
) -> list[tuple[Any, ...]]:
    """Return what a query finds of the ids."""
    found: list[tuple[Any, ...]] = []
    if connection.execute(f"{query} LIMIT 1", first).fetchone() is None:
        return found
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        marks = ",".join("?" * len(some))
        found += connection.execute(f"{query} AND {column} IN ({marks})", (*first, *some))
    return found
