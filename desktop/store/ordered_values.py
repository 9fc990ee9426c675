"""The few values of a column in the order in which people expect them.

Options stand in declared order, links by the titles of their records, everything else by its own
order; empty comes last. Lists sorted or grouped by such a column walk its index value by value.
"""

from __future__ import annotations

from typing import Any, Final

from desktop.core.collation import sort_key
from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.i18n import N_, _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Stored
from desktop.core.quick_dataclass import dataclass
from desktop.store.reader import Reader
from desktop.store.sql import column, quoted
from desktop.store.titles import read_titles, title_key

EMPTY: Final = N_("(empty)")
UNKNOWN_RECORD: Final = N_("(unknown)")
_NUMBERS: Final = frozenset(
    {
        Kind.FLAG,
        Kind.INTEGER,
        Kind.MONEY,
        Kind.PERCENT,
        Kind.DATE,
        Kind.MOMENT,
        Kind.DURATION,
        Kind.RATING,
    }
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as the column holds it, and as people read it."""

    stored: Stored
    label: str


def values_in_order(
    reader: Reader, entity: Entity, field: Field, *, in_bin: bool = False
) -> list[Value]:
    """Return every value that the living (or deleted) rows have in `field`, None included."""
    stored = _distinct(reader, entity, field, in_bin=in_bin)
    kind = value_kind(field)
    if kind is Kind.LINK:
        return _by_title(reader, field, stored)
    if kind is Kind.CHOICE:
        return _by_option(field, stored)
    show = kind_of(field).format_stored
    made = [Value(item, _(EMPTY) if item is None else show(field, item)) for item in stored]
    return sorted(made, key=_by_number if kind in _NUMBERS else _by_text)


def _distinct(reader: Reader, entity: Entity, field: Field, *, in_bin: bool) -> list[Stored]:
    """Return the distinct values, None included if there may be such rows."""
    table, cell = quoted(entity.key), column("t", field.name)
    present = f"t.deleted_at IS {'NOT ' if in_bin else ''}NULL"
    if in_bin or not _has_index(field):
        found = reader.rows(f"SELECT DISTINCT {cell} FROM {table} t NOT INDEXED WHERE {present}")
        return [item for (item,) in found]
    # From one value straight to the next by the index: a thousand times quicker than DISTINCT.
    least = f"SELECT min({cell}) FROM {table} t WHERE {present}"
    found = reader.rows(
        f"WITH RECURSIVE v(x) AS ({least} UNION ALL SELECT ({least} AND {cell} > x) FROM v"
        " WHERE x IS NOT NULL) SELECT x FROM v"
    )
    return [item for (item,) in found]


def _has_index(field: Field) -> bool:
    is_link = field.kind is Kind.LINK and not field.system
    return (field.sortable or is_link) and not field.custom and not kind_of(field).sort_suffix


def _by_option(field: Field, stored: list[Stored]) -> list[Value]:
    places = {option.value: place for place, option in enumerate(field.options)}
    show = kind_of(field).format_stored

    def place(value: Value) -> tuple[bool, int, str]:
        known = places.get(str(value.stored), len(places))
        return value.stored is None, known, str(value.stored)

    made = [Value(item, _(EMPTY) if item is None else show(field, item)) for item in stored]
    return sorted(made, key=place)


def _by_title(reader: Reader, field: Field, stored: list[Stored]) -> list[Value]:
    target = get_entity(field.target)
    titles = read_titles(reader, field.target, (i for i in stored if isinstance(i, bytes)))

    def key(item: Stored) -> tuple[int, Any, Any]:
        if not isinstance(item, bytes):
            return 2, b"", b""
        known = titles.get(item)
        return (1, b"", item) if known is None else (0, title_key(target, known), item)

    return [Value(item, _title(titles.get(item), item)) for item in sorted(stored, key=key)]  # type: ignore[arg-type]  # only ids have titles


def _title(title: str | None, item: Stored) -> str:
    if item is None:
        return _(EMPTY)
    return _(UNKNOWN_RECORD) if title is None else title


def _by_text(value: Value) -> tuple[bool, bytes]:
    return value.stored is None, sort_key(value.label)


def _by_number(value: Value) -> tuple[bool, Any]:
    return value.stored is None, value.stored
