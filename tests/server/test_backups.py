"""Copies of the centre can be brought back, and every client finds its way after that."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from psycopg import sql

from desktop.core.clock import FrozenClock, SystemClock
from desktop.server import backups
from desktop.server.connections import connect
from desktop.server.installing import ServerError
from tests.server.company import group, new_account, patch

pytestmark = [pytest.mark.both_versions, pytest.mark.slow]


@pytest.fixture
def address(company):
    yield company.cluster.address(company.name)
    with connect(company.cluster.address()) as admin:
        aside = sql.Identifier(f"{company.name}_before")
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(aside))


def test_a_copy_is_whole_tried_out_and_readable_by_nobody_else(company, address, tmp_path):
    client = company.client()
    client.push(group(new_account()), group(new_account()))
    copy = backups.back_up(address, tmp_path, SystemClock(), keep=3)
    assert backups.try_out(address, copy)["account"] == 2
    assert copy.stat().st_mode & 0o077 == 0
    with connect(company.cluster.address()) as admin:
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = 'lienhe_trial_restore'")
        assert found.fetchone() is None


def brought_back(company, address, copy, before):
    """Restore, and return the same device with a new connection."""
    login = company.admin.execute("SELECT role::text FROM sync.login").fetchone()[0]
    company.admin.close()
    assert backups.restore(address, copy)["account"] == 1
    company.admin = connect(address)
    client = company.client(login)
    for name in ("client_id", "lease", "cursor", "acls", "held"):
        setattr(client, name, getattr(before, name))
    return client


def test_after_a_restore_clients_find_out_and_send_again_what_is_missing(
    company, address, tmp_path
):
    before = company.client()
    kept, later = group(new_account("Còn")), group(new_account("Mất"))
    before.one(kept)
    before.pull()
    copy = backups.back_up(address, tmp_path, SystemClock(), keep=3)
    before.one(later)
    before.pull()
    client = brought_back(company, address, copy, before)
    told = client.hello(cursor=client.cursor)
    # The copy knows an older lease: a new client id, the same mids.
    assert (told["history"], told["state"]) == ("generation", "fork")
    client.client_id, client.lease = client.lease, client.client_id
    client.hello()
    assert client.pull()["resync"] == "generation"
    mids = [kept["mid"], later["mid"]]
    assert list(client.call("SELECT api.known(%s::uuid[])", mids)) == [kept["mid"]]
    assert [one["s"] for one in client.push(kept, later)] == ["ok", "ok"]
    client.pull()
    names = [row["name"] for (table, _id), row in client.held.items() if table == "account"]
    assert sorted(names) == ["Còn", "Mất"]


def test_what_was_brought_back_is_as_closed_and_as_alive_as_before(company, address, tmp_path):
    before, made = company.client(), group(new_account())
    before.one(made)
    before.pull()
    copy = backups.back_up(address, tmp_path, SystemClock(), keep=3)
    client = brought_back(company, address, copy, before)
    client.pull()
    edit = patch("account", made["ops"][0]["id"], rating=[None, "a"])
    assert client.one(group(edit))["s"] == "ok"
    assert client.pull()["resync"] is None
    assert client.held["account", edit["id"]]["rating"] == "a"
    assert client.call("SELECT api.tick(%s)", psycopg.types.json.Jsonb(client.cursor)) is False
    for statement in ("SELECT * FROM app.account", "SELECT sync.reap(0, 0)", "SELECT lo_create(0)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            client.connection.execute(statement.encode())


def test_only_so_many_copies_are_kept(company, address, tmp_path):
    clock = FrozenClock(SystemClock().now())
    for _day in range(3):
        newest = backups.back_up(address, tmp_path, clock, keep=2)
        clock.advance(timedelta(days=1))
    assert len(backups.list_copies(tmp_path)) == 2
    assert backups.list_copies(tmp_path)[0] == newest


def test_what_is_no_copy_changes_nothing(company, address, tmp_path):
    broken = tmp_path / f"x{backups.SUFFIX}"
    broken.write_bytes(b"PGDMP broken")
    with pytest.raises(ServerError):
        backups.restore(address, broken)
    assert company.client().one(group(new_account()))["s"] == "ok"
