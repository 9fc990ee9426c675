"""Where a person stands in the database: under other records, in texts, in old values."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.core.person_signs import PersonSigns, signs_of
from desktop.store.duplicates import MERGED_INTO
from desktop.store.engine import Connection
from desktop.store.person_facts import People
from desktop.store.sql import column, quoted

Look = Callable[[], None]  # is called now and then; raises CancelledError

# Links between records of the same person: what a lead became, the card that it was made of.
_SAME: Final = (
    ("lead", "account_id"),
    ("lead", "contact_id"),
    ("target", "lead_id"),
    ("business_card", "lead_id"),
    ("business_card", "account_id"),
    ("signature_specimen", "contact_id"),
    ("signature_specimen", "account_id"),
)
_TEXTS: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.RICH_TEXT, Kind.PERSON_NAME})
_NO_MENTION: Final = frozenset({"system", "organisation"})  # the program's own, colleagues


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names the person; `is_own` if the record is one of the person's own."""

    entity: str
    id: uuid.UUID
    field: str
    text: str
    is_own: bool = False


def same_person(connection: Connection, entity: str, ids: Sequence[uuid.UUID]) -> People:
    """Return all records of the persons: what they were made of, and what was merged into them."""
    found: dict[str, set[uuid.UUID]] = {entity: set(ids)}
    size = 0
    while size != (size := sum(map(len, found.values()))):
        for source, link in _SAME:
            target = get_entity(source).field(link).target
            _spread(connection, found, source, link, target)
        for key in list(found):
            heirs = [one.hex for one in found[key]]
            query = (
                f"SELECT id FROM {quoted(key)} WHERE deleted_at IS NOT NULL"
                f" AND replace(extra ->> '$.{MERGED_INTO}', '-', '')"
                " IN (SELECT value FROM json_each(?))"
            )
            rows = connection.execute(query, (json.dumps(heirs),))
            found[key] |= {uuid.UUID(bytes=one) for (one,) in rows}
    return {key: ids for key, ids in found.items() if ids}


def _spread(
    connection: Connection, found: dict[str, set[uuid.UUID]], source: str, link: str, target: str
) -> None:
    """Add the other ends of one link; a company is not the person who works there."""
    is_person = ""
    if target == "account":
        is_person = "AND o.party_type = 'person'"
    for from_side, to_side, key in (("o", "s", source), ("s", "o", target)):
        known = found.get(target if key == source else source, set())
        query = (
            f"SELECT {to_side}.id FROM {quoted(source)} s JOIN {quoted(target)} o"
            f" ON o.id = s.{quoted(link)} {is_person}"
            f" WHERE {from_side}.id IN (SELECT unhex(value) FROM json_each(?))"
        )
        rows = connection.execute(query, (json.dumps([one.hex for one in known]),))
        found.setdefault(key, set()).update(uuid.UUID(bytes=one) for (one,) in rows)


def read_signs(connection: Connection, people: People) -> PersonSigns:
    """Return by what texts would name the persons."""
    names: list[str] = []
    phones: list[str] = []
    emails: list[str] = []
    for key, ids in people.items():
        entity = get_entity(key)
        for one in entity.fields:
            if one.part_of or (one.name != entity.title and one.kind not in _LISTS):
                continue
            for (value,) in _values(connection, entity, one, ids):
                if one.kind is Kind.PHONES:
                    phones += [item["number"] for item in json.loads(value)]
                elif one.kind is Kind.EMAILS:
                    emails += [str(item) for item in json.loads(value)]
                elif one.name == entity.title:
                    names.append(str(value))
    return signs_of(names, phones, emails)


_LISTS: Final = frozenset({Kind.PHONES, Kind.EMAILS})


def _values(
    connection: Connection, entity: Entity, one: Field, ids: set[uuid.UUID]
) -> Iterator[tuple[str]]:
    name = column("t", one.name)
    query = (
        f"SELECT {name} FROM {quoted(entity.key)} t WHERE {name} IS NOT NULL"
        " AND t.id IN (SELECT unhex(value) FROM json_each(?))"
    )
    yield from connection.execute(query, (json.dumps([one.hex for one in ids]),))


def find_mentions(
    connection: Connection, signs: PersonSigns, people: People, look: Look
) -> Iterator[Mention]:
    """Yield every text that names the persons, those of records in the bin too."""
    for entity in iter_entities():
        if entity.module in _NO_MENTION:
            continue
        look()
        own = people.get(entity.key, set())
        for one in entity.fields:
            if one.kind in _TEXTS and not one.part_of and not one.readonly:
                yield from _mentions_in(connection, signs, entity, one, own)


def _mentions_in(
    connection: Connection, signs: PersonSigns, entity: Entity, one: Field, own: set[uuid.UUID]
) -> Iterator[Mention]:
    name = column("t", one.name)
    condition, needles = _condition(signs, name)
    query = f"SELECT t.id, {name} FROM {quoted(entity.key)} t WHERE {condition}"
    for raw, text in connection.execute(query, needles):
        record_id = uuid.UUID(bytes=raw)
        if signs.stand_in(str(text)):
            is_own = record_id in own
            yield Mention(entity.key, record_id, one.name, str(text), is_own)


def find_old_values(connection: Connection, signs: PersonSigns) -> list[int]:
    """Return the numbers of the changes that may name the persons."""
    condition, needles = _condition(signs, "diff")
    rows = connection.execute(f"SELECT seq FROM change WHERE {condition}", needles)
    return [int(seq) for (seq,) in rows]


def forget_old_values(
    connection: Connection,
    signs: PersonSigns,
    numbers: Sequence[int],
    kept: set[tuple[str, uuid.UUID, str]],
) -> int:
    """Remove from changes every value that names the persons; return how many changes did.

    `kept` are fields of records whose texts stay as they are: entity, id, field.
    """
    query = (
        "SELECT seq, tbl, row_id, diff FROM change WHERE seq IN (SELECT value FROM json_each(?))"
    )
    changed = 0
    for seq, table, raw, diff in connection.execute(query, (json.dumps(numbers),)).fetchall():
        record_id = uuid.UUID(bytes=raw)
        values = json.loads(diff)
        left = {
            name: pair
            for name, pair in values.items()
            if (table, record_id, name) in kept
            or not signs.stand_in(json.dumps(pair, ensure_ascii=False))
        }
        if left != values:
            text = json.dumps(left, ensure_ascii=False, separators=(",", ":"))
            connection.execute("UPDATE change SET diff = ? WHERE seq = ?", (text, seq))
            changed += 1
    return changed


def _condition(signs: PersonSigns, name: str) -> tuple[str, list[str]]:
    """Return SQL that is true of every text that may name the persons, and its parameters."""
    parts, needles = [], []
    for spelling in signs.spellings():
        parts.append(f"instr({name}, ?)")
        needles.append(spelling)
    for email in signs.emails:
        parts.append(f"instr(lower({name}), ?)")
        needles.append(email)
    bare = name
    for sign in (" ", ".", "-", "(", ")"):
        bare = f"replace({bare}, '{sign}', '')"
    for digits in signs.digits:
        parts.append(f"instr({bare}, ?)")
        needles.append(digits)
    return (" OR ".join(parts) if parts else "0"), needles
