"""Calls to the centre over one connection, each with a deadline."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.core.kinds.base import Storage, Stored
from desktop.core.kinds.cleaning import respelled
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.digests import Digest
from desktop.store.mirror.wire_rows import wire_columns
from desktop.sync.deadlines import Deadline
from desktop.sync.errors import not_let_in, offline, refused
from desktop.sync.forms import FORMS
from desktop.sync.news import Ear, Line

CONNECT_SECONDS: Final = 10
CALL_SECONDS: Final = 60
AGAIN: Final = frozenset({"40001", "40P01", "55P03"})  # nothing was done: the same call once more
TRIES: Final = 3
PAUSE_SECONDS: Final = 0.05  # before it, longer each time
_OWN: Final = "LH"
GRACE_SECONDS: Final = 5  # until a line is given up on which no answer came in time
COPY_SECONDS: Final = 1200  # of one table; what came until then is not copied again


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
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
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
        return self._ask("hello", "%s::uuid, %s::uuid, %s::jsonb", client_id, lease, _text(about))

    def push(
        self, client_id: str, lease: str, next_lease: str, rev: int, groups: Sequence[Json]
    ) -> dict[str, Any]:
        """Send groups; return what became of them."""
        form = "%s::uuid, %s::uuid, %s::uuid, %s, %s::jsonb"
        return self._ask("push", form, client_id, lease, next_lease, rev, _text(list(groups)))

    def pull(self, client_id: str, since: Json) -> Pulled | None:
        """Return what changed since a cursor; None: everything must be copied anew."""
        with self._snapshot() as connection:
            return _read_pull(connection, client_id, since)

    def pull_with_digest(self, client_id: str, since: Json) -> tuple[Pulled | None, Digest]:
        """Return what changed since a cursor, and the digest of the same moment."""
        with self._snapshot() as connection:
            return _read_pull(connection, client_id, since), _read_digest(connection)

    def tick(self, since: Json) -> bool:
        """Tell whether anything is newer than a cursor."""
        return bool(self._call("tick", "%s::jsonb", _text(since)))

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
        self._call("settle", "%s::jsonb", _text(list(settled)))

    def tables(self) -> list[str]:
        """Return the tables in the order in which rows are written."""
        with self._working() as connection:
            found = connection.execute("SELECT t FROM api.tables() ORDER BY pull_order").fetchall()
        return [table for (table,) in found]

    def position(self) -> dict[str, Json]:
        """Return the cursor of the present moment."""
        return self._ask("position", "")

    def rows(
        self, table: str, rev: int, acls: Sequence[int] | None = None, after: str | None = None
    ) -> Iterator[list[Stored]]:
        """Yield the rows of a table that we may see, or those of some acls, by their ids."""
        columns = wire_columns(get_entity(table))
        cells = [
            sql.SQL(FORMS[kind][0]).format(sql.Identifier(name)) for name, kind in columns.items()
        ]
        parts = [_among(acls)]
        if after is not None:
            parts.append(sql.SQL("r.id > {}::uuid").format(sql.Literal(after)))
        query = sql.SQL("SELECT {} FROM {} r WHERE {} ORDER BY r.id").format(
            sql.SQL(", ").join(cells),
            sql.Identifier("api", f"v_{table}_{rev}"),
            sql.SQL(" AND ").join(parts),
        )
        documents = [at for at, kind in enumerate(columns.values()) if kind is Storage.JSON]
        for row in self.copied(query, [FORMS[kind][1] for kind in columns.values()]):
            told: list[Stored] = list(row)
            for at in documents:
                if row[at] is not None:
                    told[at] = respelled(row[at])
            self.rows_read += 1
            yield told

    def ids(self, table: str, rev: int, acls: Sequence[int] | None = None) -> set[bytes]:
        """Return the ids of the rows of a table that we may see, or of some acls."""
        query = sql.SQL("SELECT uuid_send(r.id) FROM {} r WHERE {}").format(
            sql.Identifier("api", f"v_{table}_{rev}"), _among(acls)
        )
        return {row_id for (row_id,) in self.copied(query, ["bytea"])}

    def levels(self) -> list[tuple[int, int]]:
        """Return every acl with our level on it."""
        with self._working() as connection:
            found = connection.execute("SELECT acl_id, level FROM api.my_acl").fetchall()
        return [(acl, level) for acl, level in found]

    def present(self, table: str, row_id: str, *, edits: bool) -> list[str]:
        """Say whether we edit a record; return the names of those who do besides."""
        return list(self._call("present", "%s, %s::uuid, %s", table, row_id, edits))

    def copied(self, query: sql.Composable, types: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query as COPY sends them, read as these types of the centre."""
        statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT binary)").format(query)
        with self._snapshot() as connection, connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{COPY_SECONDS}s'")
            with cursor.copy(statement) as copy:
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
    def _snapshot(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """Read several things as of one moment."""
        with self._working() as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    @contextmanager
    def _working(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
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
                raise refused(code, str(error)) from error
            if not code and (refusal := not_let_in(str(error))):
                raise refusal from error
            self.close()
            raise offline() from error


def _read_pull(
    connection: psycopg.Connection[tuple[Any, ...]], client_id: str, since: Json
) -> Pulled | None:
    query = "SELECT part, t, id, body FROM api.pull(%s::uuid, %s::jsonb)"
    rows = connection.execute(query, (client_id, _text(since))).fetchall()
    head: dict[str, Any] = rows[0][3]
    if head["resync"]:
        return None
    pulled = Pulled(head["from"], head["cursor"], load=head["load"] or [])
    pulled.rights_hash = head["rights_hash"]
    for part, table, row_id, body in rows[1:]:
        if part == "acl":
            pulled.acls.append((body["acl"], body["level"]))
        elif part == "lost":
            pulled.lost.append(body["acl"])
        elif part == "remove":
            pulled.removed.append((table, row_id))
        elif part == "put":
            pulled.rows.append((table, body))
    return pulled


def _read_digest(connection: psycopg.Connection[tuple[Any, ...]]) -> Digest:
    found = connection.execute("SELECT t, acl_id, n, tag FROM api.digest()").fetchall()
    return {(t, acl): (n, int(tag)) for t, acl, n, tag in found}


def _among(acls: Sequence[int] | None) -> sql.Composable:
    if acls is None:
        return sql.SQL("true")
    return sql.SQL("r.acl_id = ANY ({}::int[])").format(sql.Literal(list(acls)))


def _text(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def new_uuid() -> str:
    """Return a random id for a client or a lease."""
    return str(uuid.uuid4())
