"""What the window asks about the company's files; the worker answers.

A transfer that the window asks for by itself does a part of the work and tells what is left, so
nothing else has to wait for it. One that a person waits for goes on to its end, with progress.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from desktop.core.errors import AppError, CancelledError, RecordGoneError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.paths import Profile
from desktop.core.settings import load_settings
from desktop.services.long_work import LongWork, Report, long_work
from desktop.store.blob_cache import make_room, note_used, shred
from desktop.store.blobs import Blobs
from desktop.store.engine import Connection
from desktop.store.mirror import files
from desktop.store.mirror.applying import CURSOR
from desktop.store.mirror.files import Named
from desktop.store.mirror.tables import get_state, is_joined, renewed, set_state
from desktop.sync.engine import GENERATION
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.file_centre import TOO_LARGE, FileCentre, PostgresFiles
from desktop.sync.file_state import OFFERED_TO, is_offered, missing_pins
from desktop.sync.file_transfers import BrokenFileError, Transfers
from desktop.sync.identity import CLIENT
from desktop.sync.serving import PAUSED, address_of

SLICE_SECONDS: Final = 6.0
AT_ONCE: Final = 20
GIGABYTE: Final = 1024**3
COMMAND: Final = "sync.files"

_one_exchange = threading.Lock()


class _OverError(CancelledError):
    """The time of this part is over."""


@dataclass(slots=True)
class _Done:
    """What one part of the exchange did."""

    sent: int = 0
    fetched: int = 0
    sentence: str = ""  # why it broke off


@long_work("sync.files")
def exchange_files(work: LongWork) -> Json:
    """Delete what was revoked, send what waits, fetch what is to stay here: for some seconds.

    Returns "left", whether there is more to do at once; "sent" and "fetched"; "gone", the hashes
    of files that must not be here any more; and "sentence", why it broke off.
    """
    gone = _delete_gone(work)
    done = _Done()
    if _may_exchange(work) and _one_exchange.acquire(blocking=False):
        try:
            left = _exchange(work, done)
        finally:
            _one_exchange.release()
    else:
        left = False
    _make_room(work)
    return {
        "left": left,
        "sent": done.sent,
        "fetched": done.fetched,
        "gone": list[Json](sorted(gone)),
        "sentence": done.sentence,
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
        digest, joined = files.named_by(connection, named), is_joined(connection)
    if digest is not None and Blobs(work.profile).has(digest):
        note_used(work.profile, digest)
        return {"fetched": False}
    if digest is None or not joined:
        raise RecordGoneError(_("The file is not on this computer."))
    with _transfers(work, work.report) as transfers:
        if transfers is None:
            raise OfflineError(_("Type your password for the server first."))
        _note_there(work, transfers.fetch(named))
    return {"fetched": True}


@long_work("sync.file_states")
def file_states(work: LongWork, digests: Sequence[str]) -> Json:
    """Return of each file whether it is "here", "waiting" to be sent, and "pinned" here.

    An empty answer: no server is joined.
    """
    blobs = Blobs(work.profile)
    with work.store.reading() as connection:
        if not is_joined(connection) or not renewed(connection):
            return {}
        waiting, pinned = files.waiting_files(connection), files.pinned_files(connection)
    return {
        one: {"here": _has(blobs, one), "waiting": one in waiting, "pinned": one in pinned}
        for one in digests
    }


@long_work("sync.pin")
def pin_files(work: LongWork, digests: Sequence[str], *, pinned: bool) -> Json:
    """Let files stay on this computer, whatever room they take, or no more."""
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        files.pin(unit.writing.connection, digests, pinned=pinned)
    return None


@long_work("sync.drop")
def drop_files(work: LongWork, digests: Sequence[str]) -> Json:
    """Delete files on this computer that the server has; return how many."""
    with work.store.reading() as connection:
        may_go = files.evictable_files(connection) & set(digests)
    blobs = Blobs(work.profile)
    for one in may_go:
        blobs.path(one).unlink(missing_ok=True)
    return {"dropped": len(may_go)}


# --- inside
def _exchange(work: LongWork, did: _Done) -> bool:
    """Send and fetch until the time is over; tell whether there is more to do at once."""
    until = time.monotonic() + SLICE_SECONDS

    def report(done: int, of: int = 0, what: str = "") -> None:
        work.report(done, of, what)
        if time.monotonic() > until:
            raise _OverError

    _offer_all(work)
    with work.store.reading() as connection:
        if not files.offered_count(connection) and not missing_pins(work.profile, connection):
            return False
    try:
        with _transfers(work, report) as transfers:
            if transfers is not None:
                _send_offered(work, transfers, did)
                _fetch_pinned(work, transfers, did)
    except _OverError:
        return True
    except (OfflineError, CentreError) as error:
        did.sentence = str(error)
    return False


def _send_offered(work: LongWork, transfers: Transfers, done: _Done) -> None:
    while True:
        with work.store.reading() as connection:
            some = files.offered_files(connection, AT_ONCE)
            names = {one: files.name_of(connection, one) for one in some}
        if not some:
            return
        for digest in some:
            state = _send(transfers, digest, names[digest])
            with work.store.work(work.actor, COMMAND, captured=False) as unit:
                files.settle_file(unit.writing.connection, digest, state)
            done.sent += 1


def _send(transfers: Transfers, digest: str, named: Named | None) -> int:
    """Return what became of a file; raise what may be better another time."""
    try:
        transfers.send(digest, named)
    except (RecordGoneError, BrokenFileError):
        return files.LOST
    except CentreError as error:
        if error.code != TOO_LARGE:
            raise
        return files.REFUSED
    return files.THERE


def _fetch_pinned(work: LongWork, transfers: Transfers, done: _Done) -> None:
    with work.store.reading() as connection:
        missing = missing_pins(work.profile, connection)
        names = [files.name_of(connection, one) for one in missing]
    for named in names:
        if named is not None:
            _note_there(work, transfers.fetch(named))
            done.fetched += 1


def _offer_all(work: LongWork) -> None:
    """Offer all files to a centre that was restored, or that never heard of files."""
    with work.store.reading() as connection:
        if is_offered(connection) or get_state(connection, CURSOR) is None:
            return
    here = {path.name for path in (work.profile / "blobs").glob("*/*")}
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        connection = unit.writing.connection
        files.offer_all(connection, here)
        set_state(connection, OFFERED_TO, get_state(connection, GENERATION))


def _delete_gone(work: LongWork) -> set[str]:
    """Delete the files of records that I may not see any more."""
    with work.store.reading() as connection:
        if not is_joined(connection) or not renewed(connection) or not files.has_gone(connection):
            return set()
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        gone = files.gone_files(unit.writing.connection)
    for digest in gone:
        shred(work.profile, digest, work.store.key)
        with work.store.work(work.actor, COMMAND, captured=False) as unit:
            files.forget_file(unit.writing.connection, digest)
    return gone


def _make_room(work: LongWork) -> None:
    quota = load_settings(Profile(work.profile)).file_room * GIGABYTE
    if not quota:
        return
    with work.store.reading() as connection:
        may_go = files.evictable_files(connection) if _has_files(connection) else set()
    make_room(work.profile, may_go, quota)


@contextmanager
def _transfers(work: LongWork, report: Report) -> Iterator[Transfers | None]:
    """Lend lines to the centre; None: the password is not known."""
    centre = connect(work)
    if centre is None:
        yield None
        return
    try:
        with work.store.reading() as connection:
            client = get_state(connection, CLIENT) or ""
        yield Transfers(centre, client, work.profile, work.store.key, report)
    finally:
        centre.close()


def connect(work: LongWork) -> FileCentre | None:
    """Return lines to the centre, opened with the first call; None: no password is known."""
    address = address_of(work)
    return None if address is None else PostgresFiles(address)


def _note_there(work: LongWork, digest: str) -> None:
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        files.note_there(unit.writing.connection, digest)


def _may_exchange(work: LongWork) -> bool:
    with work.store.reading() as connection:
        return _has_files(connection) and get_state(connection, PAUSED) is None


def _has_files(connection: Connection) -> bool:
    return is_joined(connection) and renewed(connection)


def _has(blobs: Blobs, digest: str) -> bool:
    try:
        return blobs.has(digest)
    except (ValueError, AppError):  # another program wrote what is no hash
        return False
