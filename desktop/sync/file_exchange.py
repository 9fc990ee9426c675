"""One part of the exchange of files with the centre: delete, send, fetch, make room."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from desktop.core.errors import CancelledError, RecordGoneError
from desktop.core.paths import Profile
from desktop.core.settings import load_settings
from desktop.services.long_work import LongWork, Report
from desktop.store.blob_cache import make_room, shred
from desktop.store.engine import Connection
from desktop.store.mirror import files, gone_files
from desktop.store.mirror.applying import CURSOR
from desktop.store.mirror.files import Named
from desktop.store.mirror.tables import get_state, is_joined, renewed, set_state
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.file_centre import TOO_LARGE, FileCentre, PostgresFiles
from desktop.sync.file_state import OFFERED_TO, is_offered, missing_pins
from desktop.sync.file_transfers import BrokenFileError, Transfers
from desktop.sync.history import GENERATION
from desktop.sync.identity import CLIENT
from desktop.sync.transport import Address

AT_ONCE: Final = 100
GIGABYTE: Final = 1024**3
COMMAND: Final = "sync.files"


class _OverError(CancelledError):
    """The time of this part is over."""


@dataclass(slots=True)
class Exchanged:
    """What one part of the exchange did."""

    left: bool = False  # whether there is more to do at once
    sent: int = 0
    fetched: int = 0
    sentence: str = ""  # why it broke off


def connect(address: Address) -> FileCentre:
    """Return lines to the files of a centre, opened with the first call."""
    return PostgresFiles(address)


@contextmanager
def transfers_of(work: LongWork, address: Address, report: Report) -> Iterator[Transfers]:
    """Lend what moves files between a profile and the centre."""
    centre = connect(address)
    try:
        with work.store.reading() as connection:
            client = get_state(connection, CLIENT) or ""
        yield Transfers(centre, client, work.profile, work.store.key, report)
    finally:
        centre.close()


def exchange(work: LongWork, address: Address, seconds: float) -> Exchanged:
    """Send what waits and fetch what is to stay here, until `seconds` are over."""
    did, until = Exchanged(), time.monotonic() + seconds

    def report(done: int, of: int = 0, what: str = "") -> None:
        work.report(done, of, what)
        if time.monotonic() > until:
            raise _OverError

    offer_all(work)
    with work.store.reading() as connection:
        if not files.offered_count(connection) and not missing_pins(work.profile, connection):
            return did
    try:
        with transfers_of(work, address, report) as transfers:
            _send_offered(work, transfers, did)
            _fetch_pinned(work, transfers, did)
    except _OverError:
        did.left = True
    except (OfflineError, CentreError) as error:
        did.sentence = str(error)
    return did


def send_all(work: LongWork, address: Address) -> None:
    """Send all that waits; raise OfflineError, CentreError."""
    with transfers_of(work, address, work.report) as transfers:
        _send_offered(work, transfers, Exchanged())


def offer_all(work: LongWork) -> None:
    """Offer all files to a centre that was restored, or that never heard of files."""
    with work.store.reading() as connection:
        if is_offered(connection) or get_state(connection, CURSOR) is None:
            return
    here = {path.name for path in Profile(work.profile).blobs.glob("*/*")}
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        connection = unit.writing.connection
        files.offer_all(connection, here)
        set_state(connection, OFFERED_TO, get_state(connection, GENERATION))


def delete_gone(work: LongWork) -> set[str]:
    """Delete the files of records that I may not see any more; return their hashes."""
    with work.store.reading() as connection:
        if not has_files(connection) or not gone_files.has_gone(connection):
            return set()
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        gone = gone_files.gone_files(unit.writing.connection)
    for digest in gone:
        shred(work.profile, digest)
        with work.store.work(work.actor, COMMAND, captured=False) as unit:
            gone_files.forget_file(unit.writing.connection, digest)
    return gone


def keep_room(work: LongWork) -> None:
    """Let the files take no more room than the person allows."""
    quota = load_settings(Profile(work.profile)).file_room * GIGABYTE
    with work.store.reading() as connection:
        may_go = files.evictable_files(connection) if has_files(connection) else set()
    if quota and may_go:
        make_room(work.profile, may_go, quota)


def note_there(work: LongWork, digest: str) -> None:
    """Note that the centre has a file."""
    with work.store.work(work.actor, COMMAND, captured=False) as unit:
        files.note_there(unit.writing.connection, digest)


def has_files(connection: Connection) -> bool:
    """Tell whether the profile is joined and knows what is at the centre."""
    return is_joined(connection) and renewed(connection)


def _send_offered(work: LongWork, transfers: Transfers, did: Exchanged) -> None:
    while True:
        with work.store.reading() as connection:
            some = files.offered_files(connection, AT_ONCE)
            names = files.names_of(connection, some)
        if not some:
            return
        for digest in some:
            state = _send(transfers, digest, names.get(digest))
            with work.store.work(work.actor, COMMAND, captured=False) as unit:
                files.settle_file(unit.writing.connection, digest, state)
            did.sent += 1


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


def _fetch_pinned(work: LongWork, transfers: Transfers, did: Exchanged) -> None:
    with work.store.reading() as connection:
        missing = missing_pins(work.profile, connection)
        names = files.names_of(connection, missing)
    for named in names.values():
        note_there(work, transfers.fetch(named))
        did.fetched += 1
