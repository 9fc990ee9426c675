"""What the worker does at its start and in quiet hours."""

from __future__ import annotations

from desktop.core.filters import Json
from desktop.services.activities.anniversaries import roll_anniversaries
from desktop.services.backups.making import make_if_due
from desktop.services.diary.publishing import roll_bookings
from desktop.services.long_work import LongWork, long_work
from desktop.services.old_files import drop_old_refused_rows, drop_unnamed_blobs
from desktop.store.diary_upkeep import fill_times
from desktop.store.maintenance import (
    is_merge_due,
    merge_search,
    purge_expired,
    rebuild_last_contacts,
    refill_search,
)
from desktop.store.mirror.tables import is_joined


@long_work("maintenance.run")
def maintain(work: LongWork) -> Json:
    """Fill search tables, delete what is old, back up once a day; quick if idle.

    Opening the store has made the derived indexes already. Returns what was done.
    """
    refilled = refill_search(work.store, work.report)
    # A company's bin is emptied at its centre, once (desktop.agent).
    purged = 0 if _is_joined(work) else purge_expired(work.store, work.actor)
    contacts = rebuild_last_contacts(work.store)
    rolled = roll_anniversaries(work.store, work.actor)
    times = fill_times(work.store)
    if not _is_joined(work):
        roll_bookings(work.store, work.actor)
    if purged or is_merge_due(work.store):
        merge_search(work.store)
    made = make_if_due(work)
    files = drop_unnamed_blobs(work) + drop_old_refused_rows(work.profile)
    work.store.checkpoint()
    backup = made.path.name if made else None
    return {
        "refilled": refilled,
        "purged": purged,
        "contacts": contacts,
        "rolled": rolled,
        "times": times,
        "backup": backup,
        "files": files,
    }


def _is_joined(work: LongWork) -> bool:
    with work.store.reading() as connection:
        return is_joined(connection)
