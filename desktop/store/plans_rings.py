"""Tasks that stand below themselves, for as long as what was done here waits to be refused.

Two people who work offline may put A below B and B below A. The centre takes one of both and
refuses the other; until then both rows lie here. As in `core.scheduling.tree`, the greatest of a
ring stands at the top meanwhile, so that nothing is hidden.
"""

from __future__ import annotations

from typing import Final

from desktop.store.engine import Connection
from desktop.store.rings import PARENT
from desktop.store.sync_state import get_state, is_joined

# Parents that wait are few: only they can close a ring.
_UP: Final = f"""
    WITH RECURSIVE
    moved (id) AS (
        SELECT DISTINCT c.row_id FROM change c
        WHERE c.seq > ? AND c.tbl = 'task' AND c.op = 'U' AND c.diff -> '$.{PARENT}' IS NOT NULL),
    up (start, id) AS (
        SELECT t.id, t.{PARENT} FROM main.task t JOIN moved m ON m.id = t.id
        WHERE t.{PARENT} IS NOT NULL
        UNION
        SELECT up.start, t.{PARENT} FROM up JOIN main.task t ON t.id = up.id
        WHERE t.{PARENT} IS NOT NULL)
    SELECT start, id FROM up WHERE start IN (SELECT start FROM up WHERE id = start)"""


def ring_tops(connection: Connection) -> set[bytes]:
    """Return of each ring of tasks the one that is shown at the top."""
    if not is_joined(connection):
        return set()
    from desktop.store.mirror.outbox import COLLECTED, PENDING  # alone nobody needs it

    query = f"SELECT min(first_seq) FROM outbox WHERE status IN {PENDING}"
    found = connection.execute(query).fetchone()
    collected = int(get_state(connection, COLLECTED) or 0)
    before = collected if found is None or found[0] is None else min(collected, found[0] - 1)
    rings: dict[bytes, set[bytes]] = {}
    for start, above in connection.execute(_UP, (before,)).fetchall():
        rings.setdefault(start, {start}).add(above)
    return {max(ring) for ring in rings.values()}
