"""Loading very many rows of one entity: its indexes and search documents are made afterwards.

In the midst of it the program may end: then the worker makes at its next start what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.entities import Entity
from desktop.store import derived
from desktop.store.search_index import forget_filled
from desktop.store.work import Store


def begin(store: Store, entity: Entity) -> None:
    """Take the indexes away that lists are read by; the search documents count as missing."""
    store.chores.loading.add(entity.key)
    with store.exclusive() as connection:
        derived.drop_list_indexes(connection, entity, keeps_timeline=True)
        forget_filled(connection, entity)


def end(store: Store, entity: Entity) -> None:
    """Make the indexes; `refill_search` makes the documents."""
    store.chores.loading.discard(entity.key)
    make_indexes(store, derived.list_indexes(entity).values())


def make_indexes(store: Store, statements: Iterable[str]) -> None:
    """Make indexes, each in a transaction of its own: it takes seconds for a million rows."""
    for statement in statements:
        with store.exclusive() as connection:
            connection.execute(derived.if_missing(statement))
    with store.exclusive() as connection:
        derived.remember_if_whole(connection)
