"""Counts the numbers from which codes are made, in the transaction that saves what gets them.

How far a sequence has counted stands among the marks of the profile, beside the records: taking a
record back must not give its number to another. Only one process writes at a time, so no number is
given twice here; codes that were typed or imported are passed over. A joined profile numbers from
blocks that the centre lent it; where they run out, a record waits for its code.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Final

from desktop.core.clock import local_day, to_micros
from desktop.core.collation import sort_key
from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import _
from desktop.core.permissions import Level
from desktop.core.sequences import OWN_PATTERN, code_of, number_in, period_of, prefix_of
from desktop.store import number_blocks as blocks
from desktop.store.engine import Connection
from desktop.store.number_blocks import Counted
from desktop.store.sql import quoted
from desktop.store.sync_state import is_joined

_AT_ONCE: Final = 500  # codes looked up in one statement
_MOST_TRIES: Final = 100_000  # codes in a row that are taken
_WIDEST_LEAD: Final = 2  # digits by which a typed code may be longer than the pattern's


def numbered_fields(entity: Entity) -> list[Field]:
    """Return the fields of an entity whose values the program gives when a record is made."""
    return [field for field in series_of(entity) if not field.gapless]


def series_of(entity: Entity) -> list[Field]:
    """Return the fields of an entity that are numbered, by a command alone ones too."""
    return [field for field in entity.fields if field.kind is Kind.SEQUENCE]


def all_sequences() -> list[tuple[Entity, Field]]:
    """Return every field that is numbered, with its entity."""
    return [(entity, field) for entity in iter_entities() for field in series_of(entity)]


def pattern_of(connection: Connection, entity: str, field: Field) -> str:
    """Return the pattern that the company said, or else that of the declaration."""
    query = (
        "SELECT pattern FROM number_sequence"
        " WHERE entity = ? AND field = ? AND deleted_at IS NULL ORDER BY rid DESC LIMIT 1"
    )
    found = connection.execute(query, (entity, field.name)).fetchone()
    pattern = str(found[0]) if found else field.pattern or OWN_PATTERN
    return pattern if field.gapless else f"{_branch(connection)}{pattern}"


def counted_of(connection: Connection, entity: str, field: Field, day: dt.date) -> Counted:
    """Return what is counted when a field is numbered on a day."""
    pattern = pattern_of(connection, entity, field)
    return Counted(f"{entity}.{field.name}", pattern, period_of(pattern, day))


def next_number(connection: Connection, entity: str, field: Field, day: dt.date) -> int:
    """Return the number that comes next on a day; codes that exist are not thought of."""
    pattern = pattern_of(connection, entity, field)
    if is_joined(connection):
        counted = counted_of(connection, entity, field, day)
        lent = blocks.peek(connection, counted)
        if lent is not None:
            return lent
    query = "SELECT value FROM meta WHERE key = ?"
    found = connection.execute(query, (_mark(entity, field),)).fetchone()
    *noted, number = json.loads(found[0]) if found else ("", "", 0)
    if noted == [pattern, period_of(pattern, day)]:
        return int(number)
    return 1 + _greatest(connection, entity, field, pattern, day)


def set_next_number(
    connection: Connection, entity: str, field: Field, number: int, day: dt.date
) -> None:
    """Let a sequence go on with `number`."""
    pattern = pattern_of(connection, entity, field)
    _note(connection, entity, field, (pattern, period_of(pattern, day), number))


def take_lent_codes(
    connection: Connection, entity: str, field: Field, count: int, now: dt.datetime
) -> list[str]:
    """Return at most `count` codes of the blocks that the centre lent, and count on."""
    day = local_day(now)
    counted = counted_of(connection, entity, field, day)
    codes: list[str] = []
    while len(codes) < count:
        numbers = blocks.take(connection, counted, count - len(codes), to_micros(now))
        if not numbers:
            break
        tried = [code_of(counted.pattern, one, day) for one in numbers]
        taken = _taken(connection, entity, field, tried)
        codes += [code for code in tried if code not in taken]
    return codes


def take_codes(
    connection: Connection, entity: str, field: Field, count: int, day: dt.date
) -> list[str]:
    """Return the next `count` codes that no record has, and count on.

    Raises:
        RuleBrokenError: a hundred thousand codes in a row exist already.
    """
    pattern = pattern_of(connection, entity, field)
    number = next_number(connection, entity, field, day)
    last = number + count + _MOST_TRIES
    codes: list[str] = []
    while len(codes) < count:
        ahead = range(number, number + min(_AT_ONCE, count - len(codes)))
        tried = [code_of(pattern, one, day) for one in ahead]
        taken = _taken(connection, entity, field, tried)
        codes += [code for code in tried if code not in taken]
        number = ahead.stop
        if number > last:
            sentence = _("All the next codes of “{field}” exist already; set a higher number.")
            raise RuleBrokenError(sentence.format(field=_(field.label)))
    _note(connection, entity, field, (pattern, period_of(pattern, day), number))
    return codes


def _taken(connection: Connection, entity: str, field: Field, codes: list[str]) -> set[str]:
    """Return those of `codes` that a record has; by the index of the sort key, if there is one."""
    facts = get_entity(entity)
    name = quoted(field.name)
    by_key = field.sortable and not field.custom
    wanted = {sort_key(code) if by_key else code for code in codes}
    column = quoted(f"{field.name}_key") if by_key else name
    marks = ", ".join("?" * len(wanted))
    living = "deleted_at IS NULL AND " if by_key else ""
    query = f"SELECT {name} FROM {quoted(facts.key)} WHERE {living}{column} IN ({marks})"
    held = {str(code).casefold() for (code,) in connection.execute(query, tuple(wanted))}
    return {code for code in codes if code.casefold() in held}


def _greatest(connection: Connection, entity: str, field: Field, pattern: str, day: dt.date) -> int:
    """Return the greatest number among the codes that exist, those in the bin too; 0 for none."""
    begin, name = prefix_of(pattern, day), quoted(field.name)
    query = f"SELECT {name} FROM {quoted(entity)} WHERE substr({name}, 1, ?) = ?"
    found = connection.execute(query, (len(begin), begin))
    widest = len(code_of(pattern, 0, day)) + _WIDEST_LEAD
    return max(_numbers((str(code) for (code,) in found), pattern, day, widest), default=0)


def _numbers(codes: Iterable[str], pattern: str, day: dt.date, widest: int) -> Iterable[int]:
    for code in codes:
        number = number_in(pattern, code, day) if len(code) <= widest else None
        if number is not None:
            yield number


def _note(connection: Connection, entity: str, field: Field, counted: tuple[str, str, int]) -> None:
    """Note by which pattern, in which period and how far a field is numbered."""
    value = json.dumps(counted)
    connection.execute(
        "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", (_mark(entity, field), value)
    )


def without_code(connection: Connection, entity: str, field: Field, author: bytes) -> list[bytes]:
    """Return the living records that a person made, may still write and that wait for their code.

    What was handed over meanwhile gets its code from nobody here, as the centre would refuse it.
    """
    held = f"extra ->> '$.{field.name}'" if field.custom else quoted(field.name)
    query = (
        f"SELECT id FROM {quoted(entity)} WHERE created_by = ? AND deleted_at IS NULL "
        f"AND {held} IS NULL"
    )
    if is_joined(connection):
        writable = f"SELECT acl_id FROM my_acl WHERE level >= {int(Level.EDIT)}"
        query += f" AND (acl_id IS NULL OR acl_id IN ({writable}))"
    found = connection.execute(f"{query} ORDER BY created_at, id", (author,)).fetchall()
    return [row_id for (row_id,) in found]


def codes_of(connection: Connection, entity: Entity, field: Field) -> list[tuple[bytes, str]]:
    """Return the ids of the records that have a code, with it."""
    name = quoted(field.name)
    query = f"SELECT id, {name} FROM {quoted(entity.key)} WHERE {name} <> ''"
    return [(row, str(code)) for row, code in connection.execute(query).fetchall()]


def _branch(connection: Connection) -> str:
    return blocks.branch_of(connection) if is_joined(connection) else ""


def _mark(entity: str, field: Field) -> str:
    return f"sequence:{entity}.{field.name}"
