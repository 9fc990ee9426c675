"""What was done, in words: which records it was about, how many, how many were left alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from desktop.core.changes import Changes
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext

IMPORT_RUN: Final = "import_run"  # the record of an import, which is no deed of its own


def stays(entity: str) -> bool:
    """Tell whether nobody takes back what was entered: it is set right by a further entry."""
    try:
        return bool(get_entity(entity).ledger)
    except UnknownEntityError:
        return False


def main_part(changes: Changes) -> tuple[str, list[uuid.UUID]]:
    """Return the entity that a change was mainly about, and which of its records, if few."""
    named = changes.command.partition(".")[0]
    others = (key for key in changes.ids if key != IMPORT_RUN)
    entity = named if named in changes.ids else next(others, "")
    return entity, sorted(changes.ids.get(entity, ()))


def count_text(entity: str, count: int) -> str:
    """Return how many records of an entity it was, or what one is called."""
    try:
        facts = get_entity(entity)
    except UnknownEntityError:
        return ngettext("{count} record", "{count} records", count).format(count=count)
    label, plural = _lower(_(facts.label)), _lower(_(facts.plural))
    if count == 1:
        return label
    number = format_number(count, language())
    return _("{count} {things}").format(count=number, things=plural) if count else plural


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def left_alone(value: Json) -> int:
    """Return how many records an undo left alone, as the command answered."""
    if isinstance(value, Mapping):
        value = value.get("left")
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, int) else 0
