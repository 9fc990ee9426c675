"""All records of an entity that may mean the same, in one pass, however many there are.

Rows that share a key go into a TEMP table by the hash of the key and come out sorted, so nothing is
compared that shares nothing, and memory stays small. A key that many share (a switchboard, a name
such as Nguyễn Văn An) is no reason by itself; together with another it is one more.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final

from desktop.core.company_names import split_company_name
from desktop.core.entities import Entity
from desktop.core.fields import Kind
from desktop.core.likeness import WEAK, Comparison, Likeness, beside_fields, is_person_name
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
    comparison = Comparison(entity)
    pairs = sorted(_pairs_to_compare(reader, entity, progress))
    for first in range(0, len(pairs), _PAIRS_AT_ONCE):
        progress(first, len(pairs))
        some = pairs[first : first + _PAIRS_AT_ONCE]
        held = values_by_rid(reader, entity, sorted({rid for pair in some for rid in pair}))
        for left, right in some:
            if left in held and right in held:
                (left_id, ours), (right_id, theirs) = held[left], held[right]
                found = comparison.of(ours, theirs)
                if found.score >= WEAK and pair_text(left_id, right_id) not in apart:
                    yield left_id, right_id, found


def _pairs_to_compare(reader: Reader, entity: Entity, progress: Progress) -> set[tuple[int, int]]:
    reader.write(_KEYS)
    reader.write("DELETE FROM temp.alike")
    total = reader.number(f"SELECT count(*) FROM {quoted(entity.key)} WHERE deleted_at IS NULL")
    _note_names(reader, entity, total, progress)
    pairs: set[tuple[int, int]] = set()
    for sql in (_by_lookup(entity), _by_mark()):
        with closing(reader.walk(sql)) as rows:
            for place, (key, found) in enumerate(itertools.groupby(rows, key=_without_rid)):
                if place % _AT_ONCE == 0:
                    progress(total, total)
                most = _NAMESAKES if _is_name_alone(key) else _SHARED_BY
                rids = [row[-1] for row in itertools.islice(found, most + 1)]
                if 1 < len(rids) <= most:
                    pairs.update(itertools.combinations(sorted(rids), 2))
    reader.write("DELETE FROM temp.alike")
    return pairs


def _without_rid(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[:-1]


def _by_lookup(entity: Entity) -> Sql:
    return Sql(
        "SELECT kind, value, doc - ? FROM lookup WHERE kind IN ('phone', 'email', 'tax_code')"
        " AND doc BETWEEN ? AND ?",
        (first_document(entity), *documents_of(entity)),
    )


def _by_mark() -> Sql:
    return Sql("SELECT mark, rid FROM temp.alike ORDER BY mark, rid")


def _note_names(reader: Reader, entity: Entity, total: int, progress: Progress) -> None:
    """Note the marks of every name, alone and together with what tells namesakes apart.

    Rows are read in portions by rid: while a statement is under way nothing could be noted.
    """
    names = [entity.title, *_text_keys(entity), *beside_fields(entity)]
    listed = ", ".join(column("t", name) for name in names)
    keys = _Keys(entity)
    done, last = 0, -1
    while some := reader.rows(
        Sql(
            f"SELECT t.rid, {listed} FROM {quoted(entity.key)} t WHERE t.rid > ?"
            " AND +t.deleted_at IS NULL ORDER BY t.rid LIMIT ?",
            (last, _AT_ONCE),
        )
    ):
        progress(done, total)
        done, last = done + len(some), some[-1][0]
        marks = [(mark, rid) for rid, *cells in some for mark in keys.of(cells)]
        reader.write_many("INSERT INTO temp.alike(mark, rid) VALUES(?, ?)", marks)


def _text_keys(entity: Entity) -> list[str]:
    return [
        name
        for name in entity.duplicate_keys
        if name != entity.title and entity.field(name).kind in {Kind.TEXT, Kind.SEQUENCE}
    ]


class _Keys:
    """Makes the marks of rows: numbers that rows share which may be alike.

    The marks of persons' names alone are even, all others odd.
    """

    def __init__(self, entity: Entity) -> None:
        self._title = entity.field(entity.title)
        self._codes = len(_text_keys(entity))

    def of(self, cells: list[Any]) -> Iterator[int]:
        name, codes, beside = cells[0], cells[1 : 1 + self._codes], cells[1 + self._codes :]
        for place, code in enumerate(codes):
            if code:
                yield hash(("code", place, str(code).casefold())) | 1
        if not name:
            return
        if not is_person_name(self._title, name):
            yield hash(("company", letters_of(" ".join(split_company_name(name).own)))) | 1
            return
        letters = letters_of(without_address(name))
        if " " in letters:
            yield hash(("person", letters)) & ~1
            for place, value in enumerate(beside):
                if value is not None:
                    yield hash(("beside", place, letters, _plain(value))) | 1


def _is_name_alone(key: tuple[Any, ...]) -> bool:
    return len(key) == 1 and key[0] % 2 == 0


def _plain(value: object) -> object:
    return letters_of(" ".join(split_company_name(value).own)) if isinstance(value, str) else value
