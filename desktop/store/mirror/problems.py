"""What the centre did not take over as it was typed, until a person has looked at it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.errors import RecordGoneError, RuleBrokenError
from desktop.core.extra_values import to_extra
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Merge
from desktop.core.merge import join_texts, merge_value
from desktop.core.permissions import Actor
from desktop.core.wire import from_wire
from desktop.store.engine import Connection
from desktop.store.mirror.following import note_settled
from desktop.store.mirror.kept import form_value, kept_edits
from desktop.store.mirror.wire_rows import OWN, wire_columns
from desktop.store.mirror.writers import writer_of
from desktop.store.shapes import shape_of
from desktop.store.work import Store

MOST: Final = 500
_COLUMNS: Final = "n, kind, tbl, row_id, col, base, theirs, mine, code, at, mid"


@dataclass(frozen=True, slots=True)
class Problem:
    """A column where the centre has another value, or a group that it refused."""

    n: int
    kind: str  # conflict or refused
    table: str
    row_id: uuid.UUID | None
    column: str
    base: Json
    theirs: Json
    mine: Json
    code: str
    at: int  # microseconds


def open_count(connection: Connection) -> int:
    """Return how many nobody has looked at."""
    query = "SELECT count(*) FROM sync_problem WHERE solved_at IS NULL"
    return int(connection.execute(query).fetchone()[0])


def open_problems(connection: Connection) -> list[dict[str, Json]]:
    """Return them as data for the window, the newest first."""
    query = (
        f"SELECT {_COLUMNS} FROM sync_problem WHERE solved_at IS NULL ORDER BY at DESC, n LIMIT ?"
    )
    rows = connection.execute(query, (MOST,)).fetchall()
    return [_told(connection, _problem(row), row[-1]) for row in rows]


def problem(connection: Connection, n: int) -> Problem | None:
    """Return one of them; None: it was solved, in another window perhaps."""
    query = f"SELECT {_COLUMNS} FROM sync_problem WHERE n = ? AND solved_at IS NULL"
    found = connection.execute(query, (n,)).fetchone()
    return None if found is None else _problem(found)


def close(connection: Connection, n: int, at: int) -> None:
    """Note that somebody has looked at it."""
    query = "UPDATE sync_problem SET solved_at = ? WHERE n = ? AND solved_at IS NULL"
    if connection.execute(query, (at, n)).rowcount:
        note_settled(connection, n)


def close_of(connection: Connection, mid: str, at: int) -> None:
    """Note that somebody was told at once what became of a part that was refused."""
    query = "SELECT n FROM sync_problem WHERE mid = ? AND solved_at IS NULL"
    for (n,) in connection.execute(query, (mid,)).fetchall():
        close(connection, n, at)


def take_mine(store: Store, actor: Actor, found: Problem) -> None:
    """Edit the record again, so that my value goes to the centre over theirs; settle the problem.

    Raises:
        RecordGoneError, RuleBrokenError: record or field are not there; it stays open.
    """
    if not found.column:
        return
    entity = _entity_with(found)
    values: dict[str, Any]
    if found.column.startswith(OWN):
        values = {"extra": {found.column.removeprefix(OWN): found.mine}}
    else:
        stored = from_wire(wire_columns(entity)[found.column], found.mine)
        values = {found.column: shape_of(entity).value(found.column, stored)}
    _settle_with(store, actor, found, values)


def _problem(row: tuple[Any, ...]) -> Problem:
    n, kind, table, row_id, column, base, theirs, mine, code, at, _mid = row
    told = [None if value is None else json.loads(value) for value in (base, theirs, mine)]
    record = None if row_id is None else uuid.UUID(bytes=row_id)
    about = (n, kind, table or "", record, column or "")
    return Problem(*about, told[0], told[1], told[2], code or "", at)


def take_value(store: Store, actor: Actor, found: Problem, value: Json) -> None:
    """Edit the record again, so that a value that was merged by hand goes to the centre.

    Raises:
        RecordGoneError, RuleBrokenError: record or field are not there; it stays open.
    """
    field = _entity_with(found).field(found.column.removeprefix(OWN))
    kind = kind_of(field)
    cleaned = kind.from_json(kind.normalise(field, value))
    values: dict[str, Any] = {field.name: cleaned}
    if found.column.startswith(OWN):
        values = {"extra": {field.name: to_extra(field, cleaned)}}
    _settle_with(store, actor, found, values)


def _entity_with(found: Problem) -> Entity:
    """Return the entity of a conflict; raise RuleBrokenError without it or its field."""
    try:
        entity = get_entity(found.table)
    except UnknownEntityError:
        entity = None
    name = found.column.removeprefix(OWN)
    if entity is None or (name not in entity.by_name and found.column not in wire_columns(entity)):
        raise RuleBrokenError(_("There is no field called “{name}”.").format(name=name))
    return entity


def _settle_with(store: Store, actor: Actor, found: Problem, values: Mapping[str, Any]) -> None:
    """Write values into the record and settle the problem, both or neither."""
    with store.work(actor, f"{found.table}.change") as work:
        row = b"" if found.row_id is None else found.row_id.bytes
        query = f'SELECT 1 FROM "{found.table}" WHERE id = ?'
        if work.connection.execute(query, (row,)).fetchone() is None:
            raise RecordGoneError(_("This record is not here any more."))
        work.bulk_update(found.table, [uuid.UUID(bytes=row)], values)
        close(work.connection, found.n, work.writing.at)


def merged(found: Problem) -> tuple[Json, int] | None:
    """Return both sides' edits in one value, as a form has it, and in how many places they clash.

    None: the value is one thing, of which a person has to choose.
    """
    try:
        entity = get_entity(found.table)
    except UnknownEntityError:
        return None
    field = entity.by_name.get(found.column.removeprefix(OWN))
    if field is None:
        return None
    base, mine, theirs = (
        form_value(entity, found.column, side) for side in (found.base, found.mine, found.theirs)
    )
    rule = kind_of(field).merge
    if rule is Merge.SET:
        return merge_value(rule, base, mine, theirs).value, 0
    if rule is Merge.LINES:
        joined = join_texts(str(base or ""), str(mine or ""), str(theirs or ""))
        return joined.text, joined.clashes
    return None


def _told(connection: Connection, found: Problem, mid: str) -> dict[str, Json]:
    both = merged(found) if found.kind == "conflict" else None
    edits = kept_edits(connection, mid) if found.kind != "conflict" else []
    return {
        "merged": both[0] if both else None,
        "clashes": both[1] if both else None,
        "edits": cast("Json", edits),
        "n": found.n,
        "kind": found.kind,
        "entity": found.table,
        "id": None if found.row_id is None else str(found.row_id),
        "field": found.column,
        "base": found.base,
        "theirs": found.theirs,
        "mine": found.mine,
        "code": found.code,
        "at": found.at,
        **writer_of(connection, found.n),
    }
