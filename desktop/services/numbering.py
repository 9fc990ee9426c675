"""Codes that the program gives to new records, and the patterns by which a company wants them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from desktop.core.clock import local_day
from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.errors import InvalidValueError, RuleBrokenError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.permissions import Actor
from desktop.core.sequences import MOST_DIGITS, check_pattern, code_of
from desktop.models.base import Record
from desktop.models.system.numbering import NumberSequence
from desktop.services.commands import register_command
from desktop.services.long_work import LongWork, long_work
from desktop.store import numbering
from desktop.store.engine import Connection
from desktop.store.work import Store, Work

_NAMESPACE = uuid.UUID("4c4e3a2b-5a55-5d10-9a58-2a5c0f4f8e17")


def give_codes(work: Work, record: Record) -> None:
    """Fill in the codes of a new record that nobody typed, in the transaction that saves it.

    In a company without numbers at hand it waits for its code; see `fill_codes`.
    """
    entity = record.__entity__
    for field in numbering.numbered_fields(entity):
        if getattr(record, field.name) is None:
            for code in work.take_codes(entity.key, field, 1):
                setattr(record, field.name, code)


def give_codes_to_rows(work: Work, entity: Entity, rows: Sequence[dict[str, Any]]) -> None:
    """Fill in the codes that rows of an import lack, in the order of the rows."""
    for field in numbering.numbered_fields(entity):
        bare = [row for row in rows if row.get(field.name) is None]
        named = {str(row[field.name]).casefold() for row in rows if row.get(field.name)}
        codes: list[str] = []
        while len(codes) < len(bare):
            taken = work.take_codes(entity.key, field, len(bare) - len(codes))
            codes += [code for code in taken if code.casefold() not in named]
            if not taken:
                break  # the others wait for their codes
        for row, code in zip(bare, codes, strict=False):
            row[field.name] = code


def fill_codes(store: Store, actor: Actor) -> int:
    """Give the records that the person made without a code theirs; return how many got one."""
    count = 0
    with store.work(actor, "number_sequence.fill") as work:
        for entity in iter_entities():
            for field in numbering.numbered_fields(entity):
                waiting = numbering.without_code(
                    work.connection, entity.key, field, actor.user_id.bytes
                )
                codes = work.take_codes(entity.key, field, len(waiting)) if waiting else []
                changes = [
                    (
                        uuid.UUID(bytes=row),
                        {"extra": {field.name: code}} if field.custom else {field.name: code},
                    )
                    for row, code in zip(waiting, codes, strict=False)
                ]
                count += work.bulk_change(entity.key, changes) if changes else 0
    return count


@long_work("number_sequence.look")
def look_at_sequences(work: LongWork) -> Json:
    """Return every sequence: whose it is, its pattern, its next number and the code of that."""
    day = local_day(work.store.clock.now())
    with work.store.reading() as connection:
        return [
            _sequence(connection, entity, field, day) for entity, field in numbering.all_sequences()
        ]


def set_sequence(
    work: Work, entity: str, field: str, pattern: str, next_number: int | None = None
) -> str:
    """Say by which pattern a field is numbered, and how it goes on; return the record's id.

    Without `next_number` it goes on behind the codes that exist.

    Raises:
        InvalidValueError: the pattern makes no codes, or the number is none.
    """
    numbered = get_entity(entity).field(field)
    if numbered not in numbering.series_of(get_entity(entity)):
        raise InvalidValueError(_("This field has no numbers of a sequence."), field="field")
    check_pattern(pattern)
    if next_number is not None and not 0 <= next_number < 10**MOST_DIGITS:
        raise InvalidValueError(_("The next number must be between 0 and 999,999,999,999."),
                                field="next_number")  # fmt: skip
    if next_number is not None and work.is_joined:
        raise RuleBrokenError(_("The company's server counts these numbers."))
    record = _record(work, entity, field)
    record.pattern = pattern
    work.session.flush()
    if next_number is not None:
        day = local_day(work.now)
        numbering.set_next_number(work.connection, entity, numbered, next_number, day)
    return str(record.id)


def _sequence(connection: Connection, entity: Entity, field: Field, day: dt.date) -> Json:
    pattern = numbering.pattern_of(connection, entity.key, field)
    number = numbering.next_number(connection, entity.key, field, day)
    return {
        "entity": entity.key,
        "field": field.name,
        "pattern": pattern,
        "next_number": number,
        "example": code_of(pattern, number, day),
    }


def _record(work: Work, entity: str, field: str) -> NumberSequence:
    """Return the record of a field's pattern, which has the same id on every machine."""
    record_id = uuid.uuid5(_NAMESPACE, f"{entity}.{field}")
    query = sa.select(NumberSequence).where(NumberSequence.id == record_id)
    found = work.session.scalars(query).first()
    if found is None:
        found = NumberSequence(id=record_id, entity=entity, field=field)
        work.session.add(found)
    found.deleted_at = None
    return found


register_command(
    CommandFacts("number_sequence.set", N_("Change a number sequence"), generic=True), set_sequence
)
