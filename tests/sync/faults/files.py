"""Files over a bad network, and what must hold of them when everything is well (I-6, I-20)."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from desktop.core.errors import AppError
from desktop.services.long_work import LongWork
from desktop.store.blobs import Blobs
from desktop.store.mirror.files import Named
from desktop.store.mirror.tables import get_state
from desktop.sync import file_exchange, file_serving, file_transfers
from desktop.sync.errors import OfflineError
from desktop.sync.file_centre import SUFFIX, ByteLines, Facts, PostgresFiles, Sending
from desktop.sync.file_transfers import Transfers
from desktop.sync.identity import CLIENT
from desktop.sync.transport import Address
from tests.sync.desk import Desk
from tests.sync.faults.crashes import CrashError
from tests.sync.faults.place import START


class BadFiles(PostgresFiles):
    """Lines to the files: questions and answers are lost, chunks come changed, machines stop."""

    def __init__(self, desk: Desk, rng: random.Random, address: Address) -> None:
        super().__init__(address)
        self._bytes = ByteLines(replace(address, database=f"{START}{SUFFIX}"))  # one for all days
        self._desk = desk
        self._random = rng

    def offer(self, client: str, digest: str, size: int, named: Named | None) -> str:
        return self._over(super().offer, client, digest, size, named)

    def ticket(self, client: str, named: Named) -> tuple[str, str]:
        return self._over(super().ticket, client, named)

    def begin(self, ticket: str) -> Sending:
        return self._over(super().begin, ticket)

    def put(self, ticket: str, store: str, n: int, content: bytes) -> None:
        self._over(super().put, ticket, store, n, content)

    def commit(self, ticket: str) -> Sending:
        return self._over(super().commit, ticket)

    def had(self, client: str, receipt: str) -> None:
        self._over(super().had, client, receipt)

    def facts(self, ticket: str) -> Facts:
        return self._over(super().facts, ticket)

    def get(self, ticket: str, store: str, n: int) -> bytes:
        content: bytes = self._over(super().get, ticket, store, n)
        return content[::-1] if self._happens(0.1) else content

    def _over(self, call: Callable[..., Any], *told: Any) -> Any:
        if self._happens(0.05):
            raise OfflineError("the question about a file was lost")
        answer = call(*told)
        if self._happens(0.02):
            raise CrashError
        if self._happens(0.06):
            raise OfflineError("the answer about a file was lost")
        return answer

    def _happens(self, share: float) -> bool:
        return self._desk.network.is_bad and self._random.random() < share


@contextmanager
def at_work(desk: Desk, rng: random.Random) -> Iterator[LongWork]:
    """Lend what requests about files are given; they go over a bad network."""
    work = LongWork(desk.store, desk.me, _no_reads, desk.folder, _heard)
    with (
        patch.object(file_exchange, "connect", partial(BadFiles, desk, rng)),
        patch.object(file_serving, "address_of", lambda _work: desk.address),
        patch.object(file_serving, "SLICE_SECONDS", 600.0),
        patch.object(file_transfers, "AT_ONCE", 1),  # which of two breaks is no matter of the seed
    ):
        yield work


def exchange(desk: Desk, rng: random.Random) -> bool:
    """Delete, send, fetch and make room as the window asks for; tell whether anything was done."""
    with at_work(desk, rng) as work:
        told: Any = file_serving.exchange_files(work)
    return bool(told["sent"] or told["fetched"] or told["gone"] or told["sentence"])


def fetch(desk: Desk, rng: random.Random, attached: uuid.UUID) -> None:
    """Bring the file of an attachment here; raise what goes wrong."""
    with at_work(desk, rng) as work:
        file_serving.fetch_file(work, "attachment", str(attached), "blob")


def attached(desk: Desk) -> list[tuple[uuid.UUID, str]]:
    """Return the attachments here with the hashes of their files, in the order of their making."""
    query = "SELECT id, blob FROM attachment WHERE blob IS NOT NULL ORDER BY id"
    return [(uuid.UUID(bytes=row_id), digest) for row_id, digest in desk.asked(query)]


def what_is_missing(desk: Desk, scratch: Path) -> Iterator[str]:
    """Whoever sees an attachment can have its file, and it is what its hash says (I-20)."""
    first = {digest: row_id for row_id, digest in reversed(attached(desk))}
    if not first:
        return
    with desk.store.reading() as connection:
        client = get_state(connection, CLIENT) or ""
    centre = BadFiles(desk, random.Random(0), desk.address)
    for digest, row_id in first.items():
        try:
            Transfers(centre, client, scratch, None, _heard).fetch(
                Named("attachment", row_id, "blob")
            )
        except AppError as error:
            yield f"the file of an attachment cannot be had: {error}"
            continue
        if not Blobs(scratch).is_whole(digest):
            yield "a file is not what its hash says"
        Blobs(scratch).path(digest).unlink(missing_ok=True)
    centre.close()


def what_stayed(desk: Desk, fetched: set[str]) -> Iterator[str]:
    """Of a file that was fetched and whose records are not shown any more nothing stays (I-6)."""
    named = {digest for _row_id, digest in attached(desk)}
    for digest in sorted(fetched - named):
        if Blobs(desk.folder).has(digest):
            yield "the bytes of a file stayed whose records are not shown any more"


def _heard(done: int, of: int = 0, what: str = "") -> None:
    """Take a report."""


def _no_reads() -> Any:
    raise NotImplementedError("no request about files reads lists")
