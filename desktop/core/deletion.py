"""What becomes of records that name one that is deleted: a rule for each link, by declaration.

A link says it by `on_delete`; where it says nothing, the declaration tells: what stands as a tab on
a record's card goes along, so does a record that nobody sees by itself and that must have the link;
another that must have it, and whatever uses a value of a short list, forbids the deletion; all
others stay. Those that stay keep the link while the record is in the bin, so that it is whole again
when it is restored, and lose it when the record is deleted for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field as dataclass_field
from typing import Final

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.quick_dataclass import dataclass

REFUSE: Final = "refuse"
TAKE: Final = "take"
DETACH: Final = "detach"
RULES: Final = (REFUSE, TAKE, DETACH)
# Who is in charge of a record is no part of it: people leave, records stay.
_IN_CHARGE: Final = frozenset({"owner_id", "org_unit_id"})


@dataclass(frozen=True, slots=True)
class Relation:
    """A link by which records of `entity` hang on others, and what becomes of them."""

    entity: Entity
    field: Field
    rule: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """How many living records of each entity hang on some, by what becomes of them."""

    taken: Mapping[str, int] = dataclass_field(default_factory=dict)
    detached: Mapping[str, int] = dataclass_field(default_factory=dict)
    refusing: Mapping[str, int] = dataclass_field(default_factory=dict)


def rule_of(entity: Entity, field: Field) -> str:
    """Return what becomes of a record of `entity` when the one that its `field` names goes."""
    if field.on_delete:
        return field.on_delete
    if entity.parent == field.name:
        return TAKE
    if field.required:
        return TAKE if entity.hidden else REFUSE
    return REFUSE if get_entity(field.target).dictionary else DETACH


def relations_to(key: str) -> list[Relation]:
    """Return every link by which records hang on those of the entity `key`."""
    return [
        Relation(entity, field, rule_of(entity, field))
        for entity in iter_entities()
        for field in entity.fields
        if field.kind is Kind.LINK and field.target == key and _is_relation(field)
    ]


def counted(counts: Mapping[str, int]) -> str:
    """Return how many of what, as people read it: "3 contact persons, 2 calls"."""
    parts = []
    for key, count in counts.items():
        facts = get_entity(key)
        word = _(facts.label if count == 1 else facts.plural)
        what = word[:1].lower() + word[1:]
        parts.append(f"{format_number(count, language())} {what}")
    return ", ".join(parts)


def _is_relation(field: Field) -> bool:
    return not (field.system or field.part_of or field.name in _IN_CHARGE)
