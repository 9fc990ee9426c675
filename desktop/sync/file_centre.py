"""The files of the company: how chunks go to the centre and come from it.

One line goes to the centre, which says what may be had and gives a ticket for it; others go to the
database of the files beside it, which takes tickets: as many as there are calls at once. Chunks lie
there, or in an S3-compatible store whose addresses, each for one chunk and a few minutes, it gives.
"""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Final, Protocol

from desktop.core.i18n import _
from desktop.store.mirror.files import Named
from desktop.sync.errors import CentreError, OfflineError, offline
from desktop.sync.transport import Address, PostgresCentre

SUFFIX: Final = "_files"
CHUNK_BYTES: Final = 1024 * 1024
HTTP_SECONDS: Final = 60
NO_FILE: Final = "LH021"
BAD_TICKET: Final = "LH022"
TOO_LARGE: Final = "LH024"
_NO_DATABASE: Final = "does not exist"
_S3: Final = "s3"


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a file is at the centre: all of it, or some chunks."""

    done: bool
    store: str = ""
    have: frozenset[int] = frozenset()
    receipt: str = ""  # of a file that is all there
    broken: bool = False  # what was sent is not the file that was promised; begin again


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file at the centre is made of: the SHA-256 of each chunk."""

    size: int
    store: str
    chunks: tuple[bytes, ...] = field(default=())


class FileCentre(Protocol):
    """Where files go to and come from; the tests put faults between.

    Several threads may send or fetch chunks at once; all else is done by one.
    """

    def offer(self, client: str, digest: str, size: int, named: Named | None) -> str:
        """Return a ticket for sending a file; `named`: a record that names it, if there is one."""
        ...

    def ticket(self, client: str, named: Named) -> tuple[str, str]:
        """Return the hash of the file that a record names at the centre, and a ticket for it."""
        ...

    def begin(self, ticket: str) -> Sending:
        """Begin to send, or go on."""
        ...

    def put(self, ticket: str, store: str, n: int, content: bytes) -> None:
        """Send a chunk."""
        ...

    def commit(self, ticket: str) -> Sending:
        """Say that all was sent; `have` then tells nothing."""
        ...

    def had(self, client: str, receipt: str) -> None:
        """Let the centre know that we have had a file, so that others may get it by our records."""
        ...

    def facts(self, ticket: str) -> Facts:
        """Return what the file of a ticket is made of."""
        ...

    def get(self, ticket: str, store: str, n: int) -> bytes:
        """Return a chunk as it came; the caller checks it."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class PostgresFiles:
    """The files of a company over real connections, opened with the first call."""

    def __init__(self, address: Address) -> None:
        self._tickets = _Tickets(address)
        self._bytes = ByteLines(replace(address, database=f"{address.database}{SUFFIX}"))

    def offer(self, client: str, digest: str, size: int, named: Named | None) -> str:
        """Return a ticket for sending a file."""
        return self._tickets.offer(client, digest, size, named)

    def ticket(self, client: str, named: Named) -> tuple[str, str]:
        """Return the hash of the file that a record names at the centre, and a ticket for it."""
        return self._tickets.ticket(client, named)

    def begin(self, ticket: str) -> Sending:
        """Begin to send, or go on."""
        told = self._bytes.call("file_begin(%s)", ticket)
        have = frozenset(told.get("have", ()))
        return Sending(told["done"], told.get("store", ""), have, told.get("receipt", ""))

    def put(self, ticket: str, store: str, n: int, content: bytes) -> None:
        """Send a chunk."""
        sha = hashlib.sha256(content).digest()
        if store != _S3:
            self._bytes.call("file_put(%s, %s, %b, %b)", ticket, n, sha, content)
            return
        told = self._bytes.call("file_put_address(%s, %s, %b)", ticket, n, sha)
        _fetched(told["url"], "PUT", content, told["headers"])
        self._bytes.call("file_put(%s, %s, %b, NULL)", ticket, n, sha)

    def commit(self, ticket: str) -> Sending:
        """Say that all was sent."""
        told = self._bytes.call("file_commit(%s)", ticket)
        receipt = told.get("receipt", "")
        return Sending(told["done"], receipt=receipt, broken=bool(told.get("broken")))

    def had(self, client: str, receipt: str) -> None:
        """Let the centre know that we have had a file."""
        self._tickets.had(client, receipt)

    def facts(self, ticket: str) -> Facts:
        """Return what the file of a ticket is made of."""
        told = self._bytes.call("file_facts(%s)", ticket)
        return Facts(told["size"], told["store"], tuple(map(bytes.fromhex, told["chunks"])))

    def get(self, ticket: str, store: str, n: int) -> bytes:
        """Return a chunk as it came."""
        if store != _S3:
            return bytes(self._bytes.call("file_get(%s, %s)", ticket, n))
        return _fetched(self._bytes.call("file_get_address(%s, %s)", ticket, n), "GET", None, {})

    def close(self) -> None:
        """Hang up."""
        self._tickets.close()
        self._bytes.close()


class _Tickets(PostgresCentre):
    """The line on which it is asked what may be had."""

    def offer(self, client: str, digest: str, size: int, named: Named | None) -> str:
        about: dict[str, object] = {"hash": digest, "size": size}
        if named is not None:
            about |= {"t": named.table, "id": str(named.row_id), "col": named.column}
        return str(self.ask("file_offer", "%s::uuid, %s::jsonb", client, about)["ticket"])

    def ticket(self, client: str, named: Named) -> tuple[str, str]:
        told = (client, named.table, str(named.row_id), named.column)
        found = self.ask("file_ticket", "%s::uuid, %s, %s::uuid, %s", *told)
        return str(found["hash"]), str(found["ticket"])

    def had(self, client: str, receipt: str) -> None:
        self._call("file_had", "%s::uuid, %s", client, receipt)

    def ask(self, name: str, form: str, *arguments: object) -> dict[str, Any]:
        from psycopg.types.json import Jsonb

        told = [Jsonb(one) if isinstance(one, dict) else one for one in arguments]
        return self._ask(name, form, *told)


class ByteLines:
    """Lines on which bytes go: one for each call that is under way, opened when it is needed."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._free: list[_ByteLine] = []

    def call(self, form: str, *arguments: object) -> Any:  # noqa: ANN401 - each answers its own
        """Ask the database of the files; any thread may."""
        try:
            line = self._free.pop()
        except IndexError:  # asked first, another thread could take the last one in between
            line = _ByteLine(self._address)
        try:
            return line.call(form, *arguments)
        finally:
            self._free.append(line)

    def close(self) -> None:
        """Hang up; nothing may be under way."""
        while self._free:
            self._free.pop().close()


