"""Fetching what happened with one record before what is here; it stays and keeps up to date.

Each page is read in the same snapshot as a pull and written with it in one transaction, so what is
here is always what the centre showed at one moment: a row that goes, or that a right was lost to,
is told by the next pull like any other.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Final, cast

from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Kind
from desktop.store.mirror import applying, copying, horizons
from desktop.store.mirror.bulk_rows import put_cells
from desktop.store.mirror.outbox import Key
from desktop.store.mirror.overlay import recompute
from desktop.store.mirror.row_plans import row_plan
from desktop.store.mirror.tables import get_state
from desktop.sync.backfill import Surroundings
from desktop.sync.errors import offline
from desktop.sync.identity import identity_of
from desktop.sync.queries import Older

ROWS: Final = 500  # in one page
TRIES: Final = 20  # pages that came too late, as something else was pulled meanwhile


def fetch_older(
    engine: Surroundings,
    entity: Entity,
    record_id: uuid.UUID,
    report: Callable[[int], None] | None = None,
) -> int:
    """Fetch all that happened with a record before what is here; return how many rows came.

    Args:
        engine: asks and writes; a round was done just before.
        entity: the record's.
        record_id: its.
        report: is told how many rows came so far; what it raises ends it, and what came stays.

    Raises:
        OfflineError: the centre does not answer; what came stays.
    """
    came, is_sure = 0, True
    for older in _parts(engine, entity, record_id):
        after: str | None = None
        while True:
            rows, is_whole = _page(engine, older, after)
            is_sure = is_sure and is_whole
            came += len(rows)
            if report is not None:
                report(came)
            if len(rows) < ROWS:
                break
            after = str(uuid.UUID(bytes=rows[-1]))
    if is_sure:
        with engine.engine_work() as writing:
            if not copying.is_waiting(writing.connection):
                horizons.note_whole(writing.connection, record_id.bytes)
                writing.uncaptured.add(entity.key)
    return came


def link_to(history: Entity, entity: Entity) -> str:
    """Return the link by which records of a history stand on the timeline of an entity, or ""."""
    links = [f.name for f in history.fields if f.kind is Kind.LINK and f.target == entity.key]
    return history.timeline if history.timeline in links else next(iter(links), "")


def _parts(engine: Surroundings, entity: Entity, record_id: uuid.UUID) -> Iterator[Older]:
    with engine.engine_work() as writing:
        here = horizons.horizons(writing.connection)
    for history in horizons.histories():
        link = link_to(history, entity)
        if link and history.key in here:
            yield Older(history.key, link, record_id, here[history.key])


def _page(engine: Surroundings, older: Older, after: str | None) -> tuple[list[bytes], bool]:
    """Take over one page; return the ids of its rows, and whether all that I may see was told."""
    id_at = row_plan(get_entity(older.table)).id_at
    for _try in range(TRIES):
        with engine.engine_work() as writing:
            client, _lease = identity_of(writing.connection)
            stored = get_state(writing.connection, applying.CURSOR)
        if stored is None:
            break
        since = json.loads(stored)
        pulled, rows = engine.centre.pull_with_older(client, since, older, after, ROWS)
        if pulled is None:
            break
        with engine.engine_work() as writing:
            touched = applying.apply_pull(writing.connection, pulled)
            if touched is None:
                continue
            again: set[Key] = set()
            if rows:
                put_cells(writing.connection, older.table, rows, again)
                recompute(writing.connection, again)
            writing.uncaptured.update((*touched, older.table))
        return [cast("bytes", row[id_at]) for row in rows], not pulled.load
    raise offline()
