"""Filling the search tables: what finds a record by words, by pieces of numbers, and exactly.

A record's document is entity number << 40 | rid in all three tables, so one query searches
everything and a range of documents is one entity.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final

from desktop.core.entities import Entity, iter_entities
from desktop.core.kinds.base import FieldKind
from desktop.core.words import search_document
from desktop.store.capture import EXTRA
from desktop.store.ddl import RID
from desktop.store.documents import first_document
from desktop.store.engine import Connection
from desktop.store.shapes import Shape, shape_of

_VERSION: Final = 1  # raise it when words, folding or a kind's search texts change
_IDS_AT_ONCE: Final = 500
_FILLING: Final = "filling"


@dataclass(frozen=True, slots=True)
class Document:
    """What the search tables hold of one record."""

    words: str
    pieces: str
    lookups: tuple[tuple[str, str], ...]


NO_DOCUMENT: Final = Document("", "", ())


@dataclass(frozen=True, slots=True)
class Portion:
    """The documents of some rows that follow one another, as JSON that SQLite takes apart."""

    first: int  # number of the first document
    words: str  # of each row in order; null: nothing
    pieces: str  # likewise
    lookups: str  # [kind, value, how many rows behind the first]


class SearchPlan:
    """Which fields of an entity are searched and how its documents are made."""

    def __init__(self, shape: Shape) -> None:
        entity, plans = shape.entity, shape.plans
        self.shape = shape
        self.words = tuple(name for name in entity.search_columns if name in plans)
        self.exact = tuple(n for n, p in plans.items() if _knows(p.kind, "lookups"))
        self.columns = tuple(dict.fromkeys((*self.words, *self.exact)))
        self.loaders = tuple((name, shape.loader(name)) for name in self.columns)
        self._kinds = [(name, plans[name].kind) for name in self.words]
        self._exact_kinds = [(name, plans[name].kind) for name in self.exact]
        own = [f"{EXTRA}.{name}" for name in self.columns if name in shape.own]
        self.watched = frozenset((*self.columns, *own, "deleted_at"))

    @property
    def state(self) -> str:
        """What the documents depend on; when it differs they must be made anew."""
        told = (_VERSION, self.words, self.exact)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def document(self, values: Mapping[str, Any]) -> Document:
        """Return the document of a record with the Python values of `columns`."""
        texts: list[str] = []
        pieces: list[str] = []
        for name, kind in self._kinds:
            value = values.get(name)
            if value is not None:
                texts += kind.search_texts(value)
                pieces += kind.search_fragments(value)
        keys = tuple(
            (exact.value, text)
            for name, kind in self._exact_kinds
            if (value := values.get(name)) is not None
            for exact, text in kind.lookups(value)
        )
        return Document(search_document(texts, pieces), "\n".join(pieces), keys)


@cache
def search_plan(entity: Entity) -> SearchPlan:
    """Return how documents of `entity` are made."""
    return SearchPlan(shape_of(entity))


def document_number(entity: Entity, rid: int) -> int:
    """Return the number of a record's document."""
    return first_document(entity) + rid


def put(connection: Connection, documents: Iterable[tuple[int, Document]]) -> None:
    """Write new or changed documents."""
    known = list(documents)
    take_out(connection, [doc for doc, _content in known])
    put_new(connection, known)


def put_new(connection: Connection, documents: Iterable[tuple[int, Document]]) -> None:
    """Write documents of records that have none yet."""
    known = list(documents)
    connection.executemany(
        "INSERT INTO search(rowid, words) VALUES(?, ?)",
        [(doc, content.words) for doc, content in known if content.words],
    )
    connection.executemany(
        "INSERT INTO digits(rowid, pieces) VALUES(?, ?)",
        [(doc, content.pieces) for doc, content in known if content.pieces],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO lookup(kind, value, doc) VALUES(?, ?, ?)",
        [(*key, doc) for doc, content in known for key in content.lookups],
    )


def take_out(connection: Connection, numbers: Iterable[int]) -> None:
    """Remove documents, as far as they are there."""
    rows = [(number,) for number in numbers]
    for statement in (
        "DELETE FROM search WHERE rowid = ?",
        "DELETE FROM digits WHERE rowid = ?",
        "DELETE FROM lookup WHERE doc = ?",
    ):
        connection.executemany(statement, rows)


def refresh(connection: Connection, entity: Entity, ids: Iterable[bytes]) -> None:
    """Make the documents of the records `ids` anew; those in the bin have none."""
    plan = search_plan(entity)
    waiting = iter(ids)
    while some := list(islice(waiting, _IDS_AT_ONCE)):
        marks = ",".join("?" * len(some))
        rows = _rows(connection, plan, f"id IN ({marks})", some)
        put(connection, _documents(plan, [row for row in rows if row[1] is None]))
        take_out(connection, [document_number(entity, row[0]) for row in rows if row[1]])


