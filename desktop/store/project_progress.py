"""How far projects are: kept beside them from their tasks, for lists, filters and statistics.

Triggers say which projects it is out of date for, whoever writes the tasks; before the work ends it
is counted anew, once for each. It follows from other rows, so it is not captured: two people who
report progress do not contradict each other about the project. `core.work.totals` counts the same
for what plans show.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.store.engine import Connection

PREFIX: Final = "project_percent_"  # of triggers
_STALE: Final = -1
_OF_TASK: Final = (
    "project_id, parent_id, status, percent, effort, duration, assignees, is_milestone, deleted_at"
)
_ABOVE: Final = """
    WITH RECURSIVE up (id) AS (
        SELECT id FROM main.project WHERE percent = ?
        UNION SELECT p.parent_id FROM up JOIN main.project p ON p.id = up.id
        WHERE p.parent_id IS NOT NULL)
    SELECT id FROM up"""
_WEIGHT: Final = (
    "CASE WHEN t.is_milestone IS 1 THEN 0 WHEN t.effort > 0 THEN t.effort"
    " ELSE coalesce(nullif(t.duration, 0), 480)"
    " * max(coalesce(json_array_length(t.assignees), 0), 1) END"
)
_DONE: Final = (
    "CASE WHEN t.status = 'done' THEN 100 ELSE max(0, min(coalesce(t.percent, 0) / 10000, 100)) END"
)
_COUNT: Final = f"""
    WITH RECURSIVE down (id) AS (
        SELECT ? UNION SELECT p.id FROM down JOIN main.project p ON p.parent_id = down.id
        WHERE p.deleted_at IS NULL)
    SELECT sum(w), sum(w * done), sum(is_done), count(*) FROM (
        SELECT {_WEIGHT} AS w, {_DONE} AS done, t.status = 'done' AS is_done
        FROM down CROSS JOIN main.task t ON t.project_id = down.id
        WHERE t.deleted_at IS NULL AND t.status IS NOT 'cancelled' AND NOT EXISTS (
            SELECT 1 FROM main.task c WHERE c.parent_id = t.id AND c.deleted_at IS NULL))"""


def triggers() -> Iterator[tuple[str, str]]:
    """Yield name and CREATE statement of each trigger."""
    for table, link, columns in (
        ("task", "project_id", _OF_TASK),
        ("project", "parent_id", "parent_id, deleted_at"),
    ):
        for event, sides in (
            ("INSERT", ("NEW",)),
            (f"UPDATE OF {columns}", ("OLD", "NEW")),
            ("DELETE", ("OLD",)),
        ):
            name = f"{PREFIX}{table}_{event[0].lower()}"
            named = " OR ".join(f"{side}.{link} IS NOT NULL" for side in sides)
            ids = ", ".join(f"{side}.{link}" for side in sides)
            yield (
                name,
                (
                    f"CREATE TRIGGER {name} AFTER {event} ON {table}\nWHEN {named}\nBEGIN\n"
                    f"UPDATE project SET percent = {_STALE} WHERE id IN ({ids})"
                    f" AND percent IS NOT {_STALE};\nEND"
                ),
            )


def renew(connection: Connection) -> set[bytes]:
    """Count the progress of projects that it is out of date for; return those it was."""
    stale = {one for (one,) in connection.execute(_ABOVE, (_STALE,)).fetchall()}
    for one in stale:
        weight, done, finished, tasks = connection.execute(_COUNT, (one,)).fetchone()
        by_count = 100 * finished // tasks if tasks else None
        percent = done // weight if weight else by_count
        stored = None if percent is None else percent * 10_000
        connection.execute("UPDATE main.project SET percent = ? WHERE id = ?", (stored, one))
    return stale
