"""How fields are called in a filter line, and which field a name means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _, language
from desktop.core.words import fold

# Short names of fields that are filtered by every day; a field of another entity that happens to
# be called so is as well served by them.
SHORT_NAMES: Final = {
    "created_at": N_("created"),
    "updated_at": N_("changed"),
    "owner_id": N_("in charge"),
    "org_unit_id": N_("unit"),
    "birth_on": N_("born"),
    "address_province": N_("province"),
    "address_commune": N_("commune"),
}
UNSAFE: Final = re.compile(r'[":,;|&<>=~.*()\n]|^-')
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_NOT_FILTERED: Final = frozenset({Kind.JSON})


class AmbiguousNameError(LookupError):
    """Several fields are called so; `labels` are their full names."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__(", ".join(labels))
        self.labels = labels


def filtered_fields(entity: Entity) -> Iterator[Field]:
    """Yield the fields that a person can filter by."""
    return (field for field in entity.fields if field.kind not in _NOT_FILTERED)


def find_path(entity: Entity, name: str) -> str | None:
    """Return the path of the field that `name` means, None if there is none.

    Dots lead through links: "customer.tax code".

    Raises:
        AmbiguousNameError: several fields are called so.
    """
    first, dot, rest = name.partition(".")
    field = _find_field(entity, " ".join(fold(first).split()), language())
    if field is None or not dot:
        return field
    target = _target_of(entity.field(field))
    below = find_path(target, rest) if target and rest.strip() else None
    return f"{field}.{below}" if below else None


def short_label(field: Field) -> str:
    """Return the shortest usual name of a field in the person's language."""
    return (_(SHORT_NAMES[field.name]) if field.name in SHORT_NAMES else _(field.label)).lower()


def written_path(entity: Entity, path: str) -> str:
    """Return the name under which `find_path` finds `path` again."""
    name, dot, rest = path.partition(".")
    field = entity.field(name)
    written = next(
        (n for n in _names_to_write(field) if not UNSAFE.search(n) and _means(entity, n, name)),
        name,
    )
    return f"{written}.{written_path(get_entity(field.target), rest)}" if dot else written


def _target_of(field: Field) -> Entity | None:
    """Return the entity that a link leads to; a list of tags is no path."""
    if field.kind is not Kind.LINK:
        return None
    try:
        return get_entity(field.target)
    except UnknownEntityError:
        return None


def _names_to_write(field: Field) -> Iterator[str]:
    yield short_label(field)
    yield _(field.label).lower()
    yield _IN_BRACKETS.sub("", _(field.label)).lower()


def _means(entity: Entity, name: str, field: str) -> bool:
    try:
        return find_path(entity, name) == field
    except AmbiguousNameError:
        return False


@lru_cache(maxsize=4096)
def _find_field(entity: Entity, name: str, _language: str) -> str | None:
    if not name:
        return None
    for fits in (_is_exact, _is_beginning, _is_inside):
        found = [field for field in filtered_fields(entity) if fits(field, name)]
        found = _favoured(entity, found) if fits is not _is_exact else found[:1]
        if len(found) == 1:
            return found[0].name
        if found:
            raise AmbiguousNameError(tuple(_(field.label) for field in found))
    return None


def _favoured(entity: Entity, found: list[Field]) -> list[Field]:
    """Leave of several fields the one that stands in the list, if there is just one."""
    shown = [field for field in found if field.name in entity.list_columns]
    return shown if len(shown) == 1 else found


def _labels(field: Field) -> set[str]:
    labels = {field.label, _(field.label), field.name}
    labels |= {_IN_BRACKETS.sub("", label) for label in (field.label, _(field.label))}
    return {" ".join(fold(label).split()) for label in labels}


def _is_exact(field: Field, name: str) -> bool:
    short = SHORT_NAMES.get(field.name)
    if short and name in {fold(short), fold(_(short))}:
        return True
    return name in _labels(field) or name in {fold(synonym) for synonym in field.synonyms}


def _is_beginning(field: Field, name: str) -> bool:
    return any(label.startswith(name) for label in _labels(field))


def _is_inside(field: Field, name: str) -> bool:
    return any(f" {name}" in label or f"/{name}" in label for label in _labels(field))
