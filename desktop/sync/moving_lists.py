"""What the window shows of edits and files on their way, and trying again what failed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from desktop.core.filters import Json
from desktop.services.long_work import LongWork, long_work
from desktop.store.blobs import Blobs
from desktop.store.engine import Connection
from desktop.store.mirror import files, moving_files
from desktop.store.mirror.files import LOST, REFUSED
from desktop.store.mirror.moving_files import MovingFile
from desktop.store.mirror.tables import is_joined
from desktop.store.mirror.waiting import waiting_edits
from desktop.sync.file_exchange import COMMAND, has_files
from desktop.sync.file_state import missing_pins

MOST: Final = 200  # lines of a list: who has more to look through has another trouble
WHY: Final = {LOST: "lost", REFUSED: "too_large"}


@long_work("sync.waiting")
def list_waiting(work: LongWork) -> Json:
    """Return the edits that wait to be sent, the oldest first; `store.mirror.waiting` says how."""
    with work.store.reading() as connection:
        return [*waiting_edits(connection, MOST)] if is_joined(connection) else []


@long_work("sync.moving_files")
def list_files(work: LongWork) -> Json:
    """Return the files that wait to be sent or fetched, and those that could not be sent.

    Each tells "hash", "name", "size" in bytes (0: not known), "up" (false: to be fetched), "why" it
    failed ("lost", "too_large"; "" while it waits), and "entity", "id" and "field" of a record.
    """
    with work.store.reading() as connection:
        if not has_files(connection):
            return []
        sending = moving_files.files_to_send(connection, MOST)
        fetching = _fetching(work, connection)
    blobs = Blobs(work.profile, key=None)
    return [
        *(_told(blobs, one, up=True) for one in sending),
        *(_told(blobs, one, up=False) for one in fetching),
    ]


@long_work("sync.retry_files")
def retry_files(work: LongWork, digests: Sequence[str]) -> Json:
    """Let files that could not be sent be tried again; return the list as it is then."""
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        if has_files(unit.writing.connection):
            moving_files.try_again(unit.writing.connection, digests)
    return list_files(work)


@long_work("sync.away_files")
def count_away(work: LongWork) -> Json:
    """Return how many files that records name are not on this computer, but may be fetched."""
    return len(_away(work))


@long_work("sync.bring_all")
def bring_all(work: LongWork) -> Json:
    """Let all files come here that records name, and stay; the exchange of files fetches them."""
    digests = _away(work)
    if not digests:
        return 0
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        files.pin(unit.writing.connection, digests, pinned=True)
    return len(digests)


def _away(work: LongWork) -> set[str]:
    with work.store.reading() as connection:
        if not has_files(connection):
            return set()
        named = set(files.every_name(connection))
        shown = files.names_of(connection, named).keys() if named else set()
    blobs = Blobs(work.profile, key=None)
    return {digest for digest in shown if not blobs.has(digest)}


def _fetching(work: LongWork, connection: Connection) -> list[MovingFile]:
    missing = missing_pins(work.profile, connection)
    return moving_files.files_to_fetch(connection, missing, MOST)


def _told(blobs: Blobs, one: MovingFile, *, up: bool) -> dict[str, Json]:
    size = 0
    with suppress(OSError, ValueError):
        size = blobs.path(one.digest).stat().st_size
    named = one.named
    return {
        "hash": one.digest,
        "name": one.title,
        "size": size,
        "up": up,
        "why": WHY.get(one.state, ""),
        "entity": named.table if named else "",
        "id": str(named.row_id) if named else "",
        "field": named.column if named else "",
    }
