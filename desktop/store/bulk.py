"""Many rows at once: what the session does for one record, done for fifty thousand.

`prepare_rows` is all that takes time in Python and needs no database, so it is done before the
transaction begins.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.kinds.base import Stored
from desktop.store.capture import EXTRA
from desktop.store.ddl import RID
from desktop.store.orm import Stamp, new_facts
from desktop.store.search_index import (
    NO_DOCUMENT,
    Document,
    SearchPlan,
    document_number,
    put_new,
    search_plan,
)
from desktop.store.shapes import Shape, shape_of
from desktop.store.transactions import Writing

IDS_AT_ONCE: Final = 500

Item = TypeVar("Item")
Values = Mapping[str, Any]
Refused = Callable[[int, InvalidValueError], None]


@dataclass(frozen=True, slots=True)
class PreparedRows:
    """New rows of one entity as SQLite takes them, with their search documents."""

    entity: Entity
    columns: tuple[str, ...]
    rows: list[tuple[Stored, ...]]
    ids: list[uuid.UUID]
    documents: list[Document]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, span: slice, /) -> PreparedRows:
        return PreparedRows(
            self.entity, self.columns, self.rows[span], self.ids[span], self.documents[span]
        )


def prepare_rows(
    entity_key: str,
    rows: Sequence[Values],
    stamp: Stamp,
    refused: Refused | None = None,
    *,
    parsed: bool = False,
) -> PreparedRows:
    """Return `rows` (Python values by field name) complete and ready to be inserted.

    Args:
        entity_key: of which entity they are.
        rows: may give `id`, `owner_id`, `created_at`… as well; else the program's are taken.
        stamp: who makes them and when.
        refused: is told the position and reason of each row that may not be saved, and the others
            go on; without it the first such row raises InvalidValueError.
        parsed: every value comes from its kind's `parse` or `from_cell`, so it is clean already.
    """
    shape = shape_of(get_entity(entity_key))
    complete: list[dict[str, Any]] = []
    for position, row in enumerate(rows):
        values = {**new_facts(stamp), **shape.defaults, **row}
        try:
            shape.clean(values, shape.required if parsed else shape.required | values.keys())
        except InvalidValueError as error:
            if refused is None:
                raise
            refused(position, error)
            continue
        shape.compute(values)
        complete.append(values)
    return pack(shape, complete)


def pack(shape: Shape, complete: Sequence[Values]) -> PreparedRows:
    """Return complete rows as SQLite takes them, with their search documents."""
    plan = search_plan(shape.entity)
    stored_rows = [shape.stored(values) for values in complete]
    columns = tuple({column: None for row in stored_rows for column in row})
    return PreparedRows(
        shape.entity,
        columns,
        [tuple(map(row.get, columns)) for row in stored_rows],
        [values["id"] for values in complete],
        [_document(plan, shape, values) for values in complete],
    )


def _document(plan: SearchPlan, shape: Shape, values: Values) -> Document:
    if values.get("deleted_at"):
        return NO_DOCUMENT
    own = shape.unfolded(values.get(EXTRA)) if shape.own else {}
    return plan.document({**own, **values} if own else values)


def insert_rows(writing: Writing, prepared: PreparedRows) -> list[uuid.UUID]:
    """Insert prepared rows with their search documents; return their ids."""
    if not prepared.rows:
        return []
    connection, table = writing.connection, prepared.entity.key
    (first,) = connection.execute(f'SELECT coalesce(max({RID}), 0) + 1 FROM "{table}"').fetchone()
    names = ", ".join(f'"{name}"' for name in prepared.columns)
    marks = ", ".join("?" * len(prepared.columns))
    connection.executemany(
        f'INSERT INTO "{table}"({RID}, {names}) VALUES(?, {marks})',
        [(rid, *row) for rid, row in enumerate(prepared.rows, first)],
    )
    put_new(
        connection,
        [
            (document_number(prepared.entity, rid), content)
            for rid, content in enumerate(prepared.documents, first)
        ],
    )
    writing.indexed.update(record_id.bytes for record_id in prepared.ids)
    _note(writing, prepared.entity)
    return prepared.ids


def update_rows(writing: Writing, entity_key: str, ids: Iterable[uuid.UUID], values: Values) -> int:
    """Give the same values to many records; return how many differed before."""
    shape = shape_of(get_entity(entity_key))
    cleaned = dict(values)
    shape.clean(cleaned, list(cleaned))
    cleaned = shape.folded(cleaned)
    if EXTRA in cleaned or shape.needed_to_compute(cleaned):
        return update_each(writing, entity_key, [(one, cleaned) for one in ids])
    shape.compute(cleaned, list(cleaned))
    return write_updates(writing, shape, [(one, cleaned) for one in ids])


def update_each(
    writing: Writing, entity_key: str, changes: Sequence[tuple[uuid.UUID, Values]]
) -> int:
    """Give each record values of its own; return how many differed before."""
    shape = shape_of(get_entity(entity_key))
    cleaned: list[tuple[uuid.UUID, dict[str, Any]]] = []
    for record_id, values in changes:
        row = dict(values)
        shape.clean(row, list(row))
        cleaned.append((record_id, shape.folded(row)))
    touched = {name for _id, row in cleaned for name in row}
    _add_dependent(writing, shape, cleaned, touched)
    return write_updates(writing, shape, cleaned)


def write_updates(
    writing: Writing, shape: Shape, changes: Iterable[tuple[uuid.UUID, Values]]
) -> int:
    """Write complete values; rows that hold them already keep their version."""
    groups: dict[tuple[str, ...], list[tuple[Stored, ...]]] = defaultdict(list)
    for record_id, values in changes:
        stored = shape.stored(values)
        cells = tuple(stored.values())
        facts = (writing.at, writing.actor.user_id.bytes, record_id.bytes)
        groups[tuple(stored)].append((*cells, *facts, *cells))
    _note(writing, shape.entity)
    return sum(
        writing.connection.executemany(_update_statement(shape, columns), rows).rowcount
        for columns, rows in groups.items()
    )


def read_rows(
    writing: Writing, shape: Shape, ids: Iterable[uuid.UUID], columns: Sequence[str]
) -> Iterator[tuple[uuid.UUID, dict[str, Stored]]]:
    """Yield id and stored values of those of the records `ids` that exist, the bin included."""
    names = ", ".join(f'"{name}"' for name in columns)
    for some in in_parts(list(ids), IDS_AT_ONCE):
        marks = ",".join("?" * len(some))
        query = f'SELECT id, {names} FROM "{shape.entity.key}" WHERE id IN ({marks})'
        for record_id, *cells in writing.connection.execute(query, [one.bytes for one in some]):
            yield uuid.UUID(bytes=record_id), dict(zip(columns, cells, strict=True))


def in_parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Yield `items` in pieces of `size`."""
    for first in range(0, len(items), size):
        yield items[first : first + size]


