"""Sending files to the centre and fetching them: in chunks, resumable, every byte checked."""

from __future__ import annotations

import hashlib
import io
import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, cast

from desktop.core.errors import AppError, RecordGoneError, StorageError
from desktop.core.i18n import _
from desktop.services.long_work import Report
from desktop.store.blob_cache import ComingChunks
from desktop.store.blobs import Blobs
from desktop.store.mirror.files import Named
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.file_centre import CHUNK_BYTES, Facts, FileCentre, Sending

AT_ONCE: Final = 3  # chunks under way: the next ones go while the other side looks at the last
TRIES: Final = 3  # of one chunk that came broken
TICKET_SECONDS: Final = 300  # half of what a ticket is good for: who lost the right is stopped
log = logging.getLogger(__name__)


class BrokenFileError(AppError):
    """The bytes on this computer are not the file any more."""


class Transfers:
    """Moves files between one profile and the centre."""

    def __init__(
        self, centre: FileCentre, client: str, profile: Path, key: bytes | None, report: Report
    ) -> None:
        self._centre = centre
        self._client = client
        self._profile = profile
        self._key = key
        self._report = report
        self._blobs = Blobs(profile, key)

    def send(self, digest: str, named: Named | None) -> None:
        """Bring a file to the centre, if it is not there.

        Args:
            digest: of a file on this computer.
            named: a record at the centre that names it, if there is one.

        Raises:
            OfflineError, CentreError: it goes on later where it broke off.
            RecordGoneError: it is not on this computer, and not known to be at the centre.
            BrokenFileError: what is on this computer is not the file.
        """
        size = self._size(digest)
        ticket = _Ticket(lambda: self._centre.offer(self._client, digest, max(size, 0), named))
        for _try in range(2):
            sending = self._centre.begin(ticket.text())
            if sending.done:
                self._centre.had(self._client, sending.receipt)
                return
            if size < 0:
                raise RecordGoneError(_("The file is not on this computer."))
            with (
                self._blobs.open(digest) as file,
                closing(self._put_all(ticket, sending, _chunks(file))) as sent,
            ):
                for n in sent:
                    self._report(min((n + 1) * CHUNK_BYTES, size), size)
            answer = self._centre.commit(ticket.text())
            if answer.done:
                self._centre.had(self._client, answer.receipt)
                return
            if answer.broken and not self._blobs.is_whole(digest):
                raise BrokenFileError(_("The file on this computer is damaged."))
        raise OfflineError(_("The file could not be sent. It is tried again later."))

    def fetch(self, named: Named) -> str:
        """Bring the file here that a record names at the centre; return its hash.

        Raises:
            OfflineError: it goes on later where it broke off.
            CentreError: no such file, or none for this person.
            StorageError: there is no room for it.
        """
        digest, first = self._centre.ticket(self._client, named)
        if self._blobs.has(digest):
            return digest
        ticket = _Ticket(lambda: self._centre.ticket(self._client, named)[1], first)
        facts = self._centre.facts(first)
        coming = ComingChunks(self._profile, digest, self._key)
        # The hash of the whole tells that all is well; the chunks are asked only if it is not.
        for checked in (False, True):
            source = _Source(self._pieces(ticket, facts, coming, checked=checked))
            try:
                found = self._blobs.put(cast("BinaryIO", source), facts.size)
            except StorageError:
                coming.drop()  # the room is needed
                raise
            except BaseException:
                with suppress(StorageError):
                    coming.flush()
                raise
            if found == digest:
                coming.drop()
                return digest
            self._blobs.path(found).unlink(missing_ok=True)
        coming.drop()
        log.error("the file %s is damaged at the centre", digest)
        raise CentreError(_("The file is damaged at the server."))

    def _put_all(
        self, ticket: _Ticket, sending: Sending, chunks: Iterator[bytes]
    ) -> Generator[int]:
        """Send the chunks that are not there, some at once; yield the numbers of those that are."""
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="chunks") as lines:
            under_way: deque[tuple[int, Future[None]]] = deque()
            for n, content in enumerate(chunks):  # read while others are under way
                if n in sending.have:
                    continue
                if len(under_way) == AT_ONCE:
                    yield _answered(*under_way.popleft())
                told = (ticket.text(), sending.store, n, content)
                under_way.append((n, lines.submit(self._centre.put, *told)))
            while under_way:
                yield _answered(*under_way.popleft())

    def _pieces(
        self, ticket: _Ticket, facts: Facts, coming: ComingChunks, *, checked: bool
    ) -> Iterator[bytes]:
        """Yield the chunks in order; the next ones come while the last one is written."""
        count, done = len(facts.chunks), 0
        bring = partial(self._bring, facts, coming, checked=checked, keeps=count > 1)
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="chunks") as lines:
            first = range(min(AT_ONCE, count))
            following = deque(lines.submit(bring, ticket.text(), n) for n in first)
            for n in range(count):
                content = following.popleft().result()
                if n + AT_ONCE < count:
                    following.append(lines.submit(bring, ticket.text(), n + AT_ONCE))
                done += len(content)
                self._report(done, facts.size)
                yield content

    def _bring(
        self, facts: Facts, coming: ComingChunks, ticket: str, n: int, *, checked: bool, keeps: bool
    ) -> bytes:
        kept = coming.find(n)
        if kept is not None and not (checked and hashlib.sha256(kept).digest() != facts.chunks[n]):
            return kept
        for _try in range(TRIES):
            content = self._centre.get(ticket, facts.store, n)
            if not checked or hashlib.sha256(content).digest() == facts.chunks[n]:
                if keeps:
                    coming.keep(n, content)
                return content
            log.warning("a chunk came broken and is fetched again")
        raise OfflineError(_("The file came damaged. It is fetched again later."))

    def _size(self, digest: str) -> int:
        """Return the bytes of a file; -1 if it is not here."""
        if not self._blobs.has(digest):
            return -1
        if self._key is None:
            return self._blobs.path(digest).stat().st_size
        with self._blobs.open(digest) as file:
            return sum(map(len, _chunks(file)))


class _Ticket:
    """A ticket that is renewed before it is too old."""

    def __init__(self, ask: Callable[[], str], first: str = "") -> None:
        self._ask = ask
        self._text = first
        self._at = time.monotonic() if first else -TICKET_SECONDS - 1.0

    def text(self) -> str:
        """Return one that is good for some minutes more."""
        if not self._text or time.monotonic() - self._at > TICKET_SECONDS:
            self._text = self._ask()
            self._at = time.monotonic()
        return self._text


class _Source(io.RawIOBase):
    """Pieces, as a file that is read to its end in chunks of just their size."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces

    def read(self, size: int = -1) -> bytes:
        """Return the next piece; nothing at the end."""
        return next(self._pieces, b"")


def _answered(n: int, call: Future[None]) -> int:
    call.result()
    return n


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while content := file.read(CHUNK_BYTES):
        yield content
