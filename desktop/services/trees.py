"""Records that stand below others of their kind: units, groups of cards, companies of a group.

A move travels to the server as a command. Moves of one tree are done there one after the other, so
that two that are harmless alone cannot close a ring together. A form that changes the parent among
other fields travels as edits, which the server checks for rings as well.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Final, NotRequired, TypedDict, Unpack

from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, iter_entities
from desktop.core.errors import RecordGoneError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.models import load_all
from desktop.models.base import record_class
from desktop.services.commands import register_command
from desktop.store.rings import PARENT, is_tree
from desktop.store.work import Work

_TASK: Final = "task"  # with a place among its siblings: services.work.placing


def trees() -> Iterator[Entity]:
    """Yield the entities whose records stand below each other; tasks are moved by their own."""
    for entity in iter_entities():
        if is_tree(entity) and entity.key != _TASK:
            yield entity


def move_record(
    work: Work,
    entity: str,
    id: str,  # noqa: A002 - the field's name
    parent_id: str | None = None,
) -> str:
    """Put a record below another, or on top with None; return its id.

    Raises:
        RecordGoneError: one of them is not there any more.
        InvalidValueError: it would stand below itself; said when the work ends.
    """
    found = work.session.get(record_class(entity), uuid.UUID(id))
    goal = uuid.UUID(parent_id) if parent_id else None
    if found is None or (goal and work.session.get(record_class(entity), goal) is None):
        raise RecordGoneError(_("The record was deleted for good."))
    before = getattr(found, PARENT)
    if goal == before:
        return id
    setattr(found, PARENT, goal)
    told: dict[str, Json] = {"t": entity, "id": id, "parent": parent_id or None}
    told["expected"] = None if before is None else str(before)
    work.carry("move", told, (found.id,))
    return id


def _register() -> None:
    for entity in trees():
        facts = CommandFacts(f"{entity.key}.move", N_("Move"), generic=True)
        register_command(facts, partial(_on_entity, entity.key))


class _Move(TypedDict):
    id: str
    parent_id: NotRequired[str | None]


def _on_entity(entity: str, work: Work, **told: Unpack[_Move]) -> str:
    return move_record(work, entity, **told)


load_all()
_register()
