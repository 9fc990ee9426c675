"""Filters in their shortest equal form, in which two that mean the same look the same."""

from __future__ import annotations

from typing import Final

from desktop.core.entities import Entity
from desktop.core.field_paths import find_field
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.kinds import kind_of

OPPOSITES: Final = {
    Op.EQUALS: Op.DIFFERS,
    Op.CONTAINS: Op.LACKS,
    Op.ANY_OF: Op.NONE_OF,
    Op.EMPTY: Op.FILLED,
}
_SINGLE: Final = {Op.ANY_OF: Op.EQUALS, Op.NONE_OF: Op.DIFFERS}
OPPOSITES_BOTH_WAYS: Final = OPPOSITES | {new: old for old, new in OPPOSITES.items()}


def tidy(filter_: Filter, entity: Entity) -> Filter:
    """Return a filter without groups of one, groups in groups of the same sort, and doubt."""
    made = _tidy(filter_, entity)
    return Group((made,)) if isinstance(made, Condition) else made


def _tidy(item: Condition | Group, entity: Entity) -> Condition | Group:
    if isinstance(item, Condition):
        return _plain(item, entity)
    members: list[Condition | Group] = []
    for member in (_tidy(one, entity) for one in item.items):
        if not isinstance(member, Group):
            members.append(member)
        elif member == Group():
            if item.any_of:
                return Group(negated=item.negated)  # anything or something is anything
        elif not member.negated and member.any_of == item.any_of:
            members += member.items
        else:
            members.append(member)
    if len(members) != 1:
        return Group(tuple(members), item.any_of and bool(members), item.negated)
    return _negated(members[0]) if item.negated else members[0]


def _plain(condition: Condition, entity: Entity) -> Condition:
    """Return a condition on one value instead of on a list of one."""
    value = condition.value
    if condition.op is Op.BETWEEN and value == [None, None]:
        return Condition(condition.field, Op.FILLED)
    if not isinstance(value, list) or len(value) != 1:
        return condition
    if condition.op is Op.ALL_OF:
        return Condition(condition.field, Op.ANY_OF, value)
    single = _SINGLE.get(condition.op)
    if single is None or single not in kind_of(find_field(entity, condition.field)).operators:
        return condition
    return Condition(condition.field, single, value[0])


def _negated(item: Condition | Group) -> Condition | Group:
    if isinstance(item, Group):
        if item.negated and len(item.items) == 1:
            return item.items[0]
        return Group(item.items, item.any_of, not item.negated)
    opposite = OPPOSITES_BOTH_WAYS.get(item.op)
    if opposite is None:
        return Group((item,), negated=True)
    return Condition(item.field, opposite, item.value)
