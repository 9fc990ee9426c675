"""Before joining: what is here that the company seems to have already; nothing is written or sent.

Alike are records of the same kind with the same tax code, phone number or e-mail address, and those
whose names differ by accents and spacing alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from desktop.core.clock import local_day
from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.join_plan import Alike, Comparison
from desktop.core.sequences import number_in
from desktop.core.words import fold
from desktop.store import numbering
from desktop.store.engine import Connection
from desktop.store.migrations import HEAD
from desktop.store.mirror.wire_rows import WireRow, living_rows, wire_columns, wire_row
from desktop.store.work import Store
from desktop.sync.centre import Centre

COMPARED: Final = ("account", "contact", "lead", "business_card")
MOST: Final = 5_000  # pairs that a person is shown
_STRONG: Final = 10  # what a key counts beside a name
_KEYS: Final = {Kind.TAX_CODE: "", Kind.PHONES: "+", Kind.EMAILS: "@"}

Key = tuple[str, str]  # field and folded value
Progress = Callable[[int, int], None]


def compare(store: Store, centre: Centre, progress: Progress) -> Comparison:
    """Return which records of mine look like some of the company's, and how mine are numbered.

    Raises:
        OfflineError, CentreError: the centre cannot be read.
    """
    pairs: list[tuple[int, Alike]] = []
    count = clashes = 0
    codes: list[str] = []
    for entity in map(get_entity, COMPARED):
        mine = _own_rows(store, entity)
        count += len(mine)
        own_codes = _own_codes(store, entity, mine)
        codes += own_codes
        held = {code.casefold() for code in own_codes}
        if mine:
            progress(count, 0)
            found, taken = _pairs(entity, mine, _theirs(centre, entity), held)
            pairs += found
            clashes += taken
    pairs.sort(key=lambda pair: -pair[0])
    alike = tuple(one for _score, one in pairs[:MOST])
    return Comparison(count, alike, len(codes), codes[0] if codes else "", clashes)


def _own_rows(store: Store, entity: Entity) -> dict[str, WireRow]:
    with store.reading() as connection:
        return {str(row["id"]): row for row in living_rows(connection, entity)}


def _theirs(centre: Centre, entity: Entity) -> Iterator[WireRow]:
    for cells in centre.rows(entity.key, HEAD):
        row = wire_row(entity, cells)
        if row["deleted_at"] is None:
            yield row


def _pairs(
    entity: Entity, mine: Mapping[str, WireRow], theirs: Iterator[WireRow], codes: set[str]
) -> tuple[list[tuple[int, Alike]], int]:
    """Return pairs with how much they have in common, and how many codes clash."""
    known: dict[Key, list[str]] = defaultdict(list)
    for row_id, row in mine.items():
        for key in _keys(entity, row):
            known[key].append(row_id)
    numbered = numbering.numbered_fields(entity)
    candidates: list[tuple[int, str, tuple[str, ...], WireRow]] = []
    clashes = 0
    for row in theirs:
        if str(row["id"]) in mine:
            continue  # it came from here, or was here before: the same record
        clashes += any(str(row.get(one.name) or "").casefold() in codes for one in numbered)
        reasons: dict[str, set[str]] = defaultdict(set)
        for key in _keys(entity, row):
            for own in known.get(key, ()):
                reasons[own].add(key[0])
        candidates += [
            (_score(entity, names), own, tuple(sorted(names)), row)
            for own, names in reasons.items()
        ]
    return list(_best(entity, mine, candidates)), clashes


def _best(
    entity: Entity,
    mine: Mapping[str, WireRow],
    candidates: list[tuple[int, str, tuple[str, ...], WireRow]],
) -> Iterator[tuple[int, Alike]]:
    """Yield each record at most once, with the one that it is most like."""
    used: set[str] = set()
    for score, own, reasons, row in sorted(candidates, key=lambda found: -found[0]):
        other = str(row["id"])
        if own not in used and other not in used:
            used |= {own, other}
            yield score, Alike(entity.key, own, other, reasons, _values(entity, mine[own], row))


def _values(entity: Entity, mine: WireRow, theirs: WireRow) -> dict[str, tuple[Json, Json]]:
    columns = wire_columns(entity)
    found: dict[str, tuple[Json, Json]] = {}
    for field in entity.form_fields():
        if field.name in columns and not field.readonly and field.kind is not Kind.COMPUTED:
            pair = mine.get(field.name), theirs.get(field.name)
            if any(pair) and field.kind not in (Kind.LINK, Kind.TAGS, Kind.IMAGE, Kind.FILE):
                found[field.name] = pair
    return found


def _score(entity: Entity, names: set[str]) -> int:
    return sum(1 if name == entity.title else _STRONG for name in names)


def _keys(entity: Entity, row: WireRow) -> set[Key]:
    """Return by what a record is known."""
    found: set[Key] = set()
    for name in (*entity.duplicate_keys, entity.title):
        field, value = entity.field(name), row.get(name)
        if field.kind in _KEYS:
            found |= {(name, fold(text)) for text in _texts(value) if _KEYS[field.kind] in text}
        elif name == entity.title and value:
            found.add((name, " ".join(fold(str(value)).split())))
    return found


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _own_codes(store: Store, entity: Entity, rows: Mapping[str, WireRow]) -> list[str]:
    """Return the codes that this profile's own sequences made."""
    day = local_day(store.clock.now())
    with store.reading() as connection:
        patterns = [(one, _pattern(connection, entity, one)) for one in own_series(entity)]
    return [
        str(row[one.name])
        for one, pattern in patterns
        for row in rows.values()
        if row.get(one.name) and number_in(pattern, str(row[one.name]), day) is not None
    ]


def own_series(entity: Entity) -> list[Field]:
    """Return the columns of an entity that are numbered."""
    return [field for field in numbering.series_of(entity) if not field.custom]


def _pattern(connection: Connection, entity: Entity, field: Field) -> str:
    return numbering.pattern_of(connection, entity.key, field)
