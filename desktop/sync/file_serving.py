"""What the window asks about the company's files; the worker answers.

A transfer that the window asks for by itself does a part of the work and tells what is left, so
nothing else has to wait for it. One that a person waits for goes on to its end, with progress.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.errors import RecordGoneError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.services.long_work import LongWork, long_work
from desktop.store.blob_cache import note_used
from desktop.store.blobs import Blobs
from desktop.store.mirror import files
from desktop.store.mirror.files import Named
from desktop.store.mirror.tables import get_state
from desktop.sync.errors import OfflineError, offline
from desktop.sync.file_exchange import (
    COMMAND,
    Exchanged,
    delete_gone,
    exchange,
    has_files,
    keep_room,
    note_there,
    transfers_of,
)
from desktop.sync.serving import PAUSED, address_of

SLICE_SECONDS: Final = 6.0

_one_exchange = threading.Lock()


@long_work("sync.files")
def exchange_files(work: LongWork) -> Json:
    """Delete what was revoked, send what waits, fetch what is to stay here: for some seconds.

    Returns "left", whether there is more to do at once; "sent" and "fetched"; "gone", the hashes
    of files that must not be here any more; and "sentence", why it broke off.
    """
    gone, did = delete_gone(work), Exchanged()
    if _may_exchange(work) and _one_exchange.acquire(blocking=False):
        try:
            address = address_of(work)
            if address is not None:
                did = exchange(work, address, SLICE_SECONDS)
        finally:
            _one_exchange.release()
    keep_room(work)
    return {
        "left": did.left,
        "sent": did.sent,
        "fetched": did.fetched,
        "gone": list[Json](sorted(gone)),
        "sentence": did.sentence,
    }


@long_work("sync.fetch")
def fetch_file(work: LongWork, table: str, record: str, column: str) -> Json:
    """Bring the file here that a record names; return whether it had to be fetched.

    Raises:
        RecordGoneError: it is not on this computer, and no server is joined.
        OfflineError: it goes on later where it broke off.
        CentreError: no such file, or none for this person any more.
    """
    named = Named(table, uuid.UUID(record), column)
    with work.store.reading() as connection:
        digest, joined = files.named_by(connection, named), has_files(connection)
    if digest is not None and _has(work, digest):
        note_used(work.profile, digest)
        return {"fetched": False}
    if digest is None or not joined:
        raise RecordGoneError(_("The file is not on this computer."))
    address = address_of(work)
    if address is None:
        raise OfflineError(_("Type your password for the server first."))
    try:
        with transfers_of(work, address, work.report) as transfers:
            note_there(work, transfers.fetch(named))
    except OfflineError as error:
        if str(error) != str(offline()):  # it came, but broken
            raise
        raise OfflineError(_("The file is on the server, which cannot be reached.")) from error
    return {"fetched": True}


@long_work("sync.bring")
def bring_file(work: LongWork, digest: str) -> Json:
    """Bring the file of a hash here that some record names; as `fetch_file` else."""
    with work.store.reading() as connection:
        named = files.name_of(connection, digest) if has_files(connection) else None
    if named is None:
        raise RecordGoneError(_("The file is not on this computer."))
    return fetch_file(work, named.table, str(named.row_id), named.column)


@long_work("sync.file_states")
def file_states(work: LongWork, digests: Sequence[str]) -> Json:
    """Return of each file whether it is "here", "waiting" to be sent, and "pinned" here.

    An empty answer: no server is joined.
    """
    with work.store.reading() as connection:
        if not has_files(connection):
            return {}
        waiting, pinned = files.waiting_files(connection), files.pinned_files(connection)
    return {
        one: {"here": _has(work, one), "waiting": one in waiting, "pinned": one in pinned}
        for one in digests
    }


@long_work("sync.pin")
def pin_files(work: LongWork, digests: Sequence[str], *, pinned: bool) -> Json:
    """Let files stay on this computer, whatever room they take, or no more."""
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        files.pin(unit.writing.connection, digests, pinned=pinned)
    return None


def _may_exchange(work: LongWork) -> bool:
    with work.store.reading() as connection:
        return has_files(connection) and get_state(connection, PAUSED) is None


def _has(work: LongWork, digest: str) -> bool:
    try:
        return Blobs(work.profile, key=None).has(digest)
    except ValueError:  # another program wrote what is no hash
        return False
