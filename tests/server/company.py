"""A company on a real server, and clients that speak the protocol by hand."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from desktop.server import people
from desktop.server.cluster import Cluster
from desktop.server.connections import Connection, as_owner, connect
from desktop.store.migrations import HEAD

PASSWORD = "bi mat cua An 1"
EVERY_ACTION = uuid.UUID(int=7)  # a role
_logins = itertools.count(1)


class Company:
    """A database with people; `admin` is its superuser's connection."""

    def __init__(self, cluster: Cluster, name: str, admin: Connection) -> None:
        self.cluster = cluster
        self.name = name
        self.admin = admin
        self._open: list[Connection] = []
        self._logins: list[str] = []
        self._kept: Client | None = None

    def login(self, *, is_permitted: bool = True, **facts: Any) -> str:
        """Make a person and return the login, which no other test has.

        Every action is permitted, if not said otherwise; of records nothing is given by that.
        """
        login = f"nv{next(_logins)}.{uuid.uuid4().hex[:6]}"
        who = people.add_person(self.admin, login, f"Nguyễn {login}", PASSWORD, **facts)
        self._logins.append(login)
        if is_permitted and not facts.get("is_administrator"):
            self.permit(who)
        return login

    def permit(self, who: uuid.UUID) -> None:
        """Give somebody the role that permits every action."""
        self.sql(
            "INSERT INTO app.user_role (id, name, rights) VALUES (%s, 'Mọi việc', '[\"*\"]') "
            "ON CONFLICT DO NOTHING",
            EVERY_ACTION,
        )
        self.sql(
            "INSERT INTO app.role_member (id, user_id, role_id) VALUES (%s, %s, %s)",
            uuid.uuid4(),
            who,
            EVERY_ACTION,
        )

    def client(self, login: str = "", **facts: Any) -> Client:
        """Return a client of a person, who is made where no login is given."""
        login = login or self.login(**facts)
        connection = connect(self.cluster.address(self.name, user=login, password=PASSWORD))
        self._open.append(connection)
        return Client(connection)

    def kept(self, make: Callable[[], Client]) -> Client:
        """Return the same client however often it is asked for: for tests with many examples."""
        if self._kept is None:
            self._kept = make()
        return self._kept

    def sql(self, query: str, *values: Any) -> Any:
        """Run SQL as the owner of the centre; return the first cell of the answer."""
        with as_owner(self.admin):
            cursor = self.admin.execute(query.encode(), values)
            row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run SQL as the owner of the centre; return all rows."""
        with as_owner(self.admin):
            return self.admin.execute(query.encode(), values).fetchall()

    def look(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read as the superuser, which is one call; return all rows."""
        return self.admin.execute(query.encode(), values).fetchall()

    def unit(self, name: str, parent: str = "") -> str:
        """Make a unit; return its id."""
        made = str(uuid.uuid4())
        self.sql(
            "INSERT INTO app.org_unit (id, name, parent_id) VALUES (%s, %s, %s)",
            made,
            name,
            parent or None,
        )
        return made

    def leave(self) -> None:
        """Close every connection and take the logins away."""
        for connection in self._open:
            connection.close()
        for login in self._logins:
            name = sql.Identifier(login)
            self.admin.execute(sql.SQL("DROP OWNED BY {}").format(name))
            self.admin.execute(sql.SQL("DROP ROLE {}").format(name))
        self.admin.close()