def make_portion(connection: Connection, entity: Entity, first: int, size: int) -> Portion:
    """Return the documents of the living records among `size` rows from rid `first` on."""
    plan, start = search_plan(entity), document_number(entity, first)
    condition = f"{RID} BETWEEN ? AND ? AND deleted_at IS NULL"
    words: list[str | None] = [None] * size
    pieces: list[str | None] = [None] * size
    lookups: list[tuple[str, str, int]] = []
    rows = _rows(connection, plan, condition, (first, first + size - 1))
    for number, content in _documents(plan, rows):
        at = number - start
        words[at], pieces[at] = content.words or None, content.pieces or None
        lookups += [(*key, at) for key in content.lookups]
    return Portion(start, *map(_as_json, (words, pieces, lookups)))


def put_portion(connection: Connection, portion: Portion) -> None:
    """Write a portion of documents of records that have none; others may compute meanwhile."""
    for statement, content in (
        (
            "INSERT INTO search(rowid, words) SELECT ? + key, atom FROM json_each(?) "
            "WHERE atom IS NOT NULL",
            portion.words,
        ),
        (
            "INSERT INTO digits(rowid, pieces) SELECT ? + key, atom FROM json_each(?) "
            "WHERE atom IS NOT NULL",
            portion.pieces,
        ),
        (
            "INSERT OR IGNORE INTO lookup(doc, kind, value) "
            "SELECT ? + (value ->> 2), value ->> 0, value ->> 1 FROM json_each(?)",
            portion.lookups,
        ),
    ):
        connection.execute(statement, (portion.first, content))


def empty(connection: Connection, entity: Entity, first: int, last: int) -> None:
    """Remove every document of records with `first` <= rid <= `last`."""
    span = document_number(entity, first), document_number(entity, last)
    for table, column in (("search", "rowid"), ("digits", "rowid"), ("lookup", "doc")):
        connection.execute(f"DELETE FROM {table} WHERE {column} BETWEEN ? AND ?", span)


def stale_entities(connection: Connection) -> list[Entity]:
    """Return the entities whose documents were made for other declarations, or never."""
    query = "SELECT key, value FROM meta WHERE key LIKE 'search:%'"
    known = dict(connection.execute(query).fetchall())
    return [e for e in iter_entities() if known.get(f"search:{e.key}") != search_plan(e).state]


def mark_filled(connection: Connection, entity: Entity) -> None:
    """Remember that the documents of `entity` fit its declaration."""
    connection.execute(
        "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)",
        (f"search:{entity.key}", search_plan(entity).state),
    )


def begin_filling(connection: Connection, entity: Entity) -> None:
    """Note that the documents of `entity` are being made."""
    query = "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)"
    connection.execute(query, (f"search:{entity.key}", _FILLING))


def end_filling(connection: Connection, entity: Entity) -> None:
    """Remember that the documents fit, if none were forgotten since `begin_filling`."""
    query = "UPDATE meta SET value = ? WHERE key = ? AND value = ?"
    connection.execute(query, (search_plan(entity).state, f"search:{entity.key}", _FILLING))


def forget_filled(connection: Connection, entity: Entity) -> None:
    """Let the documents of `entity` count as missing, as rows come without them."""
    connection.execute("DELETE FROM meta WHERE key = ?", (f"search:{entity.key}",))


def _knows(kind: FieldKind[Any], name: str) -> bool:
    """Tell whether a kind has a function of its own where the kinds of all have one."""
    return getattr(type(kind), name) is not getattr(FieldKind, name)


def _rows(
    connection: Connection, plan: SearchPlan, condition: str, parameters: Sequence[object]
) -> list[tuple[Any, ...]]:
    columns = "".join(f', "{name}"' for name in plan.columns)
    table = plan.shape.entity.key
    query = f'SELECT {RID}, deleted_at{columns} FROM "{table}" WHERE {condition}'
    return connection.execute(query, parameters).fetchall()


def _documents(plan: SearchPlan, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Document]]:
    start, loaders = first_document(plan.shape.entity), plan.loaders
    for rid, _deleted, *stored in rows:
        values = {
            name: load(cell)
            for (name, load), cell in zip(loaders, stored, strict=True)
            if cell is not None
        }
        yield start + rid, plan.document(values)


_as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def is_watched(entity: Entity, names: Iterable[str]) -> bool:
    """Tell whether a change of these fields changes a record's document."""
    return not search_plan(entity).watched.isdisjoint(names)
