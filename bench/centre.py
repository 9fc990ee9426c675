"""S2 to S4: what the central PostgreSQL takes to tell what changed, and to take edits."""

from __future__ import annotations

import time
import uuid
from typing import Any

from psycopg.types.json import Jsonb

from bench.company_server import DATABASE, PASSWORD, company_server
from bench.figures import Conditions, Figure, bench, median_of
from desktop.server import people
from desktop.server.connections import Connection, connect
from desktop.store.migrations import HEAD

PEOPLE = 30
WINDOW = 20_000
CHANGES = 5_000
GROUPS, OPERATIONS = 50, 10  # of a push; a group is one save with what hangs on it

# The same rows without functions or rights: whoever owns the tables reads the log and the rows.
BARE = """
    SELECT to_json(w) FROM sync.w_account w WHERE w.acl_id = %s AND w.id IN (
        SELECT l.row_id FROM sync.log l WHERE l.xid >= pg_snapshot_xmin(%s::pg_snapshot)
        AND NOT pg_visible_in_snapshot(l.xid, %s::pg_snapshot))
"""


@bench(
    Figure(
        "S2",
        f"pull of a window of {WINDOW:,} of 1,000,000 rows, ordinary user",
        "ms",
        limit=3,
        goal=1.5,
        ratio_of="S2.bare",
    ),
    Figure("S3", "poll when nothing changed", "ms", limit=5, goal=0.5),
    Figure("S4", f"push of {CHANGES:,} changes", "1/s", limit=4000, goal=7000, more_is_better=True),
)
def measure_centre(conditions: Conditions) -> dict[str, float]:
    """Fill a centre with customers of thirty people, change some, and be one of the thirty."""
    with company_server() as cluster:
        address = cluster.address(DATABASE)
        with connect(address) as admin:
            users = [
                people.add_person(admin, f"an{number}", f"An {number}", PASSWORD)
                for number in range(PEOPLE)
            ]
            _fill(admin, conditions.rows, users)
            login = {"user": "an0", "password": PASSWORD}
            with connect(address | login) as connection:
                client = _Client(connection)
                cursor = client.position()
                quiet = [client.pull(cursor) for _time in range(conditions.repeats * 10)]
                _change(admin)
                seen = _acl_of(admin, users[0]), cursor["snapshot"], cursor["snapshot"]
                pulled = [client.pull(cursor) for _time in range(conditions.repeats)]
                bare = [_timed(admin, BARE, seen) for _time in range(conditions.repeats)]
                pushed = [client.push() for _time in range(conditions.repeats)]
    return {
        "S2": median_of(pulled) * 1000,
        "S2.bare": median_of(bare) * 1000,
        "S3": median_of(quiet) * 1000,
        "S4": CHANGES / median_of(pushed),
    }


class _Client:
    """One device that pulls and pushes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._id, self._lease = uuid.uuid4(), uuid.uuid4()
        about = Jsonb({"protocol": 1, "rev": HEAD})
        connection.execute("SELECT api.hello(%s, %s, %s)", (self._id, self._lease, about))
        self._made: list[str] = []
        self._rating: str | None = None

    def position(self) -> dict[str, Any]:
        """Return the cursor of now."""
        row = self._connection.execute("SELECT api.position()").fetchone()
        return dict(row[0]) if row else {}

    def pull(self, cursor: dict[str, Any]) -> float:
        """Return the seconds that a pull takes, its rows received."""
        told = (self._id, Jsonb(cursor))
        return _timed(self._connection, "SELECT * FROM api.pull(%s, %s)", told)

    def push(self) -> float:
        """Return the seconds in which thousands of changes are taken; the first time makes rows."""
        if not self._made:
            self._made = [str(uuid.uuid4()) for _number in range(CHANGES)]
            name = {"party_type": [None, "company"], "name": [None, "An Bình"]}
            self._send([{"t": "account", "id": i, "o": "I", "f": name} for i in self._made])
        before, self._rating = self._rating, "b" if self._rating == "a" else "a"
        change = {"rating": [before, self._rating]}
        return self._send([{"t": "account", "id": i, "o": "U", "f": change} for i in self._made])

    def _send(self, operations: list[dict[str, Any]]) -> float:
        groups = [
            {"mid": str(uuid.uuid4()), "ops": operations[at : at + OPERATIONS]}
            for at in range(0, len(operations), OPERATIONS)
        ]
        start = time.perf_counter()
        for at in range(0, len(groups), GROUPS):
            following = uuid.uuid4()
            told = (self._id, self._lease, following, HEAD, Jsonb(groups[at : at + GROUPS]))
            query = "SELECT api.push(%s, %s, %s, %s, %s)"
            row = self._connection.execute(query, told).fetchone()
            if row is None or any(one["s"] != "ok" for one in row[0]["results"]):
                raise RuntimeError("the centre refused what the bench sent")
            self._lease = following
        return time.perf_counter() - start


def _fill(admin: Connection, rows: int, users: list[uuid.UUID]) -> None:
    admin.execute(
        "INSERT INTO app.account (id, party_type, name, owner_id, is_shared) "
        "SELECT gen_random_uuid(), 'company', 'Công ty ' || i, (%s)[1 + i %% %s], false "
        "FROM generate_series(1, %s) i",
        (users, len(users), rows),
    )
    admin.execute("VACUUM ANALYZE")


def _acl_of(admin: Connection, user: uuid.UUID) -> int:
    query = "SELECT acl_id FROM app.account WHERE owner_id = %s LIMIT 1"
    row = admin.execute(query, (user,)).fetchone()
    return int(row[0]) if row else 0


def _change(admin: Connection) -> None:
    query = "UPDATE app.account SET rating = 'a' WHERE id IN (SELECT id FROM app.account LIMIT %s)"
    admin.execute(query, (WINDOW,))


def _timed(connection: Connection, query: str, values: tuple[object, ...]) -> float:
    start = time.perf_counter()
    connection.execute(query.encode(), values).fetchall()
    return time.perf_counter() - start
