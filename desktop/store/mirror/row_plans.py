"""How the columns of copied rows follow from those that travel, worked out column by column.

A copy of a million rows must not make a million objects of everything: only the fields from which
others are derived are brought into their Python form, and each step runs over a whole column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from desktop.core.entities import Entity
from desktop.core.kinds.base import Stored
from desktop.store.capture import EXTRA
from desktop.store.mirror.wire_rows import wire_columns
from desktop.store.search_index import Document, search_plan
from desktop.store.shapes import FieldPlan, shape_of

Cells = Sequence[Stored]  # of one row, in the order of `wire_columns`
Column = Sequence[Stored]


class RowPlan:
    """What follows from the travelling columns of an entity."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self._shape = shape_of(entity)
        self._search = search_plan(entity)
        self.travelling = tuple(wire_columns(entity))
        self.id_at = self.travelling.index("id")
        self.bin_at = self.travelling.index("deleted_at")
        self._at = {name: at for at, name in enumerate(self.travelling)}
        computed = {plan.field.name for plan, _function in self._shape.computed}
        self._sources = [
            (name, plan, name in computed)
            for name, plan in self._shape.plans.items()
            if name in computed or plan.companions
        ]
        names = [name for name, _plan, is_made in self._sources if is_made]
        names += [column for _name, plan, _made in self._sources for column, _c in plan.companions]
        self._following = tuple(n for n in dict.fromkeys(names) if n not in self._at)
        self.columns = (*self.travelling, *self._following)
        inputs = {n for n, p in self._shape.plans.items() if p.companions} - computed
        inputs |= {n for p, _function in self._shape.computed for n in p.field.depends}
        self._inputs = [(self._at[n], n, self._shape.loader(n)) for n in inputs if n in self._at]
        searched = {EXTRA if name in self._shape.own else name for name in self._search.columns}
        self._computes_searched = not computed.isdisjoint(searched)
        searched |= inputs if self._computes_searched else set()
        self._searched = [
            (self._at[n], n, self._shape.loader(n)) for n in searched if n in self._at
        ]
        self._watched = frozenset((*searched, "deleted_at"))

    def following(self, columns: Sequence[Column], count: int) -> list[Column]:
        """Return the columns that do not travel, of `count` rows whose travelling ones are told."""
        values: dict[str, list[Any]] = {}
        for at, name, load in self._inputs:
            values[name] = [None if cell is None else load(cell) for cell in columns[at]]
        empty: list[Any] = [None] * count
        for plan, function in self._shape.computed:
            depends = plan.field.depends
            told = [values.get(name, empty) for name in depends]
            values[plan.field.name] = [
                function(dict(zip(depends, row, strict=True)))
                for row in (zip(*told, strict=True) if told else [()] * count)
            ]
        made: dict[str, Column] = {}
        for name, plan, is_computed in self._sources:
            column = values.get(name, empty)
            if is_computed:
                store = plan.kind.to_stored
                made[name] = [None if value is None else store(value) for value in column]
            made.update(_companions(plan, column))
        return [made[name] for name in self._following]

    def is_searched(self, names: Iterable[str]) -> bool:
        """Tell whether a change of these columns changes what the search tables hold of a row."""
        return not self._watched.isdisjoint(names)

    def documents(self, rows: Sequence[Cells]) -> Iterator[Document | None]:
        """Yield what the search tables hold of each row; None: it lies in the bin."""
        own, search = self._shape.own, self._search
        for row in rows:
            if row[self.bin_at] is not None:
                yield None
                continue
            values = {
                name: None if (cell := row[at]) is None else load(cell)
                for at, name, load in self._searched
            }
            if own:
                values |= self._shape.unfolded(values.get(EXTRA))
            if self._computes_searched:
                self._shape.compute(values)
            yield search.document(values)


@cache
def row_plan(entity: Entity) -> RowPlan:
    """Return the plan of an entity's rows."""
    return RowPlan(entity)


def _companions(plan: FieldPlan, values: Sequence[Any]) -> Iterator[tuple[str, Column]]:
    for column, companion in plan.companions:
        derive = companion.derive
        yield column, [derive(value) for value in values]
