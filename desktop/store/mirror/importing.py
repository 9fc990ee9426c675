"""Taking back an import that a centre may have: it does that as a whole, when it is reached."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.store.engine import Connection
from desktop.store.mirror import outbox
from desktop.store.mirror.tables import is_joined
from desktop.store.mirror.wire_rows import OWN, WireRow, is_synced, patch_of, read_wire_row
from desktop.store.row_rights import link_above

COMMAND: Final = "undo_import"
ROWS: Final = 40_000  # in one command: a minute of the centre, and two million bytes
_MADE: Final = (
    "SELECT c.tbl, c.row_id, (SELECT max(later.grp) FROM change later WHERE later.row_id = c.row_id"
    " AND later.tbl = c.tbl AND later.grp <> c.grp) FROM change c WHERE c.grp = ? AND c.op = 'I'"
)

Row = list[Json]  # id and version


@dataclass(slots=True)
class _Taken:
    """What an import made and changed, as far as nobody worked with it here since."""

    made: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    ops: list[Json] = field(default_factory=list)
    left: set[tuple[str, bytes]] = field(default_factory=set)


def queue_undo(connection: Connection, group: int, entity: str, at: int) -> int | None:
    """Let the centre take back what the import `group` wrote; None: there is no centre.

    Returns how many records of `entity` stay as they were changed here since.
    """
    if not is_joined(connection):
        return None
    outbox.collect(connection, at)
    taken = _Taken()
    _find_made(connection, group, taken)
    _find_changed(connection, group, taken)
    for args in _commands(taken):
        outbox.add_command(connection, COMMAND, args, at)
    return sum(table == entity for table, _row in taken.left)


def _find_made(connection: Connection, group: int, taken: _Taken) -> None:
    for table, row_id, later in connection.execute(_MADE, (group,)).fetchall():
        if not is_synced(table):
            continue
        found = connection.execute(
            f'SELECT ver, acl_id FROM "{table}" WHERE id = ?', (row_id,)
        ).fetchone()
        if found is None:
            continue
        if later is not None:
            taken.left.add((table, row_id))
        else:
            version = None if found[1] is None else found[0]
            taken.made[table].append([str(uuid.UUID(bytes=row_id)), version])


def _find_changed(connection: Connection, group: int, taken: _Taken) -> None:
    query = "SELECT tbl, row_id, diff FROM change WHERE grp = ? AND op = 'U' ORDER BY seq"
    own = {(t, uuid.UUID(str(row[0])).bytes) for t, rows in taken.made.items() for row in rows}
    own |= taken.left
    ends: dict[tuple[str, bytes], dict[str, list[Json]]] = defaultdict(dict)
    for table, row_id, diff in connection.execute(query, (group,)).fetchall():
        if is_synced(table) and (table, row_id) not in own:
            for name, (base, new) in patch_of(get_entity(table), json.loads(diff)).items():
                ends[table, row_id].setdefault(name, [base, new])[1] = new
    for (table, row_id), patch in ends.items():
        row = read_wire_row(connection, get_entity(table), row_id)
        back: dict[str, Json] = {
            name: [new, base]
            for name, (base, new) in patch.items()
            if base != new and row is not None and _cell(row, name) == new
        }
        if len(back) < len(patch):
            taken.left.add((table, row_id))
        if back:
            about: Json = {"t": table, "id": str(uuid.UUID(bytes=row_id)), "o": "U", "f": back}
            taken.ops.append(about)


def _commands(taken: _Taken) -> Iterator[dict[str, Any]]:
    """Yield arguments of commands; what hangs on others comes before them.

    Old values come first, in commands of their own: what they name is not in the bin yet.
    """
    for ops in _portions(taken.ops):
        yield {"made": [], "ops": ops}
    rows = [
        (table, row)
        for table in sorted(taken.made, key=_hangs, reverse=True)
        for row in taken.made[table]
    ]
    for first in range(0, len(rows), ROWS):
        some = rows[first : first + ROWS]
        made: dict[str, list[Row]] = defaultdict(list)
        for table, row in some:
            made[table].append(row)
        yield {"made": [{"t": table, "rows": found} for table, found in made.items()]}


def _portions(ops: list[Json]) -> Iterator[list[Json]]:
    """Yield operations so many at a time as ordinary edits travel."""
    some: list[Json] = []
    octets = 0
    for one in ops:
        size = len(json.dumps(one))  # as it stands in the command: other signs than ASCII escaped
        if some and (len(some) == outbox.OPERATIONS or octets + size > outbox.BYTES):
            yield some
            some, octets = [], 0
        some.append(one)
        octets += size
    if some:
        yield some


def _hangs(table: str) -> int:
    above = link_above(get_entity(table))
    return 1 + _hangs(get_entity(table).field(above).target) if above else 0


def _cell(row: WireRow, name: str) -> Json:
    if not name.startswith(OWN):
        return row.get(name)
    extra = row.get("extra")
    return extra.get(name.removeprefix(OWN)) if isinstance(extra, Mapping) else None
