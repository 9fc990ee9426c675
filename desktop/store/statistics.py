"""Counts and sums of a list by one or two of its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.i18n import N_, _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Storage
from desktop.core.pages import Cell, ListQuery
from desktop.store.conditions import Scope
from desktop.store.grouping import Grouping, Part, grouping_of
from desktop.store.list_plan import ListPlan
from desktop.store.picking import Rows, count_rows, source_of
from desktop.store.reader import Reader
from desktop.store.sql import TRUE, column

UNFIT_MEASURE: Final = N_("“{field}” cannot be added up.")
_ALL: Final = Grouping((Part(None, "", TRUE),), "0")
_SCALE: Final = 10_000


def read_statistics(
    reader: Reader,
    query: ListQuery,
    axes: tuple[str, str],
    measure: str,
    today: dt.date,
    scope: Scope,
) -> tuple[Cell, ...]:
    """Return the cells that are not empty, row by row.

    Args:
        reader: asks the database.
        query: the list: its filter, typed text and bin count.
        axes: the fields of rows and columns; "" for none.
        measure: the number to add up, in whole units; "" counts records.
        today: for relative periods.
        scope: whose records count.

    Raises:
        InvalidValueError: a field has no groups or is no number.
    """
    entity = get_entity(query.entity)
    rows = ListPlan(reader, query, today, scope).answering()
    down, across = (_axis(reader, rows, name, place) for place, name in enumerate(axes))
    if across is _ALL and not measure and not rows.parts and not rows.in_bin:
        return tuple(_counted(reader, rows, down))
    select = f"SELECT {down.place} AS down, {across.place} AS across, {_sum(entity, measure)}"
    grouped = (
        f"{select} FROM {source_of(reader, rows)} WHERE "
        + rows.condition
        + " GROUP BY down, across ORDER BY down, across"
    )
    return tuple(
        _cell(down.parts[row], across.parts[place], value or 0)
        for row, place, value in reader.rows(grouped)
    )


def _axis(reader: Reader, rows: Rows, name: str, place: int) -> Grouping:
    if not name:
        return _ALL
    return grouping_of(reader, rows, _field(rows.entity, name), f"axis_{place}")


def _counted(reader: Reader, rows: Rows, down: Grouping) -> Iterator[Cell]:
    """Yield the counts of groups one by one, each from the index alone."""
    for part in down.parts:
        count = count_rows(
            reader, rows if part.condition == TRUE else rows.and_also(part.condition)
        )
        if count:
            yield _cell(part, _ALL.parts[0], count)


def _cell(row: Part, across: Part, value: int) -> Cell:
    return Cell(row.value, across.value, row.label, across.label, value)


def _sum(entity: Entity, measure: str) -> str:
    if not measure:
        return "count(*)"
    field = _field(entity, measure)
    cell = column("t", field.name)
    storage = kind_of(field).storage
    if storage is Storage.INTEGER:
        return f"sum({cell})"
    if storage is not Storage.AMOUNT:
        raise InvalidValueError(_(UNFIT_MEASURE).format(field=_(field.label)), field=measure)
    # A million scaled amounts may pass 2^63, so units and fractions are added up apart.
    return f"sum({cell} / {_SCALE}) + sum({cell} % {_SCALE}) / {_SCALE}"


def _field(entity: Entity, name: str) -> Field:
    field = entity.by_name.get(name)
    if field is None:
        raise InvalidValueError(_(UNFIT_MEASURE).format(field=name), field=name)
    return field