class Client:
    """One device of a person, with what it holds: rows by table and id."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.client_id, self.lease = uuid.uuid4(), uuid.uuid4()
        self.cursor: dict[str, Any] | None = None
        self.acls: dict[int, int] = {}
        self.held: dict[tuple[str, str], dict[str, Any]] = {}
        self.me = str(self.hello()["user"]["id"])

    def call(self, query: str, *values: Any) -> Any:
        """Return the first cell of the answer."""
        row = self.connection.execute(query.encode(), values).fetchone()
        return row[0] if row else None

    def hello(self, **about: Any) -> dict[str, Any]:
        """Say hello."""
        told = {"protocol": 1, "rev": HEAD, "device": "PC", "cursor": None} | about
        query = "SELECT api.hello(%s, %s, %s)"
        return dict(self.call(query, self.client_id, self.lease, Jsonb(told)))

    def push(self, *groups: dict[str, Any]) -> list[dict[str, Any]]:
        """Push groups; return their answers."""
        answer = self.send(groups, uuid.uuid4())
        assert answer["state"] == "ok"
        return list(answer["results"])

    def send(self, groups: Any, next_lease: uuid.UUID, *, is_heard: bool = True) -> dict[str, Any]:
        """Push groups under a lease; an answer that is not heard changes nothing here."""
        query = "SELECT api.push(%s, %s, %s, %s, %s)"
        told = (self.client_id, self.lease, next_lease, HEAD, Jsonb(list(groups)))
        answer = dict(self.call(query, *told))
        if is_heard and answer["state"] == "ok":
            self.lease = next_lease
        return answer

    def one(self, group: dict[str, Any]) -> dict[str, Any]:
        """Push one group; return its answer."""
        return self.push(group)[0]

    def pull(self, check: Callable[[], None] = lambda: None) -> dict[str, Any]:
        """Pull and apply, copying what must be copied; return the head.

        `check` is called in the transaction of the pull: it sees exactly what the pull saw.
        """
        with self.connection.transaction():
            self.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            head = self._take()
            check()
        return head

    def _take(self) -> dict[str, Any]:
        query = "SELECT * FROM api.pull(%s, %s)"
        since = None if self.cursor is None else Jsonb(self.cursor)
        rows = self.connection.execute(query, (self.client_id, since)).fetchall()
        head = dict(rows[0][3])
        if head["resync"]:
            self.copy_all()
            return head
        for part, table, row_id, body in rows[1:]:
            self._apply(part, table, str(row_id), body)
        for table in self.tables() if head["load"] else ():
            self.copy(table, head["load"])
        self.cursor = head["cursor"]
        return head

    def copy_all(self) -> None:
        """Hold exactly what is seen now."""
        self.cursor = self.call("SELECT api.position()")
        found = self.connection.execute("SELECT acl_id, level FROM api.my_acl").fetchall()
        self.acls = dict(found)
        self.held.clear()
        for table in self.tables():
            self.copy(table)

    def copy(self, table: str, acls: list[int] | None = None) -> None:
        """Take the rows of a view, of all acls or some."""
        for row in self.seen(table):
            if acls is None or row["acl_id"] in acls:
                self.held[table, row["id"]] = row

    def seen(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a view as JSON."""
        query = f'SELECT to_jsonb(v) FROM api."v_{table}_{HEAD}" v'
        return [row for (row,) in self.connection.execute(query.encode()).fetchall()]

    def tables(self) -> list[str]:
        """Return the names of all tables that this program knows."""
        query = "SELECT t FROM api.tables() WHERE since <= %s"
        return [t for (t,) in self.connection.execute(query, (HEAD,)).fetchall()]

    def _apply(self, part: str, table: str, row_id: str, body: Any) -> None:
        if part == "acl":
            self.acls[body["acl"]] = body["level"]
        elif part == "lost":
            self.acls.pop(body["acl"], None)
            gone = [key for key, row in self.held.items() if row["acl_id"] == body["acl"]]
            for key in gone:
                del self.held[key]
        elif part == "remove":
            self.held.pop((table, row_id), None)
        else:
            self.held[table, row_id] = body


def insert(table: str, row_id: str = "", **values: Any) -> dict[str, Any]:
    """Return an operation that makes a row."""
    fields = {name: [None, value] for name, value in values.items()}
    return {"t": table, "id": row_id or str(uuid.uuid4()), "o": "I", "f": fields}


def patch(table: str, row_id: str, ver: int = 0, **pairs: Any) -> dict[str, Any]:
    """Return an operation that patches a row."""
    return {"t": table, "id": row_id, "o": "U", "ver": ver, "f": pairs}


def group(*ops: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Return a group of operations with a new mid."""
    return {"mid": str(uuid.uuid4()), "ops": list(ops), **facts}


def command(name: str, **args: Any) -> dict[str, Any]:
    """Return a group that is a command."""
    return {"mid": str(uuid.uuid4()), "cmd": name, "args": args}


def new_account(name: str = "An Bình", **values: Any) -> dict[str, Any]:
    """Return an operation that makes a customer."""
    return insert("account", party_type="company", name=name, **values)


SqlError = psycopg.Error
