"""All records of an entity that may mean the same, in one pass, however many there are.

Rows that share a key go into a TEMP table by the hash of the key and come out sorted, so nothing is
compared that shares nothing, and memory stays small. A key that many share (a switchboard, a name
such as Nguyễn Văn An) is no reason by itself; together with another it is one more.
"""

from __future__ import annotations

import itertools
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final

from desktop.core.company_names import split_company_name
from desktop.core.entities import Entity
from desktop.core.fields import Kind
from desktop.core.likeness import WEAK, Likeness, beside_fields, compare, is_person_name
from desktop.core.name_likeness import letters_of, without_address
from desktop.store.documents import documents_of, first_document
from desktop.store.duplicates import distinct_pairs, pair_text, values_by_rid
from desktop.store.reader import Reader
from desktop.store.sql import Sql, column, quoted

Progress = Callable[[int, int], None]  # done, of; may raise CancelledError
Alike = tuple[uuid.UUID, uuid.UUID, Likeness]

_SHARED_BY: Final = 12  # records at most with one phone number, e-mail or company name
_NAMESAKES: Final = 5  # persons at most with one name, if nothing else is the same
_AT_ONCE: Final = 5_000
_PAIRS_AT_ONCE: Final = 2_000
_KEYS: Final = "CREATE TEMP TABLE IF NOT EXISTS alike(mark INTEGER NOT NULL, rid INTEGER NOT NULL)"


def find_alike(reader: Reader, entity: Entity, progress: Progress) -> Iterator[Alike]:
    """Yield the pairs of living records that may mean the same, each once."""
    apart = distinct_pairs(reader, entity)
    pairs = sorted(_pairs_to_compare(reader, entity, progress))
    for first in range(0, len(pairs), _PAIRS_AT_ONCE):
        progress(first, len(pairs))
        some = pairs[first : first + _PAIRS_AT_ONCE]
        held = values_by_rid(reader, entity, sorted({rid for pair in some for rid in pair}))
        for left, right in some:
            if left in held and right in held:
                (left_id, ours), (right_id, theirs) = held[left], held[right]
                found = compare(entity, ours, theirs)
                if found.score >= WEAK and pair_text(left_id, right_id) not in apart:
                    yield left_id, right_id, found


def _pairs_to_compare(reader: Reader, entity: Entity, progress: Progress) -> set[tuple[int, int]]:
    reader.write(_KEYS)
    reader.write("DELETE FROM temp.alike")
    _note_names(reader, entity, progress)
    pairs: set[tuple[int, int]] = set()
    for sql in (_by_lookup(entity), _by_mark()):
        with closing(reader.walk(sql)) as rows:
            for _key, found in itertools.groupby(rows, key=lambda row: row[:-1]):
                rids = [row[-1] for row in itertools.islice(found, _SHARED_BY + 1)]
                if 1 < len(rids) <= _SHARED_BY:
                    pairs.update(itertools.combinations(sorted(rids), 2))
    reader.write("DELETE FROM temp.alike")
    return pairs


def _by_lookup(entity: Entity) -> Sql:
    return Sql(
        "SELECT kind, value, doc - ? FROM lookup WHERE kind IN ('phone', 'email', 'tax_code')"
        " AND doc BETWEEN ? AND ?",
        (first_document(entity), *documents_of(entity)),
    )


def _by_mark() -> Sql:
    return Sql("SELECT mark, rid FROM temp.alike ORDER BY mark, rid")


def _note_names(reader: Reader, entity: Entity, progress: Progress) -> None:
    """Note the marks of every name, alone and together with what tells namesakes apart."""
    total = reader.number(f"SELECT count(*) FROM {quoted(entity.key)} WHERE deleted_at IS NULL")
    names = [entity.title, *_text_keys(entity), *beside_fields(entity)]
    listed = ", ".join(column("t", name) for name in names)
    sql = (
        f"SELECT t.rid, {listed} FROM {quoted(entity.key)} t NOT INDEXED WHERE t.deleted_at IS NULL"
    )
    keys = _Keys(entity)
    done = 0
    rows = reader.rows(sql) if total < _AT_ONCE else None
    source = iter(rows) if rows is not None else reader.walk(sql)
    while some := list(itertools.islice(source, _AT_ONCE)):
        progress(done, total)
        done += len(some)
        marks = [(mark, rid) for rid, *cells in some for mark in keys.of(cells)]
        reader.write_many("INSERT INTO temp.alike(mark, rid) VALUES(?, ?)", marks)
    keys.drop_common(reader)
    progress(total, total)


def _text_keys(entity: Entity) -> list[str]:
    return [
        name
        for name in entity.duplicate_keys
        if name != entity.title and entity.field(name).kind is Kind.TEXT
    ]


class _Keys:
    """Makes the marks of rows: numbers that rows share which may be alike."""

    def __init__(self, entity: Entity) -> None:
        self._title = entity.field(entity.title)
        self._codes = len(_text_keys(entity))
        self._persons: Counter[int] = Counter()

    def of(self, cells: list[Any]) -> Iterator[int]:
        name, codes, beside = cells[0], cells[1 : 1 + self._codes], cells[1 + self._codes :]
        for place, code in enumerate(codes):
            if code:
                yield hash(("code", place, str(code).casefold()))
        if not name:
            return
        if not is_person_name(self._title, name):
            yield hash(("company", letters_of(" ".join(split_company_name(name).own))))
            return
        letters = letters_of(without_address(name))
        if " " in letters:
            mark = hash(("person", letters))
            self._persons[mark] += 1
            yield mark
            for place, value in enumerate(beside):
                if value is not None:
                    yield hash(("beside", place, letters, _plain(value)))

    def drop_common(self, reader: Reader) -> None:
        """Forget names that very many persons have: alone they say nothing."""
        common = [(mark,) for mark, count in self._persons.items() if count > _NAMESAKES]
        self._persons.clear()
        if common:
            reader.write("CREATE INDEX IF NOT EXISTS temp.ix_alike ON alike(mark)")
            reader.write_many("DELETE FROM temp.alike WHERE mark = ?", common)


def _plain(value: object) -> object:
    return letters_of(" ".join(split_company_name(value).own)) if isinstance(value, str) else value
