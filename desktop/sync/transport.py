"""Calls to the centre over one connection, each with a deadline."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

from desktop.core.filters import Json
from desktop.core.kinds.base import Stored
from desktop.store.migrations import HEAD
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.digests import Digest
from desktop.store.mirror.horizons import Window
from desktop.sync.deadlines import Deadline
from desktop.sync.errors import UNDEFINED, not_let_in, offline, refused, undefined
from desktop.sync.news import AnyConnection, Ear, Line
from desktop.sync.queries import (
    ALL,
    Older,
    Part,
    as_stored,
    ids_query,
    newest_query,
    rows_query,
    types_of,
)
from desktop.sync.reading import read_digest, read_older, read_pull, text_of

CONNECT_SECONDS: Final = 10
CALL_SECONDS: Final = 60
AGAIN: Final = frozenset({"40001", "40P01", "55P03"})  # nothing was done: the same call once more
TRIES: Final = 3
PAUSE_SECONDS: Final = 0.05  # before it, longer each time
_OWN: Final = "LH"
GRACE_SECONDS: Final = 5  # until a line is given up on which no answer came in time
COPY_SECONDS: Final = 1200  # of one table; what came until then is not copied again
_SNAPSHOT: Final = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; "
    f"SET LOCAL statement_timeout = '{COPY_SECONDS}s'"
).encode()


@dataclass(frozen=True, slots=True)
class Address:
    """Where the centre is and as whom to go there."""

    host: str
    port: int
    database: str
    user: str
    password: str
    ca_file: str = ""  # path of the certificate that signs the server's; "": no TLS on offer
    lock_ms: int = 10_000  # how long a call waits for a row that somebody else writes

    def parameters(self) -> dict[str, Any]:
        """Return what the driver is told."""
        told: dict[str, Any] = {
            "host": self.host,
            "port": self.port,
            "dbname": self.database,
            "user": self.user,
            "password": self.password,
            "application_name": "lienhe",
            "connect_timeout": CONNECT_SECONDS,
            "prepare_threshold": None,  # a prepared plan ends with the next upgrade of the centre
            "keepalives": 1,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": CALL_SECONDS * 1000,
            "options": f"-c TimeZone=UTC -c statement_timeout={CALL_SECONDS * 1000} "
            f"-c lock_timeout={self.lock_ms}",
        }
        if self.ca_file:
            told |= {"sslmode": "verify-full", "sslrootcert": self.ca_file}
        else:
            told["sslmode"] = "prefer"
        return told


class PostgresCentre:
    """The centre over a real connection; opened with the first call, again after a fault."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._connection: AnyConnection | None = None
        self._deadline: Deadline
        self._line = Line()
        self._ear: Ear | None = None
        self.rows_read = 0  # of copies, since it was made

    @property
    def address(self) -> Address:
        """Where it is, and as whom to go there."""
        return self._address

    def close(self) -> None:
        """Hang up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()

    def hello(self, client_id: str, lease: str, about: Mapping[str, Json]) -> dict[str, Any]:
        """Say who we are; return what the centre is."""
        return self._ask("hello", "%s::uuid, %s::uuid, %s::jsonb", client_id, lease, text_of(about))

    def push(
        self, client_id: str, lease: str, next_lease: str, rev: int, groups: Sequence[Json]
    ) -> dict[str, Any]:
        """Send groups; return what became of them."""
        form = "%s::uuid, %s::uuid, %s::uuid, %s, %s::jsonb"
        return self._ask("push", form, client_id, lease, next_lease, rev, text_of(list(groups)))

    def pull(self, client_id: str, since: Json) -> Pulled | None:
        """Return what changed since a cursor; None: everything must be copied anew."""
        with self._snapshot() as connection:
            return read_pull(connection, client_id, since, self._deadline.more)

    def pull_with_digest(
        self, client_id: str, since: Json, windows: Mapping[str, Window]
    ) -> tuple[Pulled | None, Digest]:
        """Return what changed since a cursor, and the digest of the same moment."""
        with self._snapshot() as connection:
            return read_pull(connection, client_id, since, self._deadline.more), read_digest(
                connection, windows
            )

    def pull_with_older(
        self, client_id: str, since: Json, older: Older, after: str | None, limit: int
    ) -> tuple[Pulled | None, list[list[Stored]]]:
        """Return what changed since a cursor, and some older rows as of the same moment."""
        with self._snapshot() as connection:
            return (
                read_pull(connection, client_id, since, self._deadline.more),
                read_older(connection, older, after, limit),
            )

    def tick(self, since: Json) -> bool:
        """Tell whether anything is newer than a cursor."""
        return bool(self._call("tick", "%s::jsonb", text_of(since)))

    def listen(self) -> Ear:
        """Return what hears of changes on the present connection; raise OfflineError."""
        with self._working() as connection:
            if self._ear is None or self._ear.connection is not connection:
                self._ear = Ear(connection, self._line)
            return self._ear

    def known(self, mids: Sequence[str]) -> dict[str, Any]:
        """Return the answers to those groups that the centre has."""
        return self._ask("known", "%s::uuid[]", list(mids))

    def lease_numbers(self, client_id: str, series: str, count: int) -> dict[str, Any]:
        """Return a block of a series: "lo", "hi", "pattern", "period", "expires"."""
        return self._ask("lease_numbers", "%s::uuid, %s, %s", client_id, series, count)

    def problems(self) -> dict[str, Any]:
        """Return what is open of ours: conflicts and refusals."""
        return self._ask("problems", "")

    def settle(self, settled: Sequence[Json]) -> None:
        """Tell what was settled here."""
        self._call("settle", "%s::jsonb", text_of(list(settled)))

    def tables(self) -> list[str]:
        """Return the tables in the order in which rows are written."""
        with self._working() as connection:
            found = connection.execute("SELECT t FROM api.tables() ORDER BY pull_order").fetchall()
        return [table for (table,) in found]

    def position(self) -> dict[str, Json]:
        """Return the cursor of the present moment."""
        return self._ask("position", "")

    def rows(self, table: str, rev: int, part: Part = ALL) -> Iterator[list[Stored]]:
        """Yield the rows of a table that we may see, or a part of them, by their ids."""
        for row in as_stored(table, self.copy_rows(rows_query(table, rev, part), types_of(table))):
            self.rows_read += 1
            yield row

    def ids(self, table: str, rev: int, part: Part = ALL) -> set[bytes]:
        """Return the ids of the rows of a table that we may see, or of a part of them."""
        found = self.copy_rows(ids_query(table, rev, part), ["bytea"])
        return {row_id for (row_id,) in found}

    def newest_before(self, table: str, before: int) -> int | None:
        """Return when the last of a history happened before a moment, in microseconds."""
        with self._working() as connection:
            found = connection.execute(newest_query(table, HEAD, before)).fetchone()
        return None if found is None else found[0]

    def count_rows(self, windows: Mapping[str, Window]) -> int:
        """Return how many rows we may see; of the histories in `windows` those parts alone."""
        with self._working() as connection:
            return sum(n for n, _tag in read_digest(connection, windows).values())

    def levels(self) -> list[tuple[int, int]]:
        """Return every acl with our level on it."""
        with self._working() as connection:
            found = connection.execute("SELECT acl_id, level FROM api.my_acl").fetchall()
        return [(acl, level) for acl, level in found]

    def present(self, table: str, row_id: str, *, edits: bool) -> list[str]:
        """Say whether we edit a record; return the names of those who do besides."""
        return list(self._call("present", "%s, %s::uuid, %s", table, row_id, edits))

    def copy_rows(self, query: sql.Composable, types: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query as COPY sends them, read as these types of the centre."""
        statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT binary)").format(query)
        with (
            self._snapshot() as connection,
            connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            copy.set_types(types)
            for row in copy.rows():
                self._deadline.more()
                yield row

    # --- inside
    def _ask(self, name: str, form: str, *arguments: object) -> dict[str, Any]:
        found: dict[str, Any] = self._call(name, form, *arguments)
        return found

    def _call(self, name: str, form: str, *arguments: object) -> Any:  # noqa: ANN401 - each answers its own
        query = sql.SQL("SELECT api.{}({})").format(sql.Identifier(name), sql.SQL(form))
        with self._working() as connection:
            for attempt in range(1, TRIES + 1):
                try:
                    found = connection.execute(query, arguments).fetchone()
                except psycopg.Error as error:
                    if error.sqlstate not in AGAIN or attempt == TRIES:
                        raise
                    time.sleep(PAUSE_SECONDS * attempt)
                else:
                    return None if found is None else found[0]
        return None

    @contextmanager
    def _snapshot(self) -> Iterator[AnyConnection]:
        """Read several things as of one moment."""
        with self._working() as connection, connection.transaction():
            connection.execute(_SNAPSHOT)
            yield connection

    @contextmanager
    def _working(self) -> Iterator[AnyConnection]:
        """Use the connection; what goes wrong is told, and a broken one is thrown away."""
        try:
            with self._line.used():
                if self._connection is None or self._connection.closed:
                    told = self._address.parameters()
                    self._connection = psycopg.connect(**told, autocommit=True)
                with Deadline(self._connection, CALL_SECONDS + GRACE_SECONDS) as self._deadline:
                    yield self._connection
        except psycopg.Error as error:
            code = error.sqlstate or ""
            if code.startswith(_OWN):
                raise refused(code, str(error), error.diag.message_detail or "") from error
            if code in UNDEFINED:
                raise undefined() from error
            if not code and (refusal := not_let_in(str(error))):
                raise refusal from error
            self.close()
            raise offline(str(error)) from error


def new_uuid() -> str:
    """Return a random id for a client or a lease."""
    return str(uuid.uuid4())
