"""Own fields: defined, changed, put in order. The generic commands delete and restore them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Final, TypedDict, Unpack

import sqlalchemy as sa

from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.core.errors import InvalidValueError, RecordGoneError, RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _, in_every_language
from desktop.core.kinds import kind_of
from desktop.core.kinds.cleaning import clean_words
from desktop.core.own_fields import KINDS, OF_CHOICES, PREFIX, SEARCHABLE, WITH_DEFAULT
from desktop.core.sequences import check_pattern
from desktop.core.words import fold, tokens
from desktop.models.system.customizing import CustomField
from desktop.services.commands import register_command
from desktop.store.work import Work

MOST: Final = 100  # own fields of one entity
MOST_CHOICES: Final = 200
_LONGEST_NAME: Final = 32


class Said(TypedDict, total=False):
    """What may be said of an own field and changed later."""

    label_vi: str
    label_en: str
    is_required: bool
    default_value: str | int | bool | None
    choices: Sequence[dict[str, str]]  # vi, en, colour; value of those that exist already
    section: str
    in_list: bool
    in_search: bool


def define_field(work: Work, entity: str, kind: str, target: str = "", **said: Unpack[Said]) -> str:
    """Add a field to an entity and return the id of its definition.

    Raises:
        InvalidValueError: a label is missing or taken, or the kind needs more; tells which answer.
        RuleBrokenError: the entity has as many as it can.
    """
    get_entity(entity)
    if kind not in KINDS:
        raise InvalidValueError(_("There are no fields of this kind."), field="kind")
    if kind == Kind.LINK:
        get_entity(target)
    known = _known(work, entity)
    if len(known) >= MOST:
        raise RuleBrokenError(_("A list can have at most {count} own fields.").format(count=MOST))
    made = CustomField(entity=entity, kind=kind, target=target or None)
    made.position = 1 + max((one.position or 0 for one in known), default=0)
    _say(work, made, said)
    made.name = _free_name(work, entity, made.label_vi)
    work.session.add(made)
    work.session.flush()
    return str(made.id)


def redefine_field(work: Work, id: str, **said: Unpack[Said]) -> str:  # noqa: A002 - the field's name
    """Change what is said of an own field; its list and its kind stay, as values depend on them."""
    found = work.session.get(CustomField, uuid.UUID(id))
    if found is None:
        raise RecordGoneError(_("The record was deleted for good."))
    if {"entity", "kind", "target", "name"} & set(said):
        raise RuleBrokenError(
            _("The kind of a field cannot be changed, as it has values. Make a new one instead.")
        )
    _say(work, found, said)
    work.session.flush()
    return id


def arrange_fields(work: Work, ids: Sequence[str]) -> None:
    """Put own fields of an entity into this order."""
    for position, one in enumerate(ids, 1):
        found = work.session.get(CustomField, uuid.UUID(one))
        if found is not None:
            found.position = position
    work.session.flush()


def _say(work: Work, field: CustomField, said: Said) -> None:
    for name, value in said.items():
        setattr(field, name, value)
    field.label_vi = clean_words(field.label_vi) or ""
    field.label_en = clean_words(field.label_en)
    if not field.label_vi:
        sentence = _("“{field}” must be filled in.").format(field=_("Label in Vietnamese"))
        raise InvalidValueError(sentence, field="label_vi")
    _refuse_taken(work, field)
    if field.kind in OF_CHOICES:
        field.choices = _choices(field.choices or ())
    if field.kind == Kind.CHOICE:
        named = {fold(one["vi"]): one["value"] for one in field.choices or ()}
        field.default_value = named.get(fold(str(field.default_value)), field.default_value)
    if field.kind not in SEARCHABLE:
        field.in_search = False
    _check_default(field)


def _refuse_taken(work: Work, field: CustomField) -> None:
    """Refuse a label that another field has: headers of files and filters would not know which."""
    own = f"{field.entity}.{field.name}"
    taken: set[str] = set()
    for known in get_entity(field.entity).fields:
        if not known.custom and known.label != own:
            taken |= {fold(name) for name in in_every_language(known.label)}
    for other in _known(work, field.entity):
        if other is not field:
            taken |= {fold(name) for name in (other.label_vi, other.label_en) if name}
    for name in ("label_vi", "label_en"):
        label = getattr(field, name)
        if label and fold(label) in taken:
            sentence = _("There is a field “{label}” already.").format(label=label)
            raise InvalidValueError(sentence, field=name)


def _choices(given: Sequence[Any]) -> list[dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for one in given:
        vi = clean_words(str(one.get("vi") or ""))
        if not vi:
            continue
        value = str(one.get("value") or _slug(vi))
        while not one.get("value") and value in made:
            value += "_"
        facts = {"value": value, "vi": vi, "en": clean_words(one.get("en")) or ""}
        made[value] = {**facts, "colour": str(one.get("colour") or "")}
    if not made or len(made) > MOST_CHOICES:
        sentence = _("Give between 1 and {count} choices.").format(count=MOST_CHOICES)
        raise InvalidValueError(sentence, field="choices")
    if len({fold(one["vi"]) for one in made.values()}) < len(made):
        raise InvalidValueError(_("Two choices have the same name."), field="choices")
    return list(made.values())


def _check_default(field: CustomField) -> None:
    if field.default_value is not None and not _can_be_default(field, Kind(field.kind)):
        sentence = _("This cannot be the default of such a field.")
        raise InvalidValueError(sentence, field="default_value")


def _can_be_default(field: CustomField, kind: Kind) -> bool:
    if kind is Kind.CHOICE:
        return any(one["value"] == field.default_value for one in field.choices or ())
    if kind is Kind.SEQUENCE:  # of it the pattern
        check_pattern(str(field.default_value), "default_value")
        return True
    described = Field("default_value", "", kind)
    try:
        value = kind_of(described).from_json(field.default_value)
        kind_of(described).check(described, value)
    except ValueError:
        return False
    return kind in WITH_DEFAULT


def _known(work: Work, entity: str) -> list[CustomField]:
    query = sa.select(CustomField).where(
        CustomField.entity == entity, CustomField.deleted_at.is_(None)
    )
    with work.session.no_autoflush:
        return list(work.session.scalars(query))


def _free_name(work: Work, entity: str, label: str) -> str:
    """Return a name that no own field of the entity has or had: its values would come back."""
    query = sa.select(CustomField.name).where(CustomField.entity == entity)
    with work.session.no_autoflush:
        taken = set(work.session.scalars(query)) | set(get_entity(entity).by_name)
    first = name = PREFIX + _slug(label)
    number = 1
    while name in taken:
        number += 1
        name = f"{first}_{number}"
    return name


def _slug(label: str) -> str:
    words = [word for word in tokens(label) if word.isascii()]
    return "_".join(words)[:_LONGEST_NAME].strip("_") or "field"


for _verb, _label, _service in (
    ("define", N_("Add an own field"), define_field),
    ("redefine", N_("Change an own field"), redefine_field),
    ("arrange", N_("Put own fields into order"), arrange_fields),
):
    register_command(CommandFacts(f"custom_field.{_verb}", _label, generic=True), _service)
