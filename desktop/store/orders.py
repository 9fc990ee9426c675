"""Orders of lists: how the index is walked, and what sorts rows that come another way.

A list is ordered by column, acl_id and rid, empty last. The partial index (column, acl_id) holds
just that, so it is walked; an ascending walk is two runs, as an index has the empty rows first.
Links to dictionaries and choices are ordered by what people read: their few values are put into
the TEMP table `ranks` and the index is walked value by value. SQLite never sorts a whole table.
"""

from __future__ import annotations

from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.kinds import kind_of
from desktop.core.pages import Sort
from desktop.core.quick_dataclass import dataclass
from desktop.store.ordered_values import values_in_order
from desktop.store.reader import Reader
from desktop.store.sql import TRUE, Sql, column, quoted

NEWEST: Final = "t.rid DESC"
_RANKS: Final = "ranks"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a list that one index walk yields: FROM, condition and ORDER BY."""

    source: str
    condition: Sql
    order: str


@dataclass(frozen=True, slots=True)
class Order:
    """The runs that make up a list, one after the other, and the same order for sorting.

    No runs: no index has the order. `key` is an ORDER BY that uses no index.
    """

    runs: tuple[Run, ...]
    key: str


def order_of(reader: Reader, entity: Entity, sort: Sort | None, *, in_bin: bool = False) -> Order:
    """Return the order of a list; what cannot be sorted by falls back on the entity's own order.

    Fills the TEMP table `ranks`, so one order is in use at a time.
    """
    for wanted in (sort, own_sort(entity)):
        field = None if wanted is None else entity.by_name.get(wanted.field)
        if wanted is not None and field is not None and field.sortable:
            return _by_field(reader, entity, field, descending=wanted.descending, in_bin=in_bin)
    return _newest(entity)


def _by_field(
    reader: Reader, entity: Entity, field: Field, *, descending: bool, in_bin: bool
) -> Order:
    field, name = _sort_column(entity, field)
    if value_kind(field) is Kind.CHOICE or _is_dictionary_link(field):
        return _ranked(reader, entity, field, descending=descending, in_bin=in_bin)
    if value_kind(field) is Kind.LINK:
        return _by_title(field, descending=descending)
    cell = column("t", name)
    if field.custom and kind_of(field).sort_suffix:
        cell = f"sort_key({cell})"  # own fields have no column for it, so the rows are sorted
    is_always_filled = field.required and name == field.name and not field.custom
    return _direct(entity, cell, descending=descending, is_always_filled=is_always_filled)


def own_sort(entity: Entity) -> Sort | None:
    """Return the order that the entity declares for its lists."""
    return Sort(entity.sort, entity.descending) if entity.sort else None


def _sort_column(entity: Entity, field: Field) -> tuple[Field, str]:
    """Return the column that orders by `field`, and the field it belongs to: a part is its own."""
    kind = kind_of(field)
    if not any(made.suffix == kind.sort_suffix for made in kind.companions(field)):
        return field, field.name
    name = field.name + kind.sort_suffix
    return entity.by_name.get(name, field), name


def _is_dictionary_link(field: Field) -> bool:
    return field.kind is Kind.LINK and get_entity(field.target).dictionary


def _newest(entity: Entity) -> Order:
    return Order((Run(f"{quoted(entity.key)} t", TRUE, NEWEST),), NEWEST)


def _direct(entity: Entity, cell: str, *, descending: bool, is_always_filled: bool) -> Order:
    table = f"{quoted(entity.key)} t"
    if descending:
        walk = f"{cell} DESC, t.acl_id DESC, t.rid DESC"
        return Order((Run(table, TRUE, walk),), f"+{walk}")
    if is_always_filled:  # SQLite would look for empty ones in all rows
        return Order((Run(table, TRUE, f"{cell}, t.acl_id, t.rid"),), f"+{cell}, t.acl_id, t.rid")
    filled = Run(table, Sql(f"{cell} IS NOT NULL"), f"{cell}, t.acl_id, t.rid")
    empty = Run(table, Sql(f"{cell} IS NULL"), "t.acl_id, t.rid")
    return Order((filled, empty), f"+{cell} NULLS LAST, t.acl_id, t.rid")


def _ranked(
    reader: Reader, entity: Entity, field: Field, *, descending: bool, in_bin: bool
) -> Order:
    found = values_in_order(reader, entity, field, in_bin=in_bin)
    stored = [value.stored for value in found if value.stored is not None]
    fill_ranks(reader, _RANKS, [*(reversed(stored) if descending else stored), None])
    cell = column("t", field.name)
    run = Run(
        f"temp.{_RANKS} o CROSS JOIN {quoted(entity.key)} t",
        Sql(f"{cell} IS o.value"),
        "o.pos, t.acl_id, t.rid",
    )
    return Order((run,), f"({rank_of(_RANKS, cell)}), t.acl_id, t.rid")


def fill_ranks(reader: Reader, name: str, stored: list[object]) -> None:
    """Put values into the TEMP table `name` in their order; its `pos` begins at 0."""
    reader.write(f"DROP TABLE IF EXISTS temp.{quoted(name)}")
    reader.write(f"CREATE TEMP TABLE {quoted(name)}(pos INTEGER PRIMARY KEY, value UNIQUE)")
    insert = f"INSERT INTO temp.{quoted(name)}(pos, value) VALUES(?, ?)"
    reader.write_many(insert, list(enumerate(stored)))


def rank_of(name: str, cell: str) -> str:
    """Return SQL for the place of a cell's value among the ranks `name`."""
    return f"SELECT pos FROM temp.{quoted(name)} WHERE value IS {cell}"


def _by_title(field: Field, *, descending: bool) -> Order:
    """Return the order by the titles of very many records, which only sorting yields."""
    target = get_entity(field.target)
    _title, name = _sort_column(target, target.field(target.title))
    way = " DESC" if descending else ""
    title = (
        f"SELECT x.{quoted(name)} FROM {quoted(target.key)} x"
        f" WHERE x.id = {column('t', field.name)}"
    )
    return Order((), f"({title}){way} NULLS LAST, t.acl_id{way}, t.rid{way}")
