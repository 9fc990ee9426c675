"""The database of the files beside a company, and clients that send and fetch by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg.types.json import Jsonb

from desktop.server.connections import Connection, connect
from desktop.server.files.preparing import drop_files, files_address, prepare_files
from tests.server.company import PASSWORD, Client, Company, group, insert, new_account

CHUNK = 1024 * 1024


class Files:
    """The files of a company; `admin` is the superuser's connection to their database."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.address = company.cluster.address(company.name)
        assert prepare_files(self.address) == []
        self.admin = connect(files_address(self.address))
        self._open: list[Connection] = [self.admin]

    def hand(self, client: Client) -> Hand:
        """Return what a client does with files."""
        login = client.call("SELECT session_user::text")
        told = files_address(self.address) | {"user": login, "password": PASSWORD}
        self._open.append(connect(told))
        return Hand(client, self._open[-1])

    def count(self, query: str, *values: Any) -> int:
        """Return the first cell of a query of the superuser."""
        row = self.admin.execute(query.encode(), values).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Hang up everywhere."""
        for connection in self._open:
            connection.close()


class Hand:
    """A client's two lines."""

    def __init__(self, client: Client, line: Connection) -> None:
        self.client = client
        self.line = line

    def call(self, form: str, *values: Any) -> Any:
        """Call a function of the database of the files."""
        row = self.line.execute(f"SELECT api.{form}".encode(), values, binary=True).fetchone()
        return row[0] if row else None

    def offer(self, content: bytes, **about: Any) -> str:
        """Return a ticket for sending."""
        told = {"hash": digest_of(content), "size": len(content)} | about
        query = "SELECT api.file_offer(%s, %s)"
        return str(self.client.call(query, self.client.client_id, Jsonb(told))["ticket"])

    def ticket(self, table: str, row: str, column: str) -> str:
        """Return a ticket for reading."""
        query = "SELECT api.file_ticket(%s, %s, %s, %s)"
        return str(self.client.call(query, self.client.client_id, table, row, column)["ticket"])

    def put(self, ticket: str, n: int, chunk: bytes) -> None:
        """Send a chunk."""
        sha = hashlib.sha256(chunk).digest()
        self.call("file_put(%s, %s, %b, %b)", ticket, n, sha, chunk)

    def send(self, content: bytes, **about: Any) -> str:
        """Send a file whole; return its hash."""
        ticket = self.offer(content, **about)
        answer = self.call("file_begin(%s)", ticket)
        if not answer["done"]:
            for n, chunk in enumerate(chunks(content)):
                self.put(ticket, n, chunk)
            answer = self.call("file_commit(%s)", ticket)
        assert answer["done"]
        query = "SELECT api.file_had(%s, %s)"
        self.client.call(query, self.client.client_id, answer["receipt"])
        return digest_of(content)

    def attach(self, content: bytes, **account: Any) -> str:
        """Send a file and hang it on a new customer; return the attachment's id."""
        customer = new_account(**account)
        made = insert(
            "attachment", name="a.pdf", blob=self.send(content), account_id=customer["id"]
        )
        assert self.client.one(group(customer, made))["s"] == "ok"
        return str(made["id"])

    def fetch(self, table: str, row: str, column: str = "blob") -> bytes:
        """Return the bytes of the file that a record names."""
        ticket = self.ticket(table, row, column)
        count = len(self.call("file_facts(%s)", ticket)["chunks"])
        return b"".join(bytes(self.call("file_get(%s, %s)", ticket, n)) for n in range(count))


@contextmanager
def files_of(company: Company) -> Iterator[Files]:
    """Lend the files of a company; they are dropped afterwards."""
    made = Files(company)
    try:
        yield made
    finally:
        made.close()
        with connect(company.cluster.address()) as admin:
            drop_files(admin, company.name)


def chunks(content: bytes) -> list[bytes]:
    """Cut content as it travels."""
    return [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]


def digest_of(content: bytes) -> str:
    """Return the name of content."""
    return hashlib.sha256(content).hexdigest()
