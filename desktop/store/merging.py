"""Relinking: every row that names some records names another one instead, by declaration alone.

What names records are the LINK and TAGS fields of all entities, and the pair `record_type`,
`record_id` of those that hang on a record of any entity. Rows in the bin are relinked as well, so
that whatever comes back finds its way.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.core.entities import Entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.store import recycle_bin
from desktop.store.bulk import IDS_AT_ONCE, in_parts, read_rows, update_each
from desktop.store.naming import ID, TYPE
from desktop.store.shapes import shape_of
from desktop.store.transactions import Writing

_PAIRS: Final = "distinct_pair"

Found = Iterator[tuple[uuid.UUID, Any]]  # rows and the value that the field gets


@dataclass(frozen=True, slots=True)
class Move:
    """Which records are named so far, and which one instead."""

    entity: Entity
    old: frozenset[uuid.UUID]
    new: uuid.UUID
    touched: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))


def relink(writing: Writing, move: Move) -> int:
    """Let every row that names one of `move.old` name `move.new`; return how many there were.

    A relation that would lead from the record to itself, and a row that says what another says
    already, go into the bin.
    """
    for entity in iter_entities():
        for one in entity.fields:
            _relink_field(writing, move, entity, one)
    _rename_pairs(writing, move)
    count = sum(map(len, move.touched.values()))
    for entity in iter_entities():
        touched = move.touched.get(entity.key)
        if touched and entity.hidden and entity.parent:
            empty = {*_to_itself(writing, move, entity), *_repeated(writing, entity, touched)}
            recycle_bin.delete(writing, entity.key, sorted(empty))
    return count


def _relink_field(writing: Writing, move: Move, entity: Entity, one: Field) -> None:
    if one.name not in shape_of(entity).plans:
        return
    if one.kind is Kind.LINK and one.target == move.entity.key:
        found = _of_link(writing, move, entity, one.name)
    elif one.kind is Kind.TAGS and one.target == move.entity.key:
        found = _of_tags(writing, move, entity, one.name)
    elif one.name == ID and TYPE in entity.by_name:
        found = _of_any(writing, move, entity)
    else:
        return
    changes = [(row, {one.name: value}) for row, value in found]
    update_each(writing, entity.key, changes)
    move.touched[entity.key].update(row for row, _values in changes)


def _of_link(writing: Writing, move: Move, entity: Entity, name: str) -> Found:
    for some in in_parts([one.bytes for one in move.old], IDS_AT_ONCE):
        marks = ",".join("?" * len(some))
        # Each spelling lets the planner use a partial index: of the link, of the bin.
        for condition in (
            f'deleted_at IS NULL AND "{name}" IN ({marks})',
            f'deleted_at IS NOT NULL AND +"{name}" IN ({marks})',
        ):
            query = f'SELECT id FROM "{entity.key}" WHERE {condition}'
            for (row,) in writing.connection.execute(query, some).fetchall():
                found = uuid.UUID(bytes=row)
                yield found, None if found == move.new else move.new


def _of_tags(writing: Writing, move: Move, entity: Entity, name: str) -> Found:
    old = {str(one) for one in move.old}
    query = (
        f'SELECT id, "{name}" FROM "{entity.key}" t WHERE EXISTS '
        f'(SELECT 1 FROM json_each(t."{name}") j WHERE j.value IN ({",".join("?" * len(old))}))'
    )
    for row, stored in writing.connection.execute(query, [*old]).fetchall():
        kept = [tag for tag in json.loads(stored) if tag not in old]
        yield uuid.UUID(bytes=row), list(dict.fromkeys([*kept, str(move.new)]))


def _of_any(writing: Writing, move: Move, entity: Entity) -> Found:
    for some in in_parts([str(one) for one in move.old], IDS_AT_ONCE):
        query = (
            f'SELECT id FROM "{entity.key}" WHERE "{TYPE}" = ? '
            f'AND "{ID}" IN ({",".join("?" * len(some))})'
        )
        rows = writing.connection.execute(query, (move.entity.key, *some)).fetchall()
        yield from ((uuid.UUID(bytes=row), str(move.new)) for (row,) in rows)


def _rename_pairs(writing: Writing, move: Move) -> None:
    """Let what was said of a merged record ("no duplicate of…") hold for the one that stays."""
    query = f'SELECT id, pair FROM "{_PAIRS}" WHERE entity = ?'
    old, changes, empty = {one.hex for one in move.old}, [], []
    for row, pair in writing.connection.execute(query, (move.entity.key,)).fetchall():
        ids = {move.new.hex if one in old else one for one in pair.split(":")}
        text = ":".join(sorted(ids))
        found = uuid.UUID(bytes=row)
        if len(ids) == 1:
            empty.append(found)
        elif text != pair:
            changes.append((found, {"pair": text}))
    update_each(writing, _PAIRS, changes)
    recycle_bin.delete(writing, _PAIRS, empty)


def _to_itself(writing: Writing, move: Move, entity: Entity) -> Iterator[uuid.UUID]:
    """Yield the touched relations both of whose ends are the record that stays."""
    links = [
        one.name
        for one in entity.fields
        if one.kind is Kind.LINK and one.target == move.entity.key and not one.system
    ]
    shape, touched = shape_of(entity), move.touched[entity.key]
    if len(links) > 1:
        for row, cells in read_rows(writing, shape, sorted(touched), links):
            if all(cell == move.new.bytes for cell in cells.values()):
                yield row


def _repeated(writing: Writing, entity: Entity, touched: set[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Yield the touched rows that say in every field what another living row says."""
    shape = shape_of(entity)
    names = [*shape.plans, "extra", "deleted_at"]
    moved = dict(read_rows(writing, shape, sorted(touched), names))
    parents = {cells[entity.parent] for cells in moved.values()} - {None}
    said: dict[tuple[Any, ...], uuid.UUID] = {}
    for row, cells in [*_beside(writing, entity, parents, names, touched), *moved.items()]:
        if cells["deleted_at"] is None:
            first = said.setdefault(tuple(cells.values()), row)
            if first != row and row in touched:
                yield row


def _beside(
    writing: Writing,
    entity: Entity,
    parents: set[Any],
    names: Sequence[str],
    touched: set[uuid.UUID],
) -> Iterator[tuple[uuid.UUID, Mapping[str, Any]]]:
    listed = ", ".join(f'"{name}"' for name in names)
    for some in in_parts(list(parents), IDS_AT_ONCE):
        query = (
            f'SELECT id, {listed} FROM "{entity.key}" WHERE deleted_at IS NULL '
            f'AND "{entity.parent}" IN ({",".join("?" * len(some))})'
        )
        for row, *cells in writing.connection.execute(query, some):
            found = uuid.UUID(bytes=row)
            if found not in touched:
                yield found, dict(zip(names, cells, strict=True))
