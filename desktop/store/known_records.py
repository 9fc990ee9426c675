"""Which existing records the values of a file mean: thousands at once, by the indexes of lists.

The values go into a TEMP table that is joined to an index or to the lookup table; nothing is asked
row by row. Texts are compared without regard to capitals, but with their accents: Hùng is not Hưng.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from desktop.core.clock import from_micros
from desktop.core.collation import sort_key
from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.kinds import kind_of
from desktop.core.names import person_sort_key
from desktop.store.derived import sort_column
from desktop.store.documents import documents_of, first_document
from desktop.store.reader import Reader
from desktop.store.sql import Sql, column, quoted

Identities = tuple[Hashable, ...]
Found = tuple[uuid.UUID, ...]  # none, the one, or the first two of several
Span = tuple[bytes | str, bytes | str]  # of keys: first, after the last; of lookups: value, kind

_NONE: Final[Found] = ()
_LEVEL_END: Final = b"\x00"
_TEXTS: Final = frozenset({Kind.TEXT, Kind.SEQUENCE, Kind.PERSON_NAME})
_MAKE: Final = "CREATE TEMP TABLE IF NOT EXISTS sought(n INTEGER NOT NULL, low, high)"


def is_findable(field: Field) -> bool:
    """Tell whether records can be found by a value of `field` without reading all of them."""
    return _has_lookups(field) or (field.kind in _TEXTS and field.sortable and not field.custom)


def identities(field: Field, value: object) -> Identities:
    """Return what makes two values of `field` mean the same record; () if `value` means none."""
    if value is None or not is_findable(field):
        return ()
    if _has_lookups(field):
        return kind_of(field).lookups(value)
    return (_without_capitals(sort_key(_plain(value))),)


def find_known(
    reader: Reader,
    entity: Entity,
    field: Field,
    values: Sequence[object],
    marks: Sequence[Identities] | None = None,
) -> list[Found]:
    """Return for each of `values` the living records that have it in `field`.

    `marks` are the identities of the values, where they are known already.
    """
    if not is_findable(field) or not values:
        return [_NONE] * len(values)
    marks = marks or [identities(field, value) for value in values]
    by_value: dict[Identities, int] = {}
    numbers = [by_value.setdefault(mark, len(by_value)) for mark in marks]
    sought: dict[int, object] = {}
    for number, value in zip(numbers, values, strict=True):
        sought.setdefault(number, value)
    with reader.question():
        _fill(reader, field, sought)
        sql = _by_lookup(entity) if _has_lookups(field) else _by_index(entity, field)
        found = reader.rows(sql)
        ids = _ids(reader, entity, {rid for _n, *rids in found for rid in rids})
    known = {n: tuple(dict.fromkeys(ids[r] for r in rids if r in ids)) for n, *rids in found}
    return [known.get(number, _NONE) for number in numbers]


def find_by_id(
    reader: Reader, entity: Entity, ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, dt.datetime | None]:
    """Return those of the records that live, and when each was last changed (UTC)."""
    sql = Sql(
        f"SELECT t.id, t.updated_at FROM json_each(?) j CROSS JOIN {quoted(entity.key)} t"
        " ON t.id = unhex(j.value) WHERE t.deleted_at IS NULL",
        (json.dumps([one.hex for one in ids]),),
    )
    with reader.question():
        rows = reader.rows(sql)
    return {
        uuid.UUID(bytes=found): from_micros(at) if isinstance(at, int) else None
        for found, at in rows
    }


def read_all_titles(reader: Reader, entity: Entity, most: int) -> dict[uuid.UUID, str] | None:
    """Return the titles of all living records of a short list; None if there are over `most`."""
    title = column("t", entity.title)
    sql = Sql(
        f"SELECT t.id, {title} FROM {quoted(entity.key)} t WHERE t.deleted_at IS NULL LIMIT ?",
        (most + 1,),
    )
    with reader.question():
        rows = reader.rows(sql)
    if len(rows) > most:
        return None
    return {uuid.UUID(bytes=found): str(text) for found, text in rows if text is not None}


def _has_lookups(field: Field) -> bool:
    return field.kind in (Kind.PHONES, Kind.EMAILS, Kind.TAX_CODE)


def _fill(reader: Reader, field: Field, sought: Mapping[int, object]) -> None:
    reader.write(_MAKE)
    reader.write("DELETE FROM temp.sought")
    rows = [(n, *span) for n, value in sought.items() for span in _spans(field, value)]
    reader.write_many("INSERT INTO temp.sought(n, low, high) VALUES(?, ?, ?)", rows)


def _spans(field: Field, value: Any) -> Iterator[Span]:  # noqa: ANN401 - each kind has its own
    """Yield the spans of keys under which records with `value` stand."""
    if value is None:
        return
    if _has_lookups(field):
        yield from ((text, str(kind)) for kind, text in kind_of(field).lookups(value))
    elif field.kind is Kind.PERSON_NAME:  # sorted by the given name: capitals are within the key
        for key in {person_sort_key(spelling) for spelling in _spellings(_plain(value))}:
            yield key, key + _LEVEL_END
    else:
        prefix = _without_capitals(sort_key(_plain(value)))
        yield prefix + _LEVEL_END, prefix + b"\x01"


def _by_lookup(entity: Entity) -> Sql:
    first = first_document(entity)
    return Sql(
        "SELECT s.n, min(l.doc) - ?, max(l.doc) - ? FROM temp.sought s CROSS JOIN lookup l"
        " ON l.kind = s.high AND l.value = s.low AND l.doc BETWEEN ? AND ? GROUP BY s.n",
        (first, first, *documents_of(entity)),
    )


def _by_index(entity: Entity, field: Field) -> Sql:
    key = column("t", sort_column(entity, field))
    return Sql(
        f"SELECT s.n, min(t.rid), max(t.rid) FROM temp.sought s CROSS JOIN {quoted(entity.key)} t"
        f" ON {key} >= s.low AND {key} < s.high WHERE t.deleted_at IS NULL GROUP BY s.n"
    )


def _ids(reader: Reader, entity: Entity, rids: Iterable[int]) -> dict[int, uuid.UUID]:
    sql = Sql(
        f"SELECT t.rid, t.id FROM json_each(?) j CROSS JOIN {quoted(entity.key)} t"
        " ON t.rid = j.value",
        (json.dumps(list(rids)),),
    )
    return {rid: uuid.UUID(bytes=found) for rid, found in reader.rows(sql)}


def _without_capitals(key: bytes) -> bytes:
    """Return the first two levels of a sort key: letters and accents."""
    return key[: key.rindex(_LEVEL_END)]


def _plain(value: object) -> str:
    return " ".join(str(value).split())


def _spellings(name: str) -> Iterator[str]:
    """Yield a name as it stands, with capital initials, and in capitals."""
    yield name
    yield " ".join(word[:1].upper() + word[1:].lower() for word in name.split())
    yield name.upper()
