"""How the fields of an entity are laid out on a form: sections in the order of declaration."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desktop.core.entities import Entity
from desktop.core.fields import Field
from desktop.core.kinds import kind_of
from desktop.core.own_fields import SECTION
from desktop.core.quick_dataclass import dataclass

# (heading, names of fields); a name in brackets has a row of its own
Arrangement = tuple[tuple[str, tuple[str | tuple[str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields under a heading (an English msgid; "" for the first)."""

    label: str
    fields: tuple[Field, ...]
    wide: frozenset[str] = frozenset()  # names of fields that take the whole row


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in the grid of its section."""

    field: Field
    row: int
    column: int
    span: int


def declared_sections(entity: Entity) -> tuple[Section, ...]:
    """Return the sections that the declaration gives: `section=` on a field starts one."""
    found: list[tuple[str, list[Field]]] = [("", [])]
    for field in entity.form_fields():
        if field.section:
            found.append((field.section, []))
        found[-1][1].append(field)
    return tuple(Section(label, tuple(fields)) for label, fields in found if fields)


def named_sections(entity: Entity, arrangement: Arrangement) -> tuple[Section, ...]:
    """Return the sections of a hand-made arrangement."""
    made = tuple(
        Section(
            label,
            tuple(entity.field(_name(given)) for given in names),
            frozenset(given[0] for given in names if isinstance(given, tuple)),
        )
        for label, names in arrangement
    )
    return (*made, *own_sections(entity))


def own_sections(entity: Entity) -> tuple[Section, ...]:
    """Return the fields that the company added, which no arrangement made by hand names."""
    found: dict[str, list[Field]] = {}
    for section in declared_sections(entity):
        for field in section.fields:
            if field.custom:
                found.setdefault(section.label, []).append(field)
    return tuple(Section(label or SECTION, tuple(fields)) for label, fields in found.items())


def places(fields: Sequence[Field], columns: int, wide: Collection[str] = ()) -> list[Place]:
    """Place fields in a grid of 1 or 2 columns; wide kinds and names take the whole row."""
    placed: list[Place] = []
    row = column = 0
    for field in fields:
        span = columns if field.name in wide or kind_of(field).wide else 1
        if column + span > columns:
            row, column = row + 1, 0
        placed.append(Place(field, row, column, span))
        column += span
        if column >= columns:
            row, column = row + 1, 0
    return placed


def _name(given: str | tuple[str]) -> str:
    return given if isinstance(given, str) else given[0]
