"""What makes the changes of a unit of work complete before it ends, whatever wrote them.

A form, a pasted table, a mass edit and an import write records in their own ways; what must follow
from it for an entity is said once, by its services, and stands in the same group of changes.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.core.entities import get_entity
from desktop.core.quick_dataclass import dataclass
from desktop.store import diffs
from desktop.store.bulk import read_rows
from desktop.store.shapes import Shape, shape_of
from desktop.store.undo import COMMAND as UNDO

if TYPE_CHECKING:
    from desktop.store.transactions import Writing
    from desktop.store.unit import Work

Completer = Callable[["Work", list["Touched"]], None]


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that was made or changed: the captured columns, each with what it was before."""

    id: uuid.UUID
    is_new: bool
    before: dict[str, Any]


_completers: dict[str, Completer] = {}


def completes(entity: str) -> Callable[[Completer], Completer]:
    """Let the decorated function complete what a unit of work did to records of `entity`."""

    def register(completer: Completer) -> Completer:
        if _completers.setdefault(entity, completer) is not completer:
            raise ValueError(f"two functions complete {entity}")
        return completer

    return register


def complete(work: Work) -> None:
    """Complete what a unit of work did; what is taken back or comes from the centre is complete.

    Raises:
        AppError: what was done cannot stand.
    """
    writing = work.writing
    if not _completers or not writing.captured or writing.command == UNDO:
        return
    for entity, completer in _completers.items():
        if touched := touched_by(writing, entity):
            completer(work, touched)
            work.session.flush()


def touched_by(writing: Writing, entity: str) -> list[Touched]:
    """Return the living records of an entity that were made or changed so far, in that order."""
    query = "SELECT row_id, op, diff FROM change WHERE seq > ? AND tbl = ? ORDER BY seq"
    found: dict[bytes, Touched] = {}
    for row_id, op, diff in writing.connection.execute(query, (writing.first_change, entity)):
        if op == "D":
            found.pop(row_id, None)
            continue
        known = found.get(row_id)
        if known is None:
            known = found[row_id] = Touched(uuid.UUID(bytes=row_id), op == "I", {})
        for name, (old, _new) in json.loads(diff).items():
            known.before.setdefault(name, old)
    return list(found.values())


def add_values(
    writing: Writing, entity: str, changes: Sequence[tuple[uuid.UUID, Mapping[str, Any]]]
) -> None:
    """Write further values of records that the work made or changed, as if it had done so at once.

    They become a part of the change that is captured already, so that a record that was made has
    one change in its history and its first version.
    """
    shape = shape_of(get_entity(entity))
    stored: dict[uuid.UUID, dict[str, Any]] = {}
    for one, values in changes:
        cleaned = dict(values)
        shape.clean(cleaned, list(cleaned))
        stored[one] = shape.stored(cleaned)
    columns = sorted({name for row in stored.values() for name in row})
    before = dict(read_rows(writing, shape, stored, columns))
    connection = writing.connection
    connection.execute("UPDATE work_context SET capture = 0")
    for one, row in stored.items():
        sets = ", ".join(f'"{name}" = ?' for name in row)
        connection.execute(f'UPDATE "{entity}" SET {sets} WHERE id = ?', (*row.values(), one.bytes))
    connection.execute("UPDATE work_context SET capture = 1")
    for one, row in stored.items():
        _add_to_change(writing, shape, one, {name: (before[one][name], row[name]) for name in row})


def _add_to_change(
    writing: Writing, shape: Shape, one: uuid.UUID, cells: Mapping[str, tuple[Any, Any]]
) -> None:
    query = (
        "SELECT seq, op, diff FROM change WHERE seq > ? AND tbl = ? AND row_id = ?"
        " ORDER BY seq DESC LIMIT 1"
    )
    told = (writing.first_change, shape.entity.key, one.bytes)
    seq, op, text = writing.connection.execute(query, told).fetchone()
    diff = json.loads(text)
    captured = set(diffs.captured_columns(shape))
    for name, (old, new) in cells.items():
        if name in captured and old != new:
            was = diff[name][0] if name in diff else diffs.to_json(shape, name, old)
            diff[name] = [None if op == "I" else was, diffs.to_json(shape, name, new)]
            if diff[name][0] == diff[name][1]:
                del diff[name]
    compact = json.dumps(diff, ensure_ascii=False, separators=(",", ":"))
    writing.connection.execute("UPDATE change SET diff = ? WHERE seq = ?", (compact, seq))
