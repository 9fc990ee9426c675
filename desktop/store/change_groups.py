"""What a group of changes holds, counted: for progress, and for work whose own count was lost."""

from __future__ import annotations

from desktop.store.faults import told
from desktop.store.work import Store


def count_changes(store: Store, group: int) -> int:
    """Return how many changes a group has."""
    with told():
        query = "SELECT count(*) FROM change WHERE grp = ?"
        (count,) = store.driver.execute(query, (group,)).fetchone()
    return int(count)


def count_records(store: Store, group: int, entity: str) -> dict[str, int]:
    """Return how many records of an entity a group made ("I"), changed ("U") and deleted ("D")."""
    with told():
        query = (
            "SELECT op, count(DISTINCT row_id) FROM change WHERE grp = ? AND tbl = ? GROUP BY op"
        )
        return dict(store.driver.execute(query, (group, entity)).fetchall())
