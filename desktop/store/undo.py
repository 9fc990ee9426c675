"""Undo: the changes of a group taken back, the newest first, where what they wrote still stands.

The taking back is a group of changes itself, so redo is the undo of an undo. Whatever somebody
changed since is left alone and reported.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.core.kinds.base import Stored
from desktop.store import diffs
from desktop.store.bulk import (
    insert_rows,
    pack,
    read_rows,
    write_updates,
)
from desktop.store.ddl import RID
from desktop.store.naming import named_by_others
from desktop.store.shapes import Shape, shape_of
from desktop.store.transactions import Writing

Diff = dict[str, list[Any]]
COMMAND: Final = "undo"
FIRST_SIZE: Final = 500  # changes; most groups are taken back whole in one transaction
END: Final = 2**63 - 1  # greater than every sequence number


@dataclass(frozen=True, slots=True)
class Left:
    """A record that was not (wholly) taken back, and the fields that somebody changed since."""

    entity: str
    id: uuid.UUID
    fields: tuple[str, ...] = ()  # none: other records name it


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo changed (undo `changes.group` to redo), and what it left alone."""

    changes: Changes
    left: tuple[Left, ...] = ()


@dataclass(slots=True)
class Step:
    """What one transaction of an undo did."""

    next_seq: int  # go on with the changes before this one
    changes: int = 0  # that were looked at; 0 = the group has no more
    left: list[Left] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Change:
    seq: int
    table: str
    op: str
    id: uuid.UUID
    diff: Diff  # empty of an insert: it is rarely needed


def undo_some(writing: Writing, group: int, before: int, limit: int) -> Step:
    """Take back the last `limit` changes of `group` whose sequence number is below `before`."""
    query = (
        "SELECT seq, tbl, op, row_id, CASE op WHEN 'I' THEN NULL ELSE diff END FROM change "
        "WHERE grp = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
    )
    rows = writing.connection.execute(query, (group, before, limit)).fetchall()
    step = Step(rows[-1][0] if rows else 0, len(rows))
    changes = [
        _Change(seq, table, op, uuid.UUID(bytes=row_id), json.loads(diff) if diff else {})
        for seq, table, op, row_id, diff in rows
    ]
    for (table, op), run in groupby(changes, key=lambda change: (change.table, change.op)):
        shape = shape_of(get_entity(table))
        step.left += _TAKE_BACK[op](writing, shape, list(run))
    return step


def _take_back_updates(writing: Writing, shape: Shape, run: Sequence[_Change]) -> list[Left]:
    """Give fields their old values where they still hold the new ones."""
    columns = diffs.captured_columns(shape)
    held = dict(read_rows(writing, shape, {change.id for change in run}, columns))
    changed: dict[uuid.UUID, set[str]] = {}
    left: list[Left] = []
    for change in run:
        row = held.get(change.id)
        names = () if row is None else _put_back(shape, row, change.diff, changed, change.id)
        if row is None or names:
            left.append(Left(shape.entity.key, change.id, tuple(names) or tuple(change.diff)))
    updates = [(one, _values(shape, held[one], names)) for one, names in changed.items()]
    write_updates(writing, shape, updates)
    return left


def _put_back(
    shape: Shape,
    row: dict[str, Stored],
    diff: Diff,
    changed: dict[uuid.UUID, set[str]],
    record_id: uuid.UUID,
) -> list[str]:
    """Set `row` to the diff's old values; return the fields that hold neither new nor old."""
    foreign: list[str] = []
    for name, (old, new) in diff.items():
        column, present = diffs.present(shape, row, name)
        if present == new:
            row[column] = diffs.replaced(shape, row, name, old)
            changed.setdefault(record_id, set()).add(column)
        elif present != old:
            foreign.append(name)
    return foreign


def _take_back_inserts(writing: Writing, shape: Shape, run: Sequence[_Change]) -> list[Left]:
    """Delete the records that still are as they were made and that nothing else names."""
    held = dict(read_rows(writing, shape, [change.id for change in run], ("ver", "acl_id")))
    later = [change for change in run if change.id in held and held[change.id]["ver"] != 1]
    foreign = dict(_changed_since(writing, shape, later))
    foreign |= dict.fromkeys(named_by_others(writing, shape.entity, list(held)), ())
    alone = [one for one, row in held.items() if one not in foreign and row["acl_id"] is None]
    shared = held.keys() - foreign.keys() - set(alone)
    writing.connection.executemany(
        f'DELETE FROM "{shape.entity.key}" WHERE id = ?', [(one.bytes,) for one in alone]
    )
    write_updates(writing, shape, [(one, {"deleted_at": writing.now}) for one in shared])
    return [Left(shape.entity.key, one, names) for one, names in foreign.items()]


def _changed_since(
    writing: Writing, shape: Shape, inserts: Sequence[_Change]
) -> Iterator[tuple[uuid.UUID, tuple[str, ...]]]:
    """Yield the records that differ from what their insert wrote, with the fields."""
    columns = diffs.captured_columns(shape)
    held = dict(read_rows(writing, shape, [change.id for change in inserts], columns))
    for change in inserts:
        query = "SELECT diff FROM change WHERE seq = ?"
        (diff,) = writing.connection.execute(query, (change.seq,)).fetchone()
        if names := diffs.differing(shape, held[change.id], json.loads(diff)):
            yield change.id, tuple(names)


def _take_back_deletes(writing: Writing, shape: Shape, run: Sequence[_Change]) -> list[Left]:
    """Insert the records again that were deleted for good."""
    present = dict(read_rows(writing, shape, [change.id for change in run], ("id",)))
    rows = [_row_before(shape, change) for change in run if change.id not in present]
    insert_rows(writing, pack(shape, rows))
    return []


def _row_before(shape: Shape, change: _Change) -> dict[str, Any]:
    """Return the Python values of a row before it was deleted."""
    row: dict[str, Stored] = {}
    for name, (old, _new) in change.diff.items():
        if name != RID:
            column = diffs.column_of(name)
            row[column] = diffs.replaced(shape, row, name, old)
    values = {name: shape.value(name, cell) for name, cell in row.items()}
    shape.compute(values)
    return {"id": change.id, **values}


_TAKE_BACK: Final = {"U": _take_back_updates, "I": _take_back_inserts, "D": _take_back_deletes}


def _values(shape: Shape, row: Mapping[str, Stored], names: set[str]) -> dict[str, Any]:
    """Return the Python values of the fields `names`, with the computed ones they change."""
    needed = names | shape.needed_to_compute(names)
    values = {name: shape.value(name, row[name]) for name in needed}
    made = shape.compute(values, names)
    return {name: values[name] for name in names | made}
