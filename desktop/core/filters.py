"""Filters: conditions on fields as plain data, the same for lists, counts, reports and rights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum, auto

from desktop.core.quick_dataclass import dataclass

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Op(StrEnum):
    """What a condition asks of a field; which a kind offers stands in `desktop.core.kinds`."""

    EQUALS = auto()
    DIFFERS = auto()
    CONTAINS = auto()  # folded: accents and case do not count
    LACKS = auto()
    STARTS = auto()
    LESS = auto()
    AT_MOST = auto()
    MORE = auto()
    AT_LEAST = auto()
    BETWEEN = auto()  # [first, last], both included; null = open
    ANY_OF = auto()
    NONE_OF = auto()
    ALL_OF = auto()  # of a field with several values
    DURING = auto()  # a relative period such as "last_30_days" (core.dates)
    EMPTY = auto()
    FILLED = auto()


@dataclass(frozen=True, slots=True)
class Condition:
    """One field compared with a value in JSON form.

    `field` is a name of the entity's, or a path through a link: "account_id.tax_code".
    """

    field: str
    op: Op
    value: Json = None


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions and groups joined by AND, or by OR if `any_of`; the empty group holds always."""

    items: tuple[Condition | Group, ...] = ()
    any_of: bool = False
    negated: bool = False

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition, however deep."""
        for item in self.items:
            if isinstance(item, Group):
                yield from item.conditions()
            else:
                yield item


Filter = Group
ME = "me"  # in place of a user's id
EVERYTHING = Group()


def both(first: Filter, second: Filter) -> Filter:
    """Return the filter that holds where both do."""
    parts = tuple(part for part in (first, second) if part.items)
    return parts[0] if len(parts) == 1 else Group(parts)


def to_json(item: Condition | Group) -> dict[str, Json]:
    """Return the filter as JSON, as saved views and messages keep it."""
    if isinstance(item, Condition):
        return {"field": item.field, "op": item.op.value, "value": item.value}
    members: list[Json] = [to_json(member) for member in item.items]
    return {"items": members, "any_of": item.any_of, "negated": item.negated}


def from_json(data: Mapping[str, Json]) -> Condition | Group:
    """Return the filter that `to_json` wrote; raise ValueError if it is not one."""
    items = data.get("items")
    if isinstance(items, list):
        members = tuple(from_json(item) for item in items if isinstance(item, dict))
        return Group(members, bool(data.get("any_of")), bool(data.get("negated")))
    field, op = data.get("field"), data.get("op")
    if not isinstance(field, str) or not isinstance(op, str):
        raise ValueError("not a filter")  # noqa: TRY004 - data from outside, not a wrong call
    return Condition(field, Op(op), data.get("value"))
