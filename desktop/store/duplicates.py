"""Which records may mean the same as the values of a form, found by indexes alone.

Candidates come from the lookup table (phones, e-mails, tax codes), from the words of the search
index (names) and from what a person belongs to; `core.likeness` tells how alike they are. Only the
living are asked, and no pair of which somebody said that it is none.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from desktop.core.collation import sort_key
from desktop.core.company_names import split_company_name
from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.likeness import (
    WEAK,
    Duplicate,
    Likeness,
    compare,
    compared_fields,
    is_person_name,
)
from desktop.core.name_likeness import without_address
from desktop.core.pages import Hit, Ref
from desktop.core.words import tokens
from desktop.store.cells import Cells
from desktop.store.documents import documents_of, first_document
from desktop.store.reader import Reader
from desktop.store.sql import Sql, column, quoted

MERGED_INTO: Final = "merged_into"  # the key in `extra` under which a merged record names its heir

_PER_KEY: Final = 20  # more records with one phone number are a switchboard
_NAMESAKES: Final = 6  # of more persons with one name, the name alone says nothing
_BY_WORDS: Final = 60
_TOGETHER: Final = 300  # contact persons of one customer that are looked through

_DETAILS: Final = 3
_SEPARATOR: Final = " · "
_TELLING: Final = frozenset(
    {Kind.LINK, Kind.PHONES, Kind.EMAILS, Kind.TAX_CODE, Kind.TEXT, Kind.SEQUENCE}
)

Pair = tuple[uuid.UUID, uuid.UUID]
Values = Mapping[str, Any]


def pair_text(left: uuid.UUID, right: uuid.UUID) -> str:
    """Return how `distinct_pair` names two records: the lesser id first."""
    return ":".join(sorted((left.hex, right.hex)))


def find_duplicates(
    reader: Reader,
    entity: Entity,
    values: Mapping[str, Json],
    besides: uuid.UUID | None,
    limit: int,
) -> list[Duplicate]:
    """Return the records that are like `values` (in JSON form), the likeliest first.

    `besides` is the record that has the values; it is not its own duplicate.
    """
    given = _as_saved(entity, values)
    rids = dict.fromkeys(_candidates(reader, entity, given))
    alike = list(_alike(reader, entity, given, list(rids), besides))
    common = _too_common(entity, given, alike)
    kept = [(one, found) for one, found in alike if not (common and found.fields == common)]
    apart = _distinct(reader, entity, besides, [one for one, _why in kept])
    best = sorted((pair for pair in kept if pair[0] not in apart), key=_by_score)[:limit]
    hits = {hit.ref.id: hit for hit in hits_of(reader, entity, [one for one, _why in best])}
    return [Duplicate(hits[one], found) for one, found in best if one in hits]


def read_merged_into(reader: Reader, entity: Entity, record_id: uuid.UUID) -> Ref | None:
    """Return the living record into which a merged one went, through further merges too."""
    seen: set[uuid.UUID] = set()
    title = column("t", entity.title)
    current = record_id
    while current not in seen:
        seen.add(current)
        sql = Sql(
            f"SELECT t.deleted_at, t.extra ->> '$.{MERGED_INTO}', {title} FROM"
            f" {quoted(entity.key)} t WHERE t.id = ?",
            (current.bytes,),
        )
        found = reader.row(sql)
        if found is None:
            return None
        deleted_at, heir, name = found
        if deleted_at is None:
            return None if current == record_id else Ref(entity.key, current, str(name or ""))
        if heir is None:
            return None
        current = uuid.UUID(heir)
    return None


def distinct_pairs(reader: Reader, entity: Entity) -> set[str]:
    """Return all pairs of the entity of which somebody said that they are no duplicates."""
    sql = Sql(
        "SELECT pair FROM distinct_pair WHERE entity = ? AND deleted_at IS NULL", (entity.key,)
    )
    return {pair for (pair,) in reader.rows(sql)}


def name_match(field: Field, name: str) -> str:
    """Return the question to the search index for records of that name, "" for none."""
    if is_person_name(field, name):
        words = tokens(without_address(name))
        return f'"{" ".join(words)}"' if len(words) > 1 else ""
    own = split_company_name(name).own
    return " AND ".join(f'"{word}"' for word in dict.fromkeys(own))


def hits_of(reader: Reader, entity: Entity, ids: Sequence[uuid.UUID]) -> list[Hit]:
    """Return the records with a second line that tells them apart, as far as they exist."""
    telling = [n for n in entity.list_columns if entity.field(n).kind in _TELLING]
    cells = Cells(entity, (entity.title, *[n for n in telling if n != entity.title][:_DETAILS]))
    return [
        Hit(
            Ref(entity.key, row.id, row.texts[0] or _(entity.label)),
            _SEPARATOR.join(filter(None, row.texts[1:])),
        )
        for row in cells.by_id(reader, ids)
    ]


def _as_saved(entity: Entity, values: Mapping[str, Json]) -> dict[str, Any]:
    """Return what is compared as it would be saved; what cannot be read is left out."""
    made: dict[str, Any] = {}
    for name in compared_fields(entity):
        field, value = entity.field(name), values.get(name)
        if value is None:
            continue
        kind = kind_of(field)
        try:
            made[name] = kind.normalise(field, kind.from_json(value))
        except (ValueError, TypeError):
            continue
    return {name: value for name, value in made.items() if value is not None}


def _candidates(reader: Reader, entity: Entity, given: Values) -> Iterator[int]:
    for name in entity.duplicate_keys:
        if given.get(name) is not None:
            yield from _by_key(reader, entity, entity.field(name), given[name])
    if entity.parent and given.get(entity.parent) is not None:
        yield from _by_parent(reader, entity, given[entity.parent])


def _by_key(reader: Reader, entity: Entity, field: Field, value: object) -> Iterator[int]:
    first = first_document(entity)
    lookups = kind_of(field).lookups(value)
    for kind, text in lookups:
        sql = Sql(
            "SELECT doc - ? FROM lookup WHERE kind = ? AND value = ? AND doc BETWEEN ? AND ?"
            " ORDER BY doc DESC LIMIT ?",
            (first, str(kind), text, *documents_of(entity), _PER_KEY),
        )
        yield from (rid for (rid,) in reader.rows(sql))
    if not lookups and field.kind in (Kind.TEXT, Kind.SEQUENCE, Kind.PERSON_NAME):
        yield from _by_words(reader, entity, field, str(value))


def _by_words(reader: Reader, entity: Entity, field: Field, text: str) -> Iterator[int]:
    """Yield records with the words of a name or a code."""
    asked = name_match(field, text) if field.name == entity.title else _code_match(text)
    if not asked or field.name not in entity.search_columns:
        return
    sql = Sql(
        "SELECT s.rowid - ? FROM search s WHERE s.search MATCH ? AND s.rowid BETWEEN ? AND ?"
        " ORDER BY s.rowid DESC LIMIT ?",
        (first_document(entity), asked, *documents_of(entity), _BY_WORDS),
    )
    yield from (rid for (rid,) in reader.rows(sql))


def _code_match(code: str) -> str:
    words = tokens(code)
    return f'"{"".join(words)}"' if re.search(r"\d", code) and words else ""


def _by_parent(reader: Reader, entity: Entity, parent: uuid.UUID) -> Iterator[int]:
    sql = Sql(
        f"SELECT t.rid FROM {quoted(entity.key)} t WHERE {column('t', entity.parent)} = ?"
        " AND t.deleted_at IS NULL LIMIT ?",
        (parent.bytes, _TOGETHER),
    )
    return (rid for (rid,) in reader.rows(sql))


def _alike(
    reader: Reader,
    entity: Entity,
    given: Values,
    rids: Sequence[int],
    besides: uuid.UUID | None,
) -> Iterator[tuple[uuid.UUID, Likeness]]:
    for record_id, held in values_by_rid(reader, entity, rids).values():
        if record_id != besides:
            found = compare(entity, given, held)
            if found.score >= WEAK:
                yield record_id, found


def values_by_rid(
    reader: Reader, entity: Entity, rids: Sequence[int]
) -> dict[int, tuple[uuid.UUID, dict[str, Any]]]:
    """Return id and compared values of rows by rid; those that are gone are left out."""
    names = compared_fields(entity)
    listed = ", ".join(column("t", name) for name in names)
    sql = Sql(
        f"SELECT t.rid, t.id, {listed} FROM json_each(?) j CROSS JOIN {quoted(entity.key)} t"
        " ON t.rid = j.value WHERE t.deleted_at IS NULL",
        (json.dumps(list(rids)),),
    )
    kinds = [kind_of(entity.field(name)) for name in names]
    return {
        rid: (
            uuid.UUID(bytes=found),
            {
                name: kind.from_stored(cell)
                for name, kind, cell in zip(names, kinds, cells, strict=True)
                if cell is not None
            },
        )
        for rid, found, *cells in reader.rows(sql)
    }


def _too_common(
    entity: Entity, given: Values, alike: Sequence[tuple[uuid.UUID, Likeness]]
) -> tuple[str, ...]:
    """Return the reasons that say nothing by themselves: the name, where it has many namesakes."""
    name = given.get(entity.title)
    alone = (entity.title,)
    if not name or not is_person_name(entity.field(entity.title), str(name)):
        return ()
    return alone if sum(found.fields == alone for _one, found in alike) >= _NAMESAKES else ()


def _distinct(
    reader: Reader, entity: Entity, own: uuid.UUID | None, ids: Iterable[uuid.UUID]
) -> set[uuid.UUID]:
    """Return those of `ids` of which somebody said that they are not the record `own`."""
    if own is None:
        return set()
    texts = {sort_key(text := pair_text(own, one)): (one, text) for one in ids}
    sql = Sql(
        "SELECT p.pair FROM json_each(?) j CROSS JOIN distinct_pair p"
        " ON p.pair_key = unhex(j.value) WHERE p.deleted_at IS NULL AND p.entity = ?",
        (json.dumps([key.hex() for key in texts]), entity.key),
    )
    known = {pair for (pair,) in reader.rows(sql)}
    return {one for one, text in texts.values() if text in known}


def _by_score(found: tuple[uuid.UUID, Likeness]) -> tuple[int, bytes]:
    return -found[1].score, found[0].bytes
