"""Pulls beside people who write: exact at every moment; and the harness is one that can fail."""

from __future__ import annotations

import threading
import time
from random import Random

import psycopg
import pytest

from desktop.server.connections import connect

pytestmark = [pytest.mark.both_versions, pytest.mark.slow]
TABLES = ("account", "note", "share", "app_user", "org_unit")
WRITERS = 4
PULLS = 6  # of each client, at least
PATIENCE = 20  # further seconds on a busy machine


class Writers:
    """Threads that change records and rights by SQL, in transactions short and long."""

    def __init__(self, company, users, units, role):
        self.company, self.users, self.units, self.role = company, users, units, role
        self.commits = 0
        self.failures: list[Exception] = []
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(n,)) for n in range(WRITERS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _write(self, seed):
        rnd = Random(seed)
        address = self.company.cluster.address(self.company.name)
        with connect(address) as connection:
            connection.execute("SET ROLE lienhe_owner")
            while not self._stopping.is_set():
                try:
                    with connection.transaction(force_rollback=rnd.random() < 0.1):
                        for _step in range(rnd.randint(1, 5)):
                            self._step(connection, rnd)
                            if rnd.random() < 0.1:
                                time.sleep(rnd.choice([0.001, 0.02]))
                except (psycopg.errors.DeadlockDetected, psycopg.errors.ForeignKeyViolation):
                    continue  # as a push would be repeated, or refused
                except Exception as error:  # noqa: BLE001 - shown by the test
                    self.failures.append(error)
                    return
                self.commits += 1

    def _step(self, connection, rnd):
        some = "(SELECT id FROM app.{} OFFSET floor(random() * %s) LIMIT 1)"
        account, note = some.format("account"), some.format("note")
        user, unit = rnd.choice([*self.users, None]), rnd.choice([*self.units, None])
        place = rnd.randrange(60)
        steps = [
            (
                "INSERT INTO app.account (id, party_type, name, owner_id, org_unit_id, visibility) "
                "VALUES (gen_random_uuid(), 'company', 'x', %s, %s, %s)",
                (user, unit, rnd.choice([None, 0, 1, 2])),
            ),
            (
                "INSERT INTO app.note (id, subject, owner_id, account_id) "
                f"SELECT gen_random_uuid(), 'x', %s, x FROM {account} AS a (x)",
                (user, place),
            ),
            (f"UPDATE app.account SET rating = 'a' WHERE id = {account}", (place,)),
            (f"UPDATE app.account SET owner_id = %s WHERE id = {account}", (user, place)),
            (
                f"UPDATE app.account SET visibility = 1, org_unit_id = %s WHERE id = {account}",
                (unit, place),
            ),
            (
                "UPDATE app.account SET owner_id = %s WHERE owner_id = %s",
                (user, rnd.choice(self.users)),
            ),
            (f"UPDATE app.note SET account_id = {account} WHERE id = {note}", (place, place)),
            (f"DELETE FROM app.note WHERE id = {note}", (place,)),
            (
                "DELETE FROM app.account a WHERE a.id IN "
                "(SELECT id FROM app.account OFFSET 60 LIMIT 3) AND NOT EXISTS "
                "(SELECT FROM app.note n WHERE n.account_id = a.id)",
                (),
            ),
            (
                "INSERT INTO app.share (id, record_type, record_id, user_id, level) "
                f"SELECT gen_random_uuid(), 'account', x, %s, 'view' FROM {account} AS a (x)",
                (rnd.choice(self.users), place),
            ),
            ("DELETE FROM app.share WHERE id = " + some.format("share"), (rnd.randrange(20),)),
            (
                "UPDATE app.app_user SET org_unit_id = %s WHERE id = %s",
                (unit, rnd.choice(self.users)),
            ),
            ("DELETE FROM app.role_member WHERE user_id = %s", (rnd.choice(self.users),)),
            (
                "INSERT INTO app.role_member (id, user_id, role_id) "
                "VALUES (gen_random_uuid(), %s, %s)",
                (rnd.choice(self.users), self.role),
            ),
        ]
        weights = [6, 6, 6, 3, 3, 1, 3, 3, 1, 3, 2, 1, 1, 1]
        query, values = rnd.choices(steps, weights)[0]
        connection.execute(query, values)


class Exact:
    """A client that compares all it holds with what it may see at the snapshot of each pull."""

    def __init__(self, client, spoil=lambda cursor: cursor):
        self.client, self.spoil = client, spoil
        self.pulls = self.wrong = 0

    def pull(self):
        self.client.pull(self.compare)
        self.client.cursor = self.spoil(self.client.cursor)

    def compare(self):
        self.pulls += 1
        seen = {
            (table, row["id"]): (row["ver"], row["acl_id"])
            for table in TABLES
            for row in self.client.seen(table)
        }
        held = {
            key: (row["ver"], row["acl_id"])
            for key, row in self.client.held.items()
            if key[0] in TABLES
        }
        levels = dict(self.client.connection.execute("SELECT * FROM api.my_acl").fetchall())
        used = {acl for _ver, acl in held.values()}
        known = {acl: self.client.acls.get(acl) for acl in used}
        if held != seen or known != {acl: levels.get(acl) for acl in used}:
            self.wrong += 1


def as_a_sequence(cursor):
    """Take everything below the greatest number as seen: what every counter of changes does."""
    _low, high, _open = cursor["snapshot"].split(":")
    return {**cursor, "snapshot": f"{high}:{high}:"}


def run(company, clients, seconds, until=lambda: True):
    """Let clients pull beside people who write, so long and until it is enough."""
    people = [client.client for client in clients]
    units = [company.unit("Bắc"), company.unit("Nam")]
    units.append(company.unit("Nhóm", units[0]))
    role = company.rows(
        "INSERT INTO app.user_role (id, name) VALUES (gen_random_uuid(), 'x') RETURNING id"
    )[0][0]
    company.sql(
        "INSERT INTO app.permission_grant (id, role_id, record_module, reach, level) "
        "VALUES (gen_random_uuid(), %s, 'contacts', 'subtree', 'edit')",
        role,
    )
    with Writers(company, [one.me for one in people], units, role) as writers:
        begun = time.monotonic()
        while time.monotonic() < begun + seconds or not until():
            assert time.monotonic() < begun + seconds + PATIENCE
            for client in clients:
                client.pull()
    assert writers.failures == []
    assert writers.commits > seconds
    for client in clients:
        client.pull()


def changed_by_touching(company, table):
    """Compute the rights of all rows anew; return how many of them had others."""
    query = f"WITH t AS (UPDATE app.{table} SET acl_id = 0 RETURNING 1) SELECT count(*) FROM t"
    return company.sql(query)


def test_every_pull_is_exact_beside_people_who_write(company, rounds):
    clients = [Exact(company.client()) for _number in range(4)]
    run(company, clients, rounds(3, 120), lambda: min(one.pulls for one in clients) >= PULLS)
    assert {table: changed_by_touching(company, table) for table in TABLES} == dict.fromkeys(
        TABLES, 0
    )
    assert [client.wrong for client in clients] == [0, 0, 0, 0]


def test_a_cursor_that_is_a_number_loses_rows(company):
    clients = [Exact(company.client(), as_a_sequence) for _number in range(2)]
    run(company, clients, 0, lambda: sum(client.wrong for client in clients))
    assert sum(client.wrong for client in clients) > 0