class _ByteLine(PostgresCentre):
    """A line on which bytes go, for one call after the other."""

    def call(self, form: str, *arguments: object) -> Any:  # noqa: ANN401 - each answers its own
        try:
            with self._working() as connection:
                query = f"SELECT api.{form}".encode()
                found = connection.execute(query, arguments, binary=True).fetchone()
        except OfflineError as error:
            if _NO_DATABASE in str(error.__cause__):
                sentence = _("The server keeps no files yet. Its administrator has to upgrade it.")
                raise OfflineError(sentence) from error
            raise
        return None if found is None else found[0]


def _fetched(url: str, method: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
    """Ask an S3-compatible store for one chunk, or give it one."""
    if not url.startswith(("https://", "http://")):
        raise CentreError(_("The server named a place for files that is none."))
    told = {"Content-Type": "application/octet-stream", **headers}
    asked = urllib.request.Request(url, body, told, method=method)  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(asked, timeout=HTTP_SECONDS) as answer:  # noqa: S310 - as above
            return bytes(answer.read(CHUNK_BYTES + 1))
    except urllib.error.HTTPError as error:
        if error.code < HTTPStatus.INTERNAL_SERVER_ERROR:  # what is below is said of the request
            sentence = _("The store of files refused: {code}").format(code=error.code)
            raise OfflineError(sentence) from error
        raise offline() from error
    except OSError as error:
        raise offline() from error
