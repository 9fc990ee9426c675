"""What the worker does when nobody waits: search tables filled, the bin emptied, indexes merged.

Everything goes in short transactions, so that a person who saves meanwhile hardly notices.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Final

from desktop.core.entities import iter_entities
from desktop.core.permissions import Actor
from desktop.store import derived, last_contacts, search_index
from desktop.store.batches import Pace
from desktop.store.recycle_bin import KEPT_DAYS
from desktop.store.refilling import Advance, refill
from desktop.store.work import Store

_PURGED_AT_ONCE: Final = 100
_MERGED_PAGES: Final = 64
_MERGED_KEY: Final = "merged_at_change"
_CONTACTS_KEY: Final = "last_contacts"
_FEW_CHANGES: Final = 20_000
_SHARE: Final = 5  # of the documents, one in five


def refill_search(store: Store, progress: Advance | None = None) -> int:
    """Make the search documents of every entity whose declaration changed; return how many rows.

    Stopped half-way it begins that entity again the next time; `progress` may raise
    CancelledError. Where another thread is at it, that one does this too and nobody waits.
    """
    done, chores = 0, store.chores
    chores.wants_filling.set()
    while chores.wants_filling.is_set() and chores.filling.acquire(blocking=False):
        try:
            chores.wants_filling.clear()
            done = _refill_stale(store, done, progress)
        finally:
            chores.filling.release()
    return done


def rebuild_derived(store: Store, progress: Advance | None = None) -> int:
    """Throw away everything derived and make it again: the cure if an index went wrong."""
    with store.exclusive() as connection:
        derived.drop_all(connection)
        derived.renew(connection)
    return refill_search(store, progress)


def purge_expired(store: Store, actor: Actor, days: int = KEPT_DAYS) -> int:
    """Delete for good what has been in the bin for more than `days`; return how many records."""
    before = store.clock.now() - dt.timedelta(days=days)
    purged = 0
    for entity in iter_entities():
        found = _PURGED_AT_ONCE
        while found == _PURGED_AT_ONCE:
            with store.work(actor, "bin.expire") as work:
                found = work.purge_expired(entity.key, before, _PURGED_AT_ONCE)
            purged += found
    return purged


def rebuild_last_contacts(store: Store) -> int:
    """Make the last contacts of customers anew, once after an upgrade; return how many differed.

    Afterwards triggers keep them.
    """
    query = "SELECT (SELECT coalesce(max(rid), 0) FROM account), (SELECT 1 FROM meta WHERE key = ?)"
    with store.reading() as connection:
        last, is_done = connection.execute(query, (_CONTACTS_KEY,)).fetchone()
    if is_done:
        return 0
    pace, first, differed = Pace(), 1, 0
    while first <= last:
        start, size = time.monotonic(), pace.size
        with store.exclusive() as connection:
            differed += last_contacts.rebuild(connection, first, first + size - 1)
        first += size
        pace.took(time.monotonic() - start)
        pace.rest()
    with store.exclusive() as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES(?, '1')", (_CONTACTS_KEY,))
    return differed


def merge_search(store: Store) -> None:
    """Merge the parts of the search index; only then words of deleted records leave the file."""
    pace = Pace()
    for table in ("search", "digits"):
        pages, moved = -_MERGED_PAGES, True  # below zero: begin to merge everything into one
        while moved:
            with store.exclusive() as connection:
                before = connection.total_changes
                connection.execute(
                    f"INSERT INTO {table}({table}, rank) VALUES('merge', ?)", (pages,)
                )
                moved = connection.total_changes - before > 1
            pages = _MERGED_PAGES
            pace.rest()
    with store.exclusive() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO meta SELECT ?, coalesce(max(seq), 0) FROM change",
            (_MERGED_KEY,),
        )


def is_merge_due(store: Store) -> bool:
    """Tell whether so much changed since the last merging that searches may have become slow."""
    query = (
        "SELECT (SELECT coalesce(max(seq), 0) FROM change), "
        "(SELECT value FROM meta WHERE key = ?), (SELECT count(*) FROM search_docsize)"
    )
    with store.reading() as connection:
        last, merged, documents = connection.execute(query, (_MERGED_KEY,)).fetchone()
    return bool(last - int(merged or 0) > max(_FEW_CHANGES, documents // _SHARE))


def _refill_stale(store: Store, done: int, progress: Advance | None) -> int:
    with store.reading() as reading:
        stale = search_index.stale_entities(reading)
    for entity in stale:
        with store.exclusive() as connection:
            if entity.key in store.chores.loading:
                continue  # whoever loads it asks again when its rows are here
            search_index.begin_filling(connection, entity)
        done = refill(store, entity, done, progress)
        with store.exclusive() as connection:
            search_index.end_filling(connection, entity)
    return done
