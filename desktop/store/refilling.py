"""Making the search documents of all records of an entity anew: one thread makes, another writes.

A portion of documents is made outside of any transaction and written by three statements, in which
the interpreter is free to make the next one. If anything else was written between its making and
its writing, it is made once more, inside of the transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Final

from desktop.core.entities import Entity
from desktop.store import search_index
from desktop.store.batches import Pace
from desktop.store.ddl import RID
from desktop.store.engine import Connection, connect_reader
from desktop.store.faults import told
from desktop.store.search_index import Portion
from desktop.store.work import Store

Advance = Callable[[int], None]
Ahead = Callable[[int, int], Future[Portion]]
State = tuple[int, int]

FIRST_SIZE: Final = 200


def refill(store: Store, entity: Entity, done: int, progress: Advance | None = None) -> int:
    """Make the documents of all records of `entity` anew, in short transactions.

    Args:
        store: where they are.
        entity: of which.
        done: how many rows of other entities are done.
        progress: is told by and by how many rows are done; it may raise CancelledError.

    Returns:
        How many rows are done, with those of other entities.
    """
    query = f'SELECT coalesce(max({RID}), 0) FROM "{entity.key}"'
    with store.reading() as reading:
        (last,) = reading.execute(query).fetchone()
        state = _state(reading)
    if last == 0:
        return done
    pace, first = Pace(first_size=FIRST_SIZE), 1
    with _ahead(store, entity) as ahead:
        size = pace.size
        coming = ahead(first, size)
        while first <= last:
            with told():
                portion = coming.result()
            start, following = time.monotonic(), pace.size
            with store.exclusive() as connection:
                if _state(connection) != state:
                    portion = search_index.make_portion(connection, entity, first, size)
                search_index.empty(connection, entity, first, first + size - 1)
                coming = ahead(first + size, following)  # nobody else can write meanwhile
                search_index.put_portion(connection, portion)
                state = _state(connection)
            seconds = time.monotonic() - start
            pace.took(seconds * following / size)  # of as many rows as the next transaction
            first, done, size = first + size, done + size, following
            pace.rest()
            if progress is not None:
                progress(done)
    return done


@contextmanager
def _ahead(store: Store, entity: Entity) -> Iterator[Ahead]:
    """Lend what begins to make documents of so many rows from a first one on."""
    with told():
        reader = connect_reader(store.path, store.key)
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="documents") as thread:
            make = partial(search_index.make_portion, reader, entity)
            yield lambda first, size: thread.submit(make, first, size)
    finally:
        reader.close()


def _state(connection: Connection) -> State:
    """Return what differs after others wrote, at other connections or at this one."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return version, connection.total_changes
