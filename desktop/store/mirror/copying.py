"""What has yet to be copied from the views of the centre, and how far that came.

It stands in the profile, so that a copy that broke off goes on where it was: the rows of a table
come in the order of their ids, and each transaction that writes some notes the last one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from desktop.core.entities import iter_entities
from desktop.core.filters import Json
from desktop.store.engine import Connection
from desktop.store.held_history import COPIED_AT
from desktop.store.mirror import horizons
from desktop.store.mirror.tables import get_state, set_state

COPYING: Final = "copying"
GAINED: Final = "gained"


@dataclass(slots=True)
class Copying:
    """A copy under way: of everything, or of the rows of some acls or tables."""

    acls: list[int] | None = None  # None: all that I may see
    cursor: Mapping[str, Json] | None = None  # pulled from at the end of a copy of everything
    only: list[str] | None = None  # tables; None: all
    done: list[str] = field(default_factory=list)  # tables
    after: str | None = None  # id of the last row of the table under way
    swept: list[str] = field(default_factory=list)  # tables in which more may be than there
    total: int = 0  # rows of a copy of everything, as they were counted when it began
    came: int = 0  # of them
    since: dict[str, int | None] | None = (
        None  # horizons that it goes back to; None: those that are
    )


def under_way(connection: Connection) -> Copying | None:
    """Return the copy that was begun and did not end."""
    stored = get_state(connection, COPYING)
    return None if stored is None else Copying(**json.loads(stored))


def note(connection: Connection, copy: Copying | None) -> None:
    """Remember how far a copy came; None: it ended."""
    set_state(connection, COPYING, None if copy is None else json.dumps(asdict(copy)))


def begin_all(connection: Connection, cursor: Mapping[str, Json], total: int, at: int) -> Copying:
    """Begin to copy everything; what was to be copied of it before is part of that."""
    set_state(connection, COPIED_AT, str(at))
    filled = [entity.key for entity in iter_entities() if _holds(connection, entity.key)]
    copy = Copying(cursor=cursor, swept=filled, total=total)
    set_state(connection, GAINED, None)
    horizons.forget_whole(connection)
    note(connection, copy)
    return copy


def give_up(connection: Connection) -> None:
    """Forget what was being copied: all of it begins anew."""
    note(connection, None)
    set_state(connection, GAINED, None)


def gain(connection: Connection, acls: Sequence[int]) -> None:
    """Note acls whose rows are too many to come along with a pull."""
    if acls:
        waiting = _gained(connection)
        set_state(connection, GAINED, json.dumps(sorted({*waiting, *acls})))
        horizons.forget_whole(connection)


def forget(connection: Connection, acl: int) -> None:
    """Do not copy an acl that I may not see any more."""
    waiting = _gained(connection)
    if acl in waiting:
        left = [one for one in waiting if one != acl]
        set_state(connection, GAINED, json.dumps(left) if left else None)


def begin_gained(connection: Connection) -> Copying | None:
    """Return the copy under way, or begin that of what waits; None: there is nothing.

    First the acls that were gained; then what is older than the histories that are here.
    """
    copy = under_way(connection)
    if copy is not None:
        return copy
    waiting = _gained(connection)
    further = horizons.to_reach(connection)
    if waiting:
        copy = Copying(acls=waiting)
        set_state(connection, GAINED, None)
    elif further:
        copy = Copying(only=list(further), since=further)
    if copy is not None:
        note(connection, copy)
    return copy


def begin_again(connection: Connection, tables: Sequence[str], acls: Sequence[int]) -> Copying:
    """Begin to copy acls of some tables anew, as what is here of them is not what is there."""
    copy = Copying(acls=list(acls), only=list(tables), swept=list(tables))
    horizons.forget_whole(connection)
    note(connection, copy)
    return copy


def begin_wider(connection: Connection, tables: Sequence[str]) -> Copying:
    """Begin to copy all that I may see of some tables, as more of each row is wanted now."""
    copy = Copying(only=list(tables))
    note(connection, copy)
    return copy


def missing(connection: Connection) -> int:
    """Return how many rows of a copy of everything have yet to come, about; 0: unknown, or none."""
    copy = under_way(connection)
    return 0 if copy is None or copy.cursor is None else max(copy.total - copy.came, 0)


def is_waiting(connection: Connection) -> bool:
    """Tell whether anything has yet to be copied."""
    return under_way(connection) is not None or bool(_gained(connection))


def _gained(connection: Connection) -> list[int]:
    return [int(acl) for acl in json.loads(get_state(connection, GAINED) or "[]")]


def _holds(connection: Connection, table: str) -> bool:
    """Tell whether a table has rows here, or had some whose deletion waits."""
    query = f'SELECT 1 FROM "{table}" UNION ALL SELECT 1 FROM shadow WHERE tbl = ? LIMIT 1'
    return connection.execute(query, (table,)).fetchone() is not None
