"""What a group of changes holds, counted: for progress, and for work whose own count was lost."""

from __future__ import annotations

import uuid

from desktop.store.engine import Connection
from desktop.store.work import Store


def count_changes(store: Store, group: int) -> int:
    """Return how many changes a group has."""
    with store.reading() as connection:
        query = "SELECT count(*) FROM change WHERE grp = ?"
        (count,) = connection.execute(query, (group,)).fetchone()
    return int(count)


def count_records(store: Store, group: int, entity: str) -> dict[str, int]:
    """Return how many records of an entity a group made ("I"), changed ("U") and deleted ("D")."""
    with store.reading() as connection:
        query = (
            "SELECT op, count(DISTINCT row_id) FROM change WHERE grp = ? AND tbl = ? GROUP BY op"
        )
        return dict(connection.execute(query, (group, entity)).fetchall())


def origin_of(store: Store, group: int) -> tuple[uuid.UUID, str] | None:
    """Return who made the changes of a group and by which command; None if it has none."""
    with store.reading() as connection:
        query = "SELECT actor, command FROM change WHERE grp = ? LIMIT 1"
        found = connection.execute(query, (group,)).fetchone()
    return None if found is None else (uuid.UUID(bytes=found[0]), str(found[1]))


def before_group(connection: Connection, group: int) -> int:
    """Return the number before the first change of a group."""
    query = "SELECT coalesce(min(seq) - 1, 0) FROM main.change WHERE grp = ?"
    return int(connection.execute(query, (group,)).fetchone()[0])
