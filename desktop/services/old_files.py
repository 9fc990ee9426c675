"""Files beside the database that nothing needs any more: blobs without a name, old refused rows."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from desktop.core.clock import local_day
from desktop.services.long_work import LongWork
from desktop.store.blobs import Blobs, named_blobs
from desktop.store.drafts import DRAFTS, LocalDrafts
from desktop.store.engine import connect_reader
from desktop.store.recycle_bin import KEPT_DAYS
from desktop.store.work import Store

log = logging.getLogger(__name__)

REFUSED_ROWS: Final = "imports"  # the folder of `files.importing`
REFUSED_DAYS: Final = 180  # the file of an import of half a year ago is mended no more
# As long as the bin: who goes back to an earlier state finds the pictures of what was done since.
BLOB_DAYS: Final = KEPT_DAYS
_EVERY_DAYS: Final = 7  # all that was ever named is read for it, which takes seconds
_SWEPT: Final = "blobs_swept_on"
_DAY_SECONDS: Final = 24 * 3600
_HASH: Final = re.compile(r"\b[0-9a-f]{64}\b")


def drop_unnamed_blobs(work: LongWork) -> int:
    """Delete the blobs that no record, history or draft names, once a week; return how many.

    Pictures of forms that were never saved are such, and those of persons whose data were removed.
    """
    today = local_day(work.store.clock.now())
    if not _is_due(work.store, today):
        return 0
    blobs = Blobs(work.profile, work.store.key)
    old = list(blobs.garbage((), BLOB_DAYS * _DAY_SECONDS))
    dropped = 0
    if old:
        kept = {*_named(work), *_named_by_drafts(work)}
        dropped = sum(_drop(path) for path in old if path.name not in kept)
    with work.store.exclusive() as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (_SWEPT, today.isoformat()))
    return dropped


def drop_old_refused_rows(profile: Path, days: int = REFUSED_DAYS) -> int:
    """Delete the files of rows that imports refused, `days` after they were last touched."""
    latest = time.time() - days * _DAY_SECONDS
    folder = profile / REFUSED_ROWS
    files = [path for path in folder.glob("*") if path.is_file()]
    return sum(_drop(path) for path in files if _touched(path) <= latest)


def _is_due(store: Store, today: dt.date) -> bool:
    query = "SELECT value FROM meta WHERE key = ?"
    with store.reading() as connection:
        found = connection.execute(query, (_SWEPT,)).fetchone()
    if found is None:
        return True
    last = dt.date.fromisoformat(found[0])
    return not dt.timedelta() <= today - last < dt.timedelta(days=_EVERY_DAYS)


def _named(work: LongWork) -> Iterator[str]:
    """Yield the hashes that records and their history name, by a connection of its own."""
    with closing(connect_reader(work.store.path, work.store.key)) as connection:
        yield from named_blobs(connection)


def _named_by_drafts(work: LongWork) -> Iterator[str]:
    if not (work.profile / DRAFTS).exists():
        return
    with closing(LocalDrafts(work.profile, work.store.key)) as journal:
        for draft in journal.waiting():
            yield from _HASH.findall(json.dumps([dict(draft.values), dict(draft.base)]))


def _touched(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()  # somebody else is at it


def _drop(path: Path) -> bool:
    """Delete a file; one that somebody has open stays until the next time."""
    try:
        path.unlink()
    except OSError:
        log.info("%s could not be deleted", path.name, exc_info=True)
        return False
    return True
