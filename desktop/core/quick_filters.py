"""Quick filters: what a list of an entity is narrowed down by with one click, by declaration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import ME, Condition, Filter, Group, Json, Op
from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass

MOST_OPTIONS: Final = 60
_SEVERAL: Final = frozenset({Kind.TAGS, Kind.CHOICES})  # a record may have many of them
_MINE: Final = N_("Mine")
_NEW: Final = N_("Created this month")


@dataclass(frozen=True, slots=True)
class QuickFilter:
    """One chip: either a condition that is on or off, or a field with values to choose from."""

    field: Field
    label: str  # English msgid
    fixed: Condition | None = None

    @property
    def path(self) -> str:
        """The field that it asks about."""
        return self.field.name

    def condition(self, values: list[str]) -> Condition | None:
        """Return what holds where the field has one of `values`; None for none."""
        if self.fixed is not None or not values:
            return self.fixed
        if len(values) == 1 and self.field.kind not in _SEVERAL:
            return Condition(self.path, Op.EQUALS, values[0])
        return Condition(self.path, Op.ANY_OF, list(values))

    def chosen(self, condition: Condition | None) -> list[str]:
        """Return the values that a condition of this sort asks for; none of another sort."""
        if condition is None or condition.field != self.path:
            return []
        if condition.op is Op.EQUALS and isinstance(condition.value, str):
            return [condition.value] if condition.value != ME else []
        if condition.op is Op.ANY_OF and isinstance(condition.value, list):
            return [value for value in condition.value if isinstance(value, str)]
        return []


def quick_filters(entity: Entity) -> Iterator[QuickFilter]:
    """Yield the quick filters of an entity's list, in the order of the chips."""
    if "owner_id" in entity.by_name:
        mine = Condition("owner_id", Op.EQUALS, ME)
        yield QuickFilter(entity.field("owner_id"), _MINE, mine)
    names = dict.fromkeys(
        [entity.status, *entity.list_columns] if entity.status else entity.list_columns
    )
    for name in names:
        field = entity.by_name.get(name)
        if field is not None and _has_few_values(field):
            yield QuickFilter(field, field.label)
    for field in entity.fields:
        if field.kind is Kind.TAGS and field.name not in names:
            yield QuickFilter(field, field.label)
    if "created_at" in entity.by_name:
        new = Condition("created_at", Op.DURING, "this_month")
        yield QuickFilter(entity.field("created_at"), _NEW, new)


def _has_few_values(field: Field) -> bool:
    if field.kind in {Kind.CHOICE, Kind.CHOICES}:
        return 1 < len(field.options) <= MOST_OPTIONS
    return field.kind is Kind.TAGS or _is_dictionary_link(field)


def _is_dictionary_link(field: Field) -> bool:
    if field.kind is not Kind.LINK:
        return False
    try:
        return get_entity(field.target).dictionary
    except UnknownEntityError:
        return False


def condition_on(filter_: Filter, path: str) -> Condition | None:
    """Return the condition on a field that every record must fulfil, None if there is none."""
    if filter_.any_of or filter_.negated:
        return None
    found = [item for item in filter_.items if isinstance(item, Condition) and item.field == path]
    return found[0] if found else None


def with_condition(filter_: Filter, path: str, condition: Condition | None) -> Filter:
    """Return the filter with another condition on a field, or without one."""
    old = condition_on(filter_, path)
    if filter_.any_of or filter_.negated:
        return filter_ if condition is None else Group((filter_, condition))
    if old is None:
        return filter_ if condition is None else Group((*filter_.items, condition))
    place = filter_.items.index(old)
    new = () if condition is None else (condition,)
    return Group((*filter_.items[:place], *new, *filter_.items[place + 1 :]))


def without(filter_: Filter, item: Condition | Group) -> Filter:
    """Return the filter without one of its members."""
    if filter_ == item or filter_.any_of or filter_.negated:
        return Group()
    return Group(tuple(one for one in filter_.items if one != item))


def values_of(filter_: Filter) -> dict[str, Json]:
    """Return the values that every record of a list has by its own filter."""
    if filter_.any_of or filter_.negated:
        return {}
    return {
        item.field: item.value
        for item in filter_.items
        if isinstance(item, Condition) and item.op is Op.EQUALS
    }
