"""Writing the database file anew: nothing of what was deleted is left in its free pages."""

from __future__ import annotations

import time
from typing import Final

from desktop.store.faults import told
from desktop.store.work import Store

_PATIENCE_MS: Final = 20_000  # somebody may be saving just now
_TRIES: Final = 40
_REST_SECONDS: Final = 0.25


def compact(store: Store) -> bool:
    """Write the file anew and empty the log; return False if a reader kept the log from it.

    Takes about as long as copying the file; saving has to wait meanwhile.

    Raises:
        StorageError: there is no room for a second copy.
        BusyError: somebody else wrote all the time.
    """
    with store.reading() as connection, told():
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}").fetchall()
        if store.key is None:  # in memory otherwise: what is sealed must not lie open elsewhere
            connection.execute("PRAGMA temp_store = FILE").fetchall()
        try:
            connection.execute("VACUUM")
        finally:
            connection.execute("PRAGMA temp_store = MEMORY").fetchall()
            connection.execute("PRAGMA busy_timeout = 0").fetchall()
    for _try in range(_TRIES):
        with store.reading() as connection, told():
            (is_busy, *_pages) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not is_busy:
            return True
        time.sleep(_REST_SECONDS)
    return False
