"""What the worker does at its start and in quiet hours, and what the person may ask it to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from desktop.core.filters import Json
from desktop.core.paths import Profile
from desktop.services.long_work import LongWork, long_work
from desktop.store.backup import back_up
from desktop.store.maintenance import is_merge_due, merge_search, purge_expired, refill_search

BACKUP_EVERY: Final = dt.timedelta(hours=20)  # so that every working day has one


@long_work("maintenance.run")
def maintain(work: LongWork) -> Json:
    """Fill search tables, empty the bin of what is old, back up once a day; quick if idle.

    Opening the store has made the derived indexes already. Returns what was done.
    """
    refilled = refill_search(work.store, work.report)
    purged = purge_expired(work.store, work.actor)
    if purged or is_merge_due(work.store):
        merge_search(work.store)
    made = _back_up_if_due(work)
    work.store.checkpoint()
    return {"refilled": refilled, "purged": purged, "backup": made.name if made else None}


@long_work("backup.run")
def back_up_now(work: LongWork) -> Json:
    """Back the database up now and return the path of the copy."""
    return str(_back_up(work))


def _back_up_if_due(work: LongWork) -> Path | None:
    folder = Profile(work.profile).backups
    newest = max((p.stat().st_mtime for p in folder.glob("*.sqlite")), default=0.0)
    age = work.store.clock.now() - dt.datetime.fromtimestamp(newest, dt.UTC)
    return _back_up(work) if age > BACKUP_EVERY else None


def _back_up(work: LongWork) -> Path:
    profile = Profile(work.profile)

    def tell(done: int, of: int) -> None:
        work.report(done, of)

    return back_up(profile.main, profile.backups, work.store.clock, progress=tell)
