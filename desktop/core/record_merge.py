"""Which values a record has after others were merged into it, as long as nobody chose otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Merge

AT_ONCE: Final = 10  # records that a person can still compare side by side

Values = Mapping[str, Json]  # JSON form, by field


def is_mergeable(entity: Entity) -> bool:
    """Tell whether records of the entity are people or companies, who come up more than once."""
    return any(entity.field(name).kind is Kind.PHONES for name in entity.duplicate_keys)


def merged_fields(entity: Entity) -> tuple[Field, ...]:
    """Return the fields whose value can be chosen, in the order of the form."""
    return tuple(
        field
        for field in entity.form_fields()
        if not field.readonly and field.kind is not Kind.COMPUTED
    )


def is_united(field: Field) -> bool:
    """Tell whether nothing needs to be chosen: lists are united, long texts put together."""
    return kind_of(field).merge is not Merge.WHOLE


def merged_value(field: Field, values: Sequence[Json]) -> Json:
    """Return the value that is proposed; the record that stays comes first in `values`.

    Its own value if it has one, else the first that is there; of lists everything, its own items
    first; of long texts all that differ, one below the other.
    """
    given = [value for value in values if value not in (None, "", [])]
    if not given:
        return None
    if kind_of(field).merge is Merge.SET:
        return united(field, given)
    if kind_of(field).merge is Merge.LINES:
        return "\n\n".join(dict.fromkeys(str(value).strip() for value in given))
    return given[0]


def united(field: Field, lists: Sequence[Json]) -> Json:
    """Return the items of all lists, each once."""
    items: list[Json] = []
    for value in lists:
        for item in value if isinstance(value, list) else []:
            if item not in items:
                items.append(item)
    kind = kind_of(field)
    made: Json = kind.to_json(kind.normalise(field, kind.from_json(items)))
    return made


def fullest(entity: Entity, records: Sequence[Values]) -> int:
    """Return the place of the record to keep: the fullest, and of those the first.

    One that went further than the others (a lead that became a customer) is kept before all.
    """
    fields = merged_fields(entity)

    def fill(values: Values) -> tuple[bool, int]:
        moved = entity.status and values.get(entity.status) == "converted"
        return bool(moved), sum(values.get(f.name) not in (None, "", [], False) for f in fields)

    return max(range(len(records)), key=lambda place: (fill(records[place]), -place))
