"""What can be done with every record: create, save, delete, restore, purge, change many.

Registered as `<entity>.<verb>` for each entity, so that rights, audit and undo name them so.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.errors import ConflictError, RecordGoneError, RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.ids import new_id
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Merge
from desktop.core.merge import merge_value
from desktop.core.workflow import state_at_arrival
from desktop.models import load_all
from desktop.models.base import Record, record_class
from desktop.services.authors import require_author
from desktop.services.commands import register_command
from desktop.services.numbering import give_codes
from desktop.store.work import Work

Values = Mapping[str, Json]
Edits = Mapping[str, Sequence[Json]]  # field: [base, new]


def create_record(work: Work, entity: str, values: Values, id: str = "") -> str:  # noqa: A002 - the field's name
    """Make a record of `entity` from values in JSON form and return its id.

    `id` may be given by the form that made it, so that a draft saved twice makes one record: the
    second time it is written over the first.
    """
    made = read_values(get_entity(entity), values)
    record_id = uuid.UUID(id) if id else new_id(work.clock)
    record = work.session.get(record_class(entity), record_id)
    if record is None:
        work.session.add(record := record_class(entity)(id=record_id))
    for name, value in made.items():
        setattr(record, name, value)
    if (state := state_at_arrival(entity, made)) is not None:
        setattr(record, get_entity(entity).status, state)
    give_codes(work, record)
    work.session.flush()
    return str(record.id)


def save_record(work: Work, entity: str, id: str, values: Edits) -> str:  # noqa: A002 - as above
    """Write the fields that a form changed: `{field: [base, new]}` in JSON form.

    A field that nobody else changed since `base` takes the new value; sets and long texts merge;
    otherwise ConflictError gives base, mine and theirs of each such field and nothing is written.
    """
    facts = get_entity(entity)
    record = _record(work, entity, id)
    _require_rights(work, facts, [id])
    clashes: dict[str, tuple[object, object, object]] = {}
    for name, (base, mine) in values.items():
        field = _writable(facts, name)
        kind = kind_of(field)
        theirs = kind.to_json(getattr(record, name))
        sides: list[Json] = [base, mine, theirs]
        if mine != base and kind.merge is Merge.LINES:  # an old text may be spelled otherwise
            sides = [kind.normalise(field, one) for one in sides]
        merged = merge_value(kind.merge, *sides)
        if merged.clash:
            clashes[name] = (base, mine, theirs)
        else:
            setattr(record, name, kind.from_json(merged.value))
    if clashes:
        raise ConflictError(_("Somebody else changed the same fields meanwhile."), clashes)
    work.session.flush()
    return id


def delete_records(work: Work, entity: str, ids: Sequence[str]) -> int:
    """Put records into the bin, with what hangs on them; return how many were named."""
    _require_rights(work, get_entity(entity), ids)
    work.delete(entity, _uuids(ids))
    return len(ids)


def restore_records(work: Work, entity: str, ids: Sequence[str]) -> int:
    """Take records out of the bin, with what went in with them."""
    work.restore(entity, _uuids(ids))
    return len(ids)


def purge_records(work: Work, entity: str, ids: Sequence[str]) -> int:
    """Delete records in the bin for good."""
    _require_rights(work, get_entity(entity), ids)
    work.purge(entity, _uuids(ids))
    return len(ids)


def change_records(work: Work, entity: str, ids: Sequence[str], values: Values) -> int:
    """Give the same new values to many records, as one change that is undone at once."""
    facts = get_entity(entity)
    _require_rights(work, facts, ids)
    return work.bulk_update(entity, _uuids(ids), read_values(facts, values))


def change_each_record(work: Work, entity: str, changes: Sequence[Sequence[Any]]) -> int:
    """Give each of many records values of its own, as one change that is undone at once.

    `changes` are pairs of an id and its values in JSON form, as a pasted table has them.
    """
    facts = get_entity(entity)
    _require_rights(work, facts, [one for one, _values in changes])
    found = [(uuid.UUID(one), read_values(facts, values)) for one, values in changes]
    return work.bulk_change(entity, found)


VERBS: tuple[tuple[str, str, Callable[..., object], bool], ...] = (
    ("create", N_("Create"), create_record, False),
    ("save", N_("Save"), save_record, False),
    ("delete", N_("Delete"), delete_records, True),
    ("restore", N_("Restore"), restore_records, True),
    ("purge", N_("Delete for good"), purge_records, True),
    ("change", N_("Change many"), change_records, True),
    ("change_each", N_("Paste"), change_each_record, False),
)


def _register_generic_commands() -> None:
    for entity in iter_entities():
        for verb, label, service, on_records in VERBS:
            facts = CommandFacts(
                f"{entity.key}.{verb}",
                label,
                on_records=on_records,
                undo=verb != "purge" and not entity.ledger,
                generic=True,
            )
            register_command(facts, partial(_on_entity, service, entity.key))


def _on_entity(
    service: Callable[..., object], entity: str, work: Work, **arguments: object
) -> object:
    return service(work, entity, **arguments)


def _require_rights(work: Work, facts: Entity, ids: Iterable[str]) -> None:
    """Let what is internal be changed and deleted by its author alone."""
    if facts.internal:
        kind = record_class(facts.key)
        require_author(work, [work.session.get(kind, one) for one in _uuids(ids)])


def _record(work: Work, entity: str, record_id: str) -> Record:
    found = work.session.get(record_class(entity), uuid.UUID(record_id))
    if found is None:
        raise RecordGoneError(_("The record was deleted for good."))
    return found


def read_values(facts: Entity, values: Values) -> dict[str, object]:
    """Return values in JSON form as Python's; raise RuleBrokenError for what nobody may write."""
    return {
        name: kind_of(_writable(facts, name)).from_json(value) for name, value in values.items()
    }


def _writable(facts: Entity, name: str) -> Field:
    field = facts.field(name)
    if field.readonly or field.system or field.part_of or field.kind is Kind.COMPUTED:
        raise RuleBrokenError(
            _("“{field}” is kept by the program and cannot be changed by hand.").format(
                field=_(field.label)
            )
        )
    return field


def _uuids(ids: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(one) for one in ids]


load_all()
_register_generic_commands()
