"""Copying everything that we may see, table by table, and sweeping what is not there any more."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Final

from desktop.core.entities import UnknownEntityError, get_entity, iter_entities
from desktop.store.engine import Connection
from desktop.store.migrations import HEAD
from desktop.store.mirror.applying import CURSOR, put_rows, sweep
from desktop.store.mirror.outbox import Key
from desktop.store.mirror.overlay import recompute
from desktop.store.mirror.tables import set_state
from desktop.store.mirror.wire_rows import WireRow
from desktop.store.transactions import Writing
from desktop.sync.transport import Centre

ROWS: Final = 200  # in one transaction, so that nobody's save waits

EngineWork = Callable[[], AbstractContextManager[Writing]]


def copy_all(centre: Centre, work: EngineWork) -> None:
    """Copy everything and remember the cursor from which to pull on.

    The cursor is taken before the first row is read: what changes meanwhile comes again by the
    pull, and rows of a pull are never older than those of the copy.
    """
    cursor = centre.position()
    seen: dict[str, set[bytes]] = defaultdict(set)
    for table in centre.tables():
        try:
            get_entity(table)
        except UnknownEntityError:
            continue
        for some in _portions(centre.rows(table, HEAD)):
            with work() as writing:
                seen[table] |= _put(writing.connection, table, some)
                writing.uncaptured.add(table)
    levels = centre.levels()
    with work() as writing:
        connection = writing.connection
        connection.execute("DELETE FROM my_acl")
        connection.executemany("INSERT INTO my_acl VALUES(?, ?)", levels)
        sweep(connection, seen)
        set_state(connection, CURSOR, json.dumps(cursor))
        writing.uncaptured.update(entity.key for entity in iter_entities())


def _put(connection: Connection, table: str, rows: list[WireRow]) -> set[bytes]:
    again: set[Key] = set()
    touched: dict[str, set[bytes]] = defaultdict(set)
    put_rows(connection, [(table, row) for row in rows], again, touched)
    recompute(connection, again)
    return {uuid.UUID(str(row["id"])).bytes for row in rows}


def _portions(rows: Iterable[WireRow]) -> Iterator[list[WireRow]]:
    waiting = iter(rows)
    while some := list(islice(waiting, ROWS)):
        yield some
