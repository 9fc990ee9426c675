"""An administrator who is no superuser: may make roles and databases, as PostgreSQL 16 allows."""

from __future__ import annotations

import uuid

import pytest
from psycopg import sql

from desktop.core.clock import SystemClock
from desktop.server import backups, installing, people, restoring, upkeep
from desktop.server.connections import connect
from tests.server.company import PASSWORD, Client, group, new_account


@pytest.fixture
def plain(cluster):
    """Return how such an administrator connects to a database that is not there yet."""
    login, name = f"dba_{uuid.uuid4().hex[:6]}", f"plain_{uuid.uuid4().hex[:6]}"
    people_before: list[str] = []
    with connect(cluster.address()) as admin:
        create = sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB PASSWORD {}")
        admin.execute(create.format(sql.Identifier(login), sql.Literal(PASSWORD)))
        for role in ("lienhe_owner", "lienhe_client"):  # made by somebody else in this cluster
            grant = sql.SQL("GRANT {} TO {} WITH ADMIN OPTION")
            admin.execute(grant.format(sql.Identifier(role), sql.Identifier(login)))
        people_before += [r for (r,) in admin.execute("SELECT rolname FROM pg_roles").fetchall()]
    yield cluster.address(name, user=login, password=PASSWORD)
    with connect(cluster.address()) as admin:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        admin.execute(drop.format(sql.Identifier(name)))
        made = [r for (r,) in admin.execute("SELECT rolname FROM pg_roles").fetchall()]
        for role in {*made} - {*people_before} | {login}:
            admin.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def test_everything_works_and_what_does_not_is_told(cluster, plain):
    with connect(plain | {"dbname": "postgres"}) as admin:
        installing.make_database(admin, plain["dbname"])
    login = f"an.{uuid.uuid4().hex[:6]}"
    with connect(plain) as admin:
        problems = installing.prepare_database(admin)
        assert any("LANGUAGE" in one for one in problems)
        assert any("lo_create" in one for one in problems)
        assert any("pg_advisory_lock" in one for one in problems)
        installing.upgrade(admin)
        people.make_administrators(admin)
        people.add_person(admin, login, "An", "ein anderes")
        people.set_password(admin, login, PASSWORD)
        assert [one.login for one in people.iter_people(admin)] == [login]
        with connect(cluster.address(plain["dbname"], user=login, password=PASSWORD)) as own:
            client = Client(own)
            assert client.one(group(new_account()))["s"] == "ok"
            assert client.pull()["resync"] == "first"
        assert upkeep.reap(admin, 60, 180)["changes"] == 0
        assert upkeep.read_health(admin)["logins"] == 1
        people.set_open(admin, login, is_open=False)


def test_a_superuser_puts_right_what_was_told(cluster, plain):
    with connect(plain | {"dbname": "postgres"}) as admin:
        installing.make_database(admin, plain["dbname"])
    with connect(plain) as admin:
        assert installing.prepare_database(admin)
    with connect(cluster.address(plain["dbname"])) as superuser:
        for told in installing.prepare_database(superuser):
            raise AssertionError(told)
    with connect(plain) as admin:
        assert installing.prepare_database(admin) == []


@pytest.mark.slow
def test_copies_are_made_and_gone_back_to(plain, tmp_path):
    with connect(plain | {"dbname": "postgres"}) as admin:
        installing.make_database(admin, plain["dbname"])
    with connect(plain) as admin:
        installing.prepare_database(admin)
        installing.upgrade(admin)
        people.make_administrators(admin)
    copy = backups.back_up_fully(plain, tmp_path, SystemClock(), keep=2)
    assert copy.rows["user_role"] == 1
    done = restoring.restore(plain, copy, SystemClock())
    assert done.rows == dict(copy.rows)
    assert restoring.drop_aside(plain, "9") == [done.aside]
