"""Finding out that the centre went back to a backup, and offering again what it forgot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.core.filters import Json
from desktop.store.engine import Connection
from desktop.store.mirror import outbox
from desktop.store.mirror.tables import get_state, set_state
from desktop.sync.backfill import Surroundings
from desktop.sync.clocks import note_clock
from desktop.sync.identity import start_anew

GENERATION: Final = "generation"
KEPT_DAYS: Final = 30  # accepted edits are offered again after the centre went back to a backup
KEPT_GROUPS: Final = 5_000  # and so many of the last ones, however wrong the clock is
_DAY: Final = 86_400_000_000


def learn_history(engine: Surroundings, answer: Mapping[str, Any], now: int) -> None:
    """Take over the generation that the centre told; offer again what it does not know any more.

    How far the clock here is off is noted on the way.

    Args:
        engine: asks and writes.
        answer: of hello.
        now: in microseconds.
    """
    generation = str(answer["generation"])
    with engine.engine_work() as writing:
        connection = writing.connection
        note_clock(connection, str(answer["server_time"]), now)
        before = get_state(connection, GENERATION)
        if before == generation and answer["history"] is None:
            return
        since = now - KEPT_DAYS * _DAY
        query = (
            "SELECT mid FROM outbox WHERE status IN ('acked', 'settled') "
            "AND (at >= ? OR n > (SELECT max(n) FROM outbox) - ?) ORDER BY n"
        )
        mids = [mid for (mid,) in connection.execute(query, (since, KEPT_GROUPS)).fetchall()]
    kept = engine.centre.known(mids) if mids and before is not None else {}
    with engine.engine_work() as writing:
        connection = writing.connection
        if before is not None:
            for mid in mids:
                _requeue(connection, mid, kept.get(mid))
            start_anew(connection)
        set_state(connection, GENERATION, generation)


def _requeue(connection: Connection, mid: str, answer: Json) -> None:
    if answer is None:
        connection.execute("UPDATE outbox SET status = 'queued', xid = NULL WHERE mid = ?", (mid,))
        outbox.shadow_rows(connection, mid)
    else:
        connection.execute("UPDATE outbox SET xid = 0 WHERE mid = ?", (mid,))
