"""The order of lists told by plain Python."""

from __future__ import annotations

from typing import Any

from desktop.core.collation import sort_key
from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field, Kind
from desktop.core.kinds import kind_of
from tests.store.reads.made import Record, Records


def in_order(
    records: Records, entity: Entity, name: str, *, descending: bool, rows: list[Record]
) -> list[Record]:
    """Return rows by a field, then by rid; empty ones last."""
    field = entity.field(name)
    part = entity.by_name.get(f"{name}{kind_of(field).sort_suffix}", field)
    by_rank = part.kind in {Kind.CHOICE, Kind.LINK}
    filled = [row for row in rows if _key(records, part, row) is not None]
    empty = sorted((row for row in rows if _key(records, part, row) is None), key=lambda r: r.rid)
    if by_rank:  # the values turn round, the rows of one value do not
        keys = sorted({_key(records, part, row) for row in filled}, reverse=descending)
        filled.sort(key=lambda row: (keys.index(_key(records, part, row)), row.rid))
        return filled + empty
    filled.sort(key=lambda row: (_key(records, part, row), row.rid), reverse=descending)
    return filled + (empty[::-1] if descending else empty)


def _key(records: Records, field: Field, row: Record) -> Any:
    value = row.values[field.name]
    if value is None:
        return None
    if field.kind is Kind.CHOICE:
        return [option.value for option in field.options].index(value)
    if field.kind is Kind.LINK:
        return link_key(records, field.target, value)
    for companion in kind_of(field).companions(field):
        if companion.suffix == kind_of(field).sort_suffix:
            return companion.derive(value)
    return kind_of(field).to_stored(value)


def link_key(records: Records, target: str, record_id: Any) -> Any:
    """Return the key of a linked record's title, told apart by id."""
    entity = get_entity(target)
    title = entity.field(entity.title)
    found = next(one for one in records[target] if one.id == record_id)
    keys = [c.derive(found.values[title.name]) for c in kind_of(title).companions(title)]
    return (keys[0] if keys else sort_key(found.values[title.name])), record_id.bytes
