"""Taking over what the centre tells: answers to a push, and the parts of a pull."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from desktop.core.cursors import is_visible
from desktop.core.entities import get_entity, is_entity, iter_entities
from desktop.core.filters import Json
from desktop.core.kinds.base import Stored
from desktop.core.shipped import is_shipped, is_told
from desktop.store.engine import Connection
from desktop.store.mirror import copying
from desktop.store.mirror.bulk_rows import put_cells
from desktop.store.mirror.command_answers import note_left
from desktop.store.mirror.forgetting import forget_row
from desktop.store.mirror.gone_files import note_gone
from desktop.store.mirror.kept import keep_edits
from desktop.store.mirror.outbox import PENDING, Key, rows_of
from desktop.store.mirror.overlay import (
    delete_row,
    has_shadow,
    put_shadow,
    recompute,
)
from desktop.store.mirror.tables import get_state, set_state
from desktop.store.mirror.wire_rows import WireRow, stored_cells
from desktop.store.mirror.writers import note_writer

CURSOR: Final = "cursor"
RIGHTS: Final = "rights_hash"
_AT_ONCE: Final = 2_000  # rows


@dataclass(slots=True)
class Pulled:
    """One answer of a pull."""

    since: Json
    cursor: Mapping[str, Json]
    acls: list[tuple[int, int]] = field(default_factory=list)  # (acl, my level)
    lost: list[int] = field(default_factory=list)
    removed: list[tuple[str, uuid.UUID]] = field(default_factory=list)
    rows: list[tuple[str, WireRow]] = field(default_factory=list)
    load: list[int] = field(default_factory=list)
    rights_hash: str = ""


def apply_pull(connection: Connection, pulled: Pulled) -> dict[str, set[bytes]] | None:
    """Bring the profile to the cursor of a pull; return the rows touched, by table.

    None: the stored cursor is another by now, nothing was done. The transaction under way must
    not capture, and `collect` must have been called in it.
    """
    stored = get_state(connection, CURSOR)
    if (None if stored is None else json.loads(stored)) != pulled.since:
        return None
    touched: dict[str, set[bytes]] = defaultdict(set)
    again: set[Key] = set()
    for table, gone in pulled.removed:
        if not is_entity(table):
            continue  # of a later program
        _remove(connection, table, gone.bytes, again, touched)
    for acl in pulled.lost:
        _purge(connection, acl, again, touched)
    take_levels(connection, pulled.acls, touched)
    put_rows(connection, pulled.rows, again, touched)
    copying.gain(connection, pulled.load)
    set_state(connection, CURSOR, json.dumps(pulled.cursor))
    set_state(connection, RIGHTS, pulled.rights_hash)
    again |= settle(connection)
    recompute(connection, again)
    for table, row_id in again:
        touched[table].add(row_id)
    return touched


def take_levels(
    connection: Connection, acls: Sequence[tuple[int, int]], touched: dict[str, set[bytes]]
) -> None:
    """Note what I may do; rows of which that is another now look different, though none came."""
    known = dict(connection.execute("SELECT acl_id, level FROM my_acl").fetchall()) if acls else {}
    other = [acl for acl, level in acls if known.get(acl, level) != level]
    connection.executemany("INSERT OR REPLACE INTO my_acl VALUES(?, ?)", acls)
    for entity in iter_entities() if other else ():
        among = f'SELECT 1 FROM "{entity.key}" WHERE acl_id IN (SELECT value FROM json_each(?))'
        if connection.execute(f"{among} LIMIT 1", (json.dumps(other),)).fetchone() is not None:
            touched.setdefault(entity.key, set())


def sweep(
    connection: Connection, table: str, shown: Container[bytes], acls: Sequence[int] | None = None
) -> None:
    """Delete what the centre does not show, of some acls or all; what waits to be sent stays."""
    again: set[Key] = set()
    touched: dict[str, set[bytes]] = defaultdict(set)
    among = "" if acls is None else " AND {} IN (SELECT value FROM json_each(:acls))"
    query = f'SELECT id FROM "{table}" WHERE true' + among.format("acl_id")
    # What was deleted here and waits must not come back when that is accepted.
    query += " UNION SELECT row_id FROM shadow WHERE tbl = :table AND body IS NOT NULL"
    query += among.format("body ->> '$.acl_id'")
    told = {"table": table, "acls": json.dumps(acls)}
    for (row_id,) in connection.execute(query, told).fetchall():
        if row_id not in shown:
            _remove(connection, table, row_id, again, touched)
    recompute(connection, again)


def put_rows(
    connection: Connection,
    rows: Iterable[tuple[str, WireRow]],
    again: set[Key],
    touched: dict[str, set[bytes]],
) -> None:
    """Write rows of the centre; those with waiting edits go into their shadows and `again`."""
    told: dict[str, dict[bytes, list[Stored]]] = defaultdict(dict)
    for table, row in rows:
        if not is_entity(table):
            continue  # of a later program; the table is copied when this one is updated
        entity = get_entity(table)
        told[table][uuid.UUID(str(row["id"])).bytes] = stored_cells(entity, row)
    for table, cells in told.items():
        waiting = iter(cells.values())
        while some := list(islice(waiting, _AT_ONCE)):
            put_cells(connection, table, some, again)
        touched[table] |= {row_id for row_id in cells if (table, row_id) not in again}


def settle(connection: Connection) -> set[Key]:
    """Let go of accepted edits that the stored cursor shows; return the rows they are about."""
    stored = get_state(connection, CURSOR)
    if stored is None:
        return set()
    snapshot = str(json.loads(stored)["snapshot"])
    query = "SELECT mid, xid FROM outbox WHERE status = 'acked'"
    keys: set[Key] = set()
    for mid, xid in connection.execute(query).fetchall():
        if is_visible(xid, snapshot):
            keys |= rows_of(connection, mid)
            connection.execute("UPDATE outbox SET status = 'settled' WHERE mid = ?", (mid,))
    return keys


def take_answers(
    connection: Connection, answers: Sequence[Mapping[str, Any]], generation: str, at: int
) -> set[Key]:
    """Note what became of parts that were sent; return the rows that look different now."""
    keys: set[Key] = set()
    for answer in answers:
        mid = str(answer["mid"])
        is_refused = answer["s"] == "rejected"
        conflicts = answer["c"] or ()
        drops = [[c["t"], uuid.UUID(c["id"]).hex, c["col"]] for c in conflicts]
        changed = connection.execute(
            f"UPDATE outbox SET status = ?, xid = ?, generation = ?, drops = ?, answer = ? "
            f"WHERE mid = ? AND status IN {PENDING} RETURNING n",
            (
                "refused" if is_refused else "acked",
                int(answer["x"]),
                generation,
                json.dumps(drops) if drops else None,
                json.dumps({**answer, "c": []}),  # conflicts are kept where they can be forgotten
                mid,
            ),
        ).fetchall()
        if not changed:
            continue
        _note_problems(connection, answer, at)
        note_left(connection, answer, at)
        _note_versions(connection, answer)
        if is_refused or drops:
            keys |= rows_of(connection, mid)
    return keys | settle(connection)


def _note_versions(connection: Connection, answer: Mapping[str, Any]) -> None:
    """Let later edits of the rows build on the versions that these edits made.

    An answer that comes again may be older than what was pulled meanwhile.
    """
    for row_id, version in (answer["v"] or {}).items():
        connection.execute(
            "UPDATE shadow SET body = json_set(body, '$.ver', max(?, body ->> '$.ver')) "
            "WHERE row_id = ? AND body IS NOT NULL",
            (version, uuid.UUID(row_id).bytes),
        )


def _note_problems(connection: Connection, answer: Mapping[str, Any], at: int) -> None:
    insert = (
        "INSERT INTO sync_problem(mid, kind, tbl, row_id, col, base, theirs, mine, code, at) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    mid, why = answer["mid"], answer.get("why")
    shipped = _shipped_inserts(connection, mid) if answer["c"] else set()
    for c in answer["c"] or ():
        if (c["t"], uuid.UUID(c["id"]).bytes) in shipped or not is_told(c["t"], c["col"]):
            continue
        values = [json.dumps(c.get(side)) for side in ("base", "theirs", "mine")]
        row_id = uuid.UUID(c["id"]).bytes
        row = (mid, "conflict", c["t"], row_id, c["col"], *values, why and why["code"], at)
        note_writer(connection, int(connection.execute(insert, row).lastrowid or 0), c)
    if why:
        keep_edits(connection, mid)
    if why and not answer["c"]:
        about = uuid.UUID(why["id"]).bytes if why.get("id") else None
        row = (mid, "refused", why.get("t"), about, why.get("col"), None, None, None)
        connection.execute(insert, (*row, why["code"], at))


def _shipped_inserts(connection: Connection, mid: str) -> set[Key]:
    """Return the rows of a part that every profile is born with, and that it offered as new.

    Whoever joins brings the same words as everybody, perhaps in another language: the centre keeps
    its own, and nobody has to be asked.
    """
    query = (
        "SELECT c.tbl, c.row_id FROM outbox o JOIN change c "
        "ON c.seq BETWEEN o.first_seq AND o.last_seq AND c.grp = o.grp "
        "WHERE o.mid = ? AND c.op = 'I'"
    )
    rows = connection.execute(query, (mid,)).fetchall()
    return {(t, row) for t, row in rows if is_shipped(t, uuid.UUID(bytes=row))}


def _remove(
    connection: Connection,
    table: str,
    row_id: bytes,
    again: set[Key],
    touched: dict[str, set[bytes]],
) -> None:
    touched[table].add(row_id)
    note_gone(connection, table, row_id)
    if has_shadow(connection, (table, row_id)):
        put_shadow(connection, (table, row_id), None)
        again.add((table, row_id))
    else:
        forget_row(connection, table, row_id)
        delete_row(connection, get_entity(table), row_id)


def _purge(
    connection: Connection, acl: int, again: set[Key], touched: dict[str, set[bytes]]
) -> None:
    """Delete the rows of an acl that I may not see any more."""
    connection.execute("DELETE FROM my_acl WHERE acl_id = ?", (acl,))
    copying.forget(connection, acl)
    shadows = "SELECT tbl, row_id FROM shadow WHERE body ->> '$.acl_id' = ?"
    for table, row_id in connection.execute(shadows, (acl,)).fetchall():
        _remove(connection, table, row_id, again, touched)
    for entity in iter_entities():
        query = (
            f'SELECT id FROM "{entity.key}" WHERE acl_id = ? AND id NOT IN '
            "(SELECT row_id FROM shadow WHERE tbl = ?)"
        )
        for (row_id,) in connection.execute(query, (acl, entity.key)).fetchall():
            _remove(connection, entity.key, row_id, again, touched)
