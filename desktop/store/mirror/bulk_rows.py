"""Writing many rows of the centre at once, from cells that SQLite can hold as they are.

A copy of a million rows must not make a million objects of everything: only the fields from which
others are derived are brought into their Python form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final

from desktop.core.entities import Entity, get_entity
from desktop.core.kinds.base import Stored
from desktop.store.capture import EXTRA
from desktop.store.ddl import RID
from desktop.store.documents import first_document
from desktop.store.engine import Connection
from desktop.store.mirror.outbox import Key
from desktop.store.mirror.overlay import put_shadow
from desktop.store.mirror.wire_rows import wire_columns, wire_row
from desktop.store.search_index import put_new, refresh, search_plan
from desktop.store.shapes import shape_of

AT_ONCE: Final = 500  # parameters of one question

Cells = Sequence[Stored]


class RowPlan:
    """How the columns of an entity follow from those that travel."""

    def __init__(self, entity: Entity) -> None:
        shape = shape_of(entity)
        self.entity = entity
        self.shape = shape
        self.travelling = tuple(wire_columns(entity))
        self.columns = (*self.travelling, *self._derived())
        self.id_at = self.travelling.index("id")
        self.bin_at = self.travelling.index("deleted_at")
        search = search_plan(entity)
        self.search = search
        wanted = {n for n, plan in shape.plans.items() if plan.companions}
        wanted |= {name for plan, _made in shape.computed for name in plan.field.depends}
        wanted |= {EXTRA if name in shape.own else name for name in search.columns}
        self._loaders: list[tuple[int, str, Callable[[Any], Any]]] = [
            (at, name, self._loader(name))
            for at, name in enumerate(self.travelling)
            if name in wanted
        ]

    def values(self, cells: Cells) -> dict[str, Any]:
        """Return the Python values from which columns and search documents are made."""
        values: dict[str, Any] = {
            name: None if (cell := cells[at]) is None else load(cell)
            for at, name, load in self._loaders
        }
        self.shape.compute(values)
        return values

    def derived(self, values: dict[str, Any]) -> list[Stored]:
        """Return the cells of the columns that do not travel."""
        made: dict[str, Stored] = {}
        for name, plan in self._sources:
            value = values.get(name)
            if name in self._computed:
                made[name] = None if value is None else plan.kind.to_stored(value)
            for column, companion in plan.companions:
                made[column] = companion.derive(value)
        return list(map(made.get, self.columns[len(self.travelling) :]))

    def _derived(self) -> tuple[str, ...]:
        shape = self.shape
        self._computed = {plan.field.name for plan, _function in shape.computed}
        self._sources = [
            (name, plan)
            for name, plan in shape.plans.items()
            if name in self._computed or plan.companions
        ]
        names = [name for name, _plan in self._sources if name in self._computed]
        names += [column for _name, plan in self._sources for column, _made in plan.companions]
        return tuple(dict.fromkeys(name for name in names if name not in self.travelling))

    def _loader(self, name: str) -> Callable[[Any], Any]:
        plan = self.shape.plans.get(name)
        if plan is not None:
            return plan.kind.from_stored
        return lambda cell: self.shape.loaded(name, cell)


@cache
def row_plan(entity: Entity) -> RowPlan:
    """Return the plan of an entity's rows."""
    return RowPlan(entity)


def put_cells(
    connection: Connection, table: str, rows: Sequence[Cells], again: set[Key]
) -> list[bytes]:
    """Write rows of a copy; those with waiting edits go into their shadows and `again`.

    Returns the ids of the rows that were written.
    """
    plan = row_plan(get_entity(table))
    ids = [row[plan.id_at] for row in rows]
    shadows = _among(connection, "SELECT row_id FROM shadow WHERE tbl = ?", "row_id", ids, table)
    known = _among(connection, f'SELECT id FROM "{table}" WHERE true', "id", ids)
    new: list[Cells] = []
    old: list[Cells] = []
    for row, row_id in zip(rows, ids, strict=True):
        if row_id in shadows:
            key = (table, bytes(row_id))  # type: ignore[arg-type]  # ids are bytes
            put_shadow(connection, key, wire_row(plan.entity, row))
            again.add(key)
        else:
            (old if row_id in known else new).append(row)
    _insert(connection, plan, new)
    _update(connection, plan, old)
    return [bytes(row[plan.id_at]) for row in (*new, *old)]  # type: ignore[arg-type]  # likewise


def _insert(connection: Connection, plan: RowPlan, rows: Sequence[Cells]) -> None:
    if not rows:
        return
    table = plan.entity.key
    (first,) = connection.execute(f'SELECT coalesce(max({RID}), 0) + 1 FROM "{table}"').fetchone()
    names = ", ".join(f'"{name}"' for name in plan.columns)
    marks = ", ".join("?" * len(plan.columns))
    valued = [plan.values(row) for row in rows]
    connection.executemany(
        f'INSERT INTO "{table}"({RID}, {names}) VALUES(?, {marks})',
        [
            (rid, *row, *plan.derived(values))
            for rid, (row, values) in enumerate(zip(rows, valued, strict=True), first)
        ],
    )
    offset = first_document(plan.entity)
    shape, search = plan.shape, plan.search
    documents = []
    for rid, (row, values) in enumerate(zip(rows, valued, strict=True), first):
        if row[plan.bin_at] is None:
            own = shape.unfolded(values.get(EXTRA)) if shape.own else {}
            documents.append((offset + rid, search.document(values | own)))
    put_new(connection, documents)


def _update(connection: Connection, plan: RowPlan, rows: Sequence[Cells]) -> None:
    if not rows:
        return
    sets = ", ".join(f'"{name}" = ?' for name in plan.columns)
    connection.executemany(
        f'UPDATE "{plan.entity.key}" SET {sets} WHERE id = ?',
        [(*row, *plan.derived(plan.values(row)), row[plan.id_at]) for row in rows],
    )
    refresh(connection, plan.entity, [bytes(row[plan.id_at]) for row in rows])  # type: ignore[arg-type]  # ids


def _among(
    connection: Connection, query: str, column: str, ids: Sequence[Stored], *first: str
) -> set[Stored]:
    """Return those of the ids that a query finds."""
    found: set[Stored] = set()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        marks = ",".join("?" * len(some))
        rows: Iterable[tuple[Any, ...]] = connection.execute(
            f"{query} AND {column} IN ({marks})", (*first, *some)
        ).fetchall()
        found.update(one for (one,) in rows)
    return found