def _add_dependent(
    writing: Writing,
    shape: Shape,
    changes: Sequence[tuple[uuid.UUID, dict[str, Any]]],
    touched: set[str],
) -> None:
    """Add what follows from the new values together with others of the row; join custom fields."""
    needed = shape.needed_to_compute(touched) | ({EXTRA} & touched)
    rows: dict[uuid.UUID, dict[str, Stored]] = {}
    if needed:
        rows = dict(read_rows(writing, shape, [one for one, _row in changes], sorted(needed)))
    for record_id, row in changes:
        held = {n: shape.value(n, cell) for n, cell in rows.get(record_id, {}).items()}
        if row.get(EXTRA) is not None:
            joined = {**(held.get(EXTRA) or {}), **row[EXTRA]}
            row[EXTRA] = {k: v for k, v in joined.items() if v is not None} or None
        if shape.computed:
            values = {**held, **row}
            for name in shape.compute(values, list(row)):
                row[name] = values[name]


def _update_statement(shape: Shape, columns: tuple[str, ...]) -> str:
    sets = "".join(f'"{name}" = ?, ' for name in columns)
    differs = " OR ".join(f'"{name}" IS NOT ?' for name in columns)
    return (
        f'UPDATE "{shape.entity.key}" SET {sets}ver = ver + 1, updated_at = ?, updated_by = ? '
        f"WHERE id = ? AND ({differs})"
    )


def _note(writing: Writing, entity: Entity) -> None:
    if not writing.captured:
        writing.uncaptured.add(entity.key)
