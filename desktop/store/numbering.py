"""Counts the numbers from which codes are made, in the transaction that saves what gets them.

How far a sequence has counted stands among the marks of the profile, beside the records: taking a
record back must not give its number to another. Only one process writes at a time, so no number is
given twice here; codes that were typed or imported are passed over.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Final

from desktop.core.collation import sort_key
from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import _
from desktop.core.sequences import OWN_PATTERN, code_of, number_in, period_of, prefix_of
from desktop.store.engine import Connection
from desktop.store.sql import quoted

_AT_ONCE: Final = 500  # codes looked up in one statement
_MOST_TRIES: Final = 100_000  # codes in a row that are taken
_WIDEST_LEAD: Final = 2  # digits by which a typed code may be longer than the pattern's


def numbered_fields(entity: Entity) -> list[Field]:
    """Return the fields of an entity whose values the program gives."""
    return [field for field in entity.fields if field.kind is Kind.SEQUENCE]


def all_sequences() -> list[tuple[Entity, Field]]:
    """Return every field that is numbered, with its entity."""
    return [(entity, field) for entity in iter_entities() for field in numbered_fields(entity)]


def pattern_of(connection: Connection, entity: str, field: Field) -> str:
    """Return the pattern that the company said, or else that of the declaration."""
    query = (
        "SELECT pattern FROM number_sequence"
        " WHERE entity = ? AND field = ? AND deleted_at IS NULL ORDER BY rid DESC LIMIT 1"
    )
    found = connection.execute(query, (entity, field.name)).fetchone()
    return str(found[0]) if found else field.pattern or OWN_PATTERN


def next_number(connection: Connection, entity: str, field: Field, day: dt.date) -> int:
    """Return the number that comes next on a day; codes that exist are not thought of."""
    pattern = pattern_of(connection, entity, field)
    query = "SELECT value FROM meta WHERE key = ?"
    found = connection.execute(query, (_mark(entity, field),)).fetchone()
    *counted, number = json.loads(found[0]) if found else ("", "", 0)
    if counted == [pattern, period_of(pattern, day)]:
        return int(number)
    return 1 + _greatest(connection, entity, field, pattern, day)


def set_next_number(
    connection: Connection, entity: str, field: Field, number: int, day: dt.date
) -> None:
    """Let a sequence go on with `number`."""
    pattern = pattern_of(connection, entity, field)
    _note(connection, entity, field, (pattern, period_of(pattern, day), number))


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


def _mark(entity: str, field: Field) -> str:
    return f"sequence:{entity}.{field.name}"
