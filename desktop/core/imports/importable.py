"""What may be imported, worked out of the declarations alone: entities, fields, keys, names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.column_matching import ColumnMatch, MatchCandidate, match_columns
from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.core.header_words import meaning_of
from desktop.core.i18n import N_, in_every_language
from desktop.core.imports.file_fields import file_fields
from desktop.core.imports.plan import Missing
from desktop.core.tables import SheetColumn

_NO_CELL: Final = frozenset({Kind.COMPUTED, Kind.IMAGE, Kind.FILE, Kind.JSON})
_KEPT_BY_PROGRAM: Final = frozenset({"system", "organisation"})

USERS: Final = "app_user"  # the entity of people who may be in charge

# Kinds that several columns may fill together, with what stands between their texts: phones in
# three columns, family and given name, an address in its parts.
JOINED: Final = {
    Kind.PHONES: "; ",
    Kind.EMAILS: "; ",
    Kind.TAGS: ", ",
    Kind.CHOICES: ", ",
    Kind.LONG_TEXT: "\n",
    Kind.RICH_TEXT: "\n",
    Kind.PERSON_NAME: " ",
    Kind.ADDRESS: ", ",
}
# What further columns of such a kind are called, besides the field's own names.
_PART_LABELS: Final = {
    Kind.ADDRESS: (N_("Street"), N_("Commune"), N_("District"), N_("Province")),
    Kind.PERSON_NAME: (N_("Family name"), N_("Middle name"), N_("Given name")),
    Kind.PHONES: (N_("Mobile phone"), N_("Landline")),
    Kind.EMAILS: (N_("Second e-mail"),),
}
_PART_SIGN: Final = "#"
# Meanings of headers in the order in which such parts are written, whatever that of the columns.
_PART_ORDER: Final = {
    "family_name": -2,
    "middle_name": -1,
    "commune": 1,
    "district": 2,
    "province": 3,
    "country": 4,
}


def importable_entities() -> Iterator[Entity]:
    """Yield the entities that rows of a file can become, the principal ones first."""
    found = [entity for entity in iter_entities() if is_importable(entity)]
    yield from sorted(found, key=lambda entity: entity.dictionary)


def is_importable(entity: Entity) -> bool:
    """Tell whether people keep such records in tables; not the program's own, nor users."""
    return not entity.hidden and entity.module not in _KEPT_BY_PROGRAM


def importable_fields(entity: Entity, *, cards: bool = False) -> Iterator[Field]:
    """Yield what a column may fill; cards hold pictures too, tables say how rows hang together."""
    for field in entity.form_fields():
        is_open = not field.readonly or is_past_state(entity, field)
        has_cells = field.kind not in _NO_CELL or (cards and field.kind is Kind.IMAGE)
        if is_open and has_cells:
            yield field
    if not cards:
        yield from file_fields(entity)


def is_past_state(entity: Entity, field: Field) -> bool:
    """Tell whether a file may say in which state a new record is, though only commands move it.

    Calls and visits of the past were held before they came into the program. They have no key by
    which a row could mean an existing one, so that no state is ever changed past its commands.
    """
    is_deed = bool(entity.timeline_at) and not entity.duplicate_keys
    return is_deed and field.name == entity.status


def key_fields(entity: Entity) -> Iterator[Field]:
    """Yield the fields by which a row can be known as an existing record, the surest first."""
    importable = {field.name for field in importable_fields(entity)}
    for name in entity.duplicate_keys:
        if name in importable:
            yield entity.field(name)


def shared_fields(entity: Entity) -> Iterator[Field]:
    """Yield the fields for which it makes sense that all rows of a file share a value."""
    for field in importable_fields(entity):
        is_kind_of_record = field.kind is Kind.CHOICE and (
            field.required or is_past_state(entity, field)
        )
        is_label = field.kind is Kind.TAGS or (
            field.kind is Kind.LINK and get_entity(field.target).dictionary
        )
        if is_kind_of_record or is_label:
            yield field


def named_entity(field: Field) -> Entity | None:
    """Return the entity whose records the cells of a field name; None for other kinds."""
    return get_entity(field.target) if field.kind in (Kind.LINK, Kind.TAGS) else None


def may_create(entity: Entity) -> bool:
    """Tell whether a record can be made of nothing but its title; users are not made so."""
    return is_importable(entity) and all(
        field.name == entity.title or field.default is not None
        for field in entity.fields
        if field.required
    )


def default_missing(entity: Entity) -> Missing:
    """Return what is done first with unknown names of `entity`: short lists simply grow."""
    if entity.dictionary and may_create(entity):
        return Missing.CREATE
    return Missing.FAIL if is_importable(entity) else Missing.EMPTY


def suggest_columns(entity: Entity, columns: tuple[SheetColumn, ...]) -> tuple[ColumnMatch, ...]:
    """Return the best field for each column; further columns join fields that take several."""
    fields = list(importable_fields(entity))
    own = match_columns(columns, [_candidate(field) for field in fields])
    matched = {match.column: match for match in own}
    rest = [column for column in columns if column.index not in matched and column.header]
    parts = [part for field in fields for part in _part_candidates(field)]
    for match in match_columns(rest, parts):
        field = match.key.partition(_PART_SIGN)[0]
        matched[match.column] = ColumnMatch(match.column, field, match.confidence)
    return tuple(matched[index] for index in sorted(matched))


def part_order(header: str) -> int:
    """Return where the text of a column stands among those that fill one field together.

    "Họ" comes before "Tên" and the street before the province, also if the columns do not.
    """
    return _PART_ORDER.get(meaning_of(header), 0)


def _candidate(field: Field) -> MatchCandidate:
    labels = (*in_every_language(field.label), *field.synonyms)
    return MatchCandidate(field.name, labels, field.kind.value)


def _part_candidates(field: Field) -> Iterator[MatchCandidate]:
    """Yield what a column may be called that gives a part of the field, or one more value of it."""
    names = [in_every_language(label) for label in _PART_LABELS.get(field.kind, ())]
    if field.kind in (Kind.PHONES, Kind.EMAILS):
        names += [tuple(f"{label} {n}" for label in in_every_language(field.label)) for n in (2, 3)]
    for number, labels in enumerate(names):
        yield MatchCandidate(f"{field.name}{_PART_SIGN}{number}", labels, Kind.TEXT.value)
