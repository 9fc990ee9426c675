"""Comparing what is here with what the centre shows; what differs is copied anew."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Final

from desktop.core.clock import to_micros
from desktop.store.mirror import applying, copying
from desktop.store.mirror.digests import Digest, own_digest
from desktop.store.mirror.horizons import windows
from desktop.store.mirror.tables import get_state, set_state
from desktop.store.work import Store
from desktop.sync.backfill import Surroundings

VERIFIED: Final = "verified_at"
INCIDENTS: Final = "incidents"
DAY: Final = 86_400_000_000
TRIES: Final = 5  # while somebody is editing
log = logging.getLogger(__name__)

Differences = list[tuple[str, int]]  # table and acl


def is_due(engine: Surroundings, now: int) -> bool:
    """Tell whether the last comparison was a day ago; the first round counts as one."""
    with engine.engine_work() as writing:
        last = get_state(writing.connection, VERIFIED)
        if last is None:
            set_state(writing.connection, VERIFIED, str(now))
    return last is not None and not 0 <= now - int(last) < DAY  # a clock may have been ahead


def compare(engine: Surroundings, store: Store, client: str) -> Differences | None:
    """Pull, and compare with the centre as it was at that moment; arrange for new copies.

    Returns:
        The tables and acls that differ; None: it could not be told just now.
    """
    with engine.engine_work() as writing:
        stored = get_state(writing.connection, applying.CURSOR)
        is_copying = copying.is_waiting(writing.connection)
    if stored is None or is_copying:
        return None
    for _try in range(TRIES):
        with engine.engine_work() as writing:
            parts = windows(writing.connection)
        pulled, theirs = engine.centre.pull_with_digest(client, json.loads(stored), parts)
        if pulled is None or pulled.load:
            return None
        with engine.engine_work() as writing:
            touched = applying.apply_pull(writing.connection, pulled)
            writing.uncaptured.update(touched or ())
            stored = get_state(writing.connection, applying.CURSOR)
        ours = own_digest(store, parts)
        if touched is not None and ours is not None:
            return _arrange(engine, store, _differences(theirs, ours))
        if stored is None:
            return None
    return None


def _differences(theirs: Mapping[tuple[str, int], tuple[int, int]], ours: Digest) -> Differences:
    return sorted(k for k in theirs.keys() | ours.keys() if theirs.get(k) != ours.get(k))


def _arrange(engine: Surroundings, store: Store, found: Differences) -> Differences:
    now = to_micros(store.clock.now())
    with engine.engine_work() as writing:
        connection = writing.connection
        set_state(connection, VERIFIED, str(now))
        if found:
            tables = list(dict.fromkeys(table for table, _acl in found))
            acls = sorted({acl for _table, acl in found})
            log.error("not what the centre shows, copied anew: %s, %d acls", tables, len(acls))
            before = int(get_state(connection, INCIDENTS) or 0)
            set_state(connection, INCIDENTS, str(before + 1))
            copying.begin_again(connection, tables, acls)
    return found
