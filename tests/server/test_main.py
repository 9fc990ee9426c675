"""The command line of the administrator, from an empty server to people at work."""

from __future__ import annotations

import io
import json
import uuid

import psycopg
import pytest
from psycopg import sql

from desktop.server import restoring
from desktop.server.__main__ import main
from desktop.server.connections import connect
from tests.server.company import PASSWORD, Client


@pytest.fixture
def told(cluster, monkeypatch):
    """What the command line says of the connection; the password comes from libpq's variable."""
    monkeypatch.setenv("PGPASSWORD", cluster.password)
    name = f"line_{uuid.uuid4().hex[:8]}"
    where = f"host=127.0.0.1 port={cluster.port} user=postgres"
    yield ["--connect", where, "--database", name]
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    restoring.drop_aside(cluster.address(name), "9")
    with connect(cluster.address()) as admin:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        admin.execute(drop.format(sql.Identifier(name)))
        for (role,) in admin.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'line.%'"
        ).fetchall():
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture
def run(told, capsys):
    """Return what runs the command line and gives its exit code and words."""

    def go(*words):
        code = main([*told, *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return go


def test_a_company_is_made_and_people_come_and_go(run, told, cluster, monkeypatch):
    code, said = run("init")
    assert code == 0
    assert "pg_hba.conf" in said
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert run("user", "add", "line.an", "--name", "Nguyễn Văn An", "--admin")[0] == 0
    address = cluster.address(told[3], user="line.an", password=PASSWORD)
    with connect(address) as connection:
        client = Client(connection)
        assert client.hello()["rights"] == ["*"]
        code, said = run("user", "list")
        assert "Nguyễn Văn An" in said
        assert run("user", "block", "line.an") == (0, "1 sessions ended\n")
    with pytest.raises(psycopg.OperationalError):
        connect(address)
    assert "blocked" in run("user", "list")[1]
    assert run("user", "open", "line.an")[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("mot mat khau moi\n"))
    assert run("user", "password", "line.an")[0] == 0
    with connect(address | {"password": "mot mat khau moi"}) as connection:
        assert connection.execute("SELECT session_user").fetchone() == ("line.an",)


def test_a_lost_computer_is_blocked_or_told_to_wipe_itself(run, told, cluster, monkeypatch):
    run("init")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    run("user", "add", "line.an", "--name", "An")
    with connect(cluster.address(told[3], user="line.an", password=PASSWORD)) as connection:
        client = Client(connection)
        assert str(client.client_id) in run("device", "list")[1]
        assert run("device", "wipe", str(client.client_id))[0] == 0
        assert client.hello()["state"] == "wipe"
        run("device", "block", str(client.client_id))
        with pytest.raises(psycopg.Error, match="client_blocked"):
            client.pull()
        run("device", "allow", str(client.client_id))
        assert client.hello()["state"] == "ok"
    assert run("device", "block", "x") == (1, "There is no device x.\n")


def test_the_state_is_told_and_kept_up(run, tmp_path):
    run("init")
    code, said = run("status")
    assert code == 0
    assert "generation" in said
    assert "fsync is off" in said
    assert "No background service is running" in said
    assert run("upgrade") == (0, "up to date\n")
    assert run("reap")[0] == 0
    assert run("renew", "--reason", "for trial")[0] == 0
    code, said = run("backup", "--folder", str(tmp_path))
    assert (code, "tried out" in said) == (0, True)
    copy = said.splitlines()[0]
    code, said = run("--database", "nothing_here", "backup", "--folder", str(tmp_path))
    assert code == 1
    assert run("restore", str(tmp_path / "missing"))[0] == 1
    assert copy.endswith(".lienhe-centre")
    assert run("try", copy)[0] == 0
    assert run("schedule")[1] == "every day at 12:30, 14 copies, no second folder\n"
    code, said = run("schedule", "--at", "23:05", "--keep", "7", "--second", "/mnt/disc")
    assert (code, said) == (0, "every day at 23:05, 7 copies, /mnt/disc\n")
    assert run("schedule", "--at", "24:00")[0] == 1
    code, said = run("restore", copy)
    assert (code, "is kept as the database" in said) == (0, True)


def test_an_invitation_names_the_place_and_holds_no_secret(run, tmp_path):
    file, authority = tmp_path / "invitation.json", tmp_path / "ca.pem"
    authority.write_text("PEM", "utf-8")
    words = ("--host", "crm.example", "--ca", str(authority), "--file", str(file))
    assert run("invite", *words)[0] == 0
    found = json.loads(file.read_text("utf-8"))
    assert (found["host"], found["port"], found["ca"]) == ("crm.example", 5432, "PEM")
    assert "password" not in found
    code, said = run("invite", "--host", "crm.example", "--ca", str(tmp_path / "gone.pem"))
    assert (code, "gone.pem" in said) == (1, True)


def test_a_mistake_is_told_in_a_sentence(run):
    run("init")
    assert run("user", "block", "nobody") == (1, "Nobody has the login nobody.\n")
    code, said = run("init")
    assert code == 1
    assert "already exists" in said
