"""A server whose past was changed by a restore is found out; one that merely restarted is not."""

from __future__ import annotations

import shutil
import subprocess
import uuid
from pathlib import Path

import psycopg
import pytest

from desktop.server import installing, people, upkeep
from desktop.server.cluster import Cluster, find_programs
from desktop.server.connections import connect
from tests.server.clusters import cluster_folder
from tests.server.company import PASSWORD, Client, group, new_account

pytestmark = pytest.mark.slow
# What nobody waits for comes to the disk late, so that a crash loses it.
SETTINGS = {"fsync": "off", "wal_writer_delay": "10s"}


class Machine:
    """A server of its own, whose data folder is copied and brought back as machines are."""

    def __init__(self, version):
        self.folder = cluster_folder()
        self.cluster = Cluster(self.folder, find_programs(version))
        self.clients: list[Client] = []
        self.cluster.make()
        self.cluster.start(**SETTINGS)
        with connect(self.cluster.address()) as admin:
            installing.make_database(admin, "lienhe")
        with self.admin() as admin:
            installing.prepare_database(admin)
            installing.upgrade(admin)
            self.login = f"an{version}"
            people.add_person(admin, self.login, "An", PASSWORD)

    def admin(self):
        return connect(self.cluster.address("lienhe"))

    def client(self, like: Client | None = None) -> Client:
        """Connect a device: a new one, or the same as before the connection was lost."""
        told = {"user": self.login, "password": PASSWORD}
        if like is None:
            self.clients.append(Client(connect(self.cluster.address("lienhe", **told))))
            return self.clients[-1]
        like.connection.close()
        like.connection = connect(self.cluster.address("lienhe", **told))
        return like

    def restart(self, mode="fast", copy: Path | None = None):
        self.cluster.stop(mode)
        if copy is not None:
            shutil.rmtree(self.cluster.data)
            self._copy(copy, self.cluster.data)
            (self.cluster.data / "postmaster.pid").unlink(missing_ok=True)
        self.cluster.start(**SETTINGS)

    def cold_copy(self) -> Path:
        """Stop, copy the folder, and start again: a snapshot of the machine."""
        self.cluster.stop()
        self._copy(self.cluster.data, self.folder / "copy")
        self.cluster.start(**SETTINGS)
        return self.folder / "copy"

    def _copy(self, source: Path, goal: Path):
        shutil.rmtree(goal, ignore_errors=True)
        subprocess.run(["cp", "-a", source, goal], check=True)


@pytest.fixture(scope="module", params=[15, 18], ids=lambda v: f"pg{v}")
def machine(request):
    made = Machine(request.param)
    yield made
    made.cluster.stop("immediate")
    shutil.rmtree(made.folder)


@pytest.fixture(autouse=True)
def _no_client_after(machine):
    yield
    while machine.clients:
        machine.clients.pop().connection.close()


def work(client, count=3):
    for _time in range(count):
        assert client.one(group(new_account()))["s"] == "ok"
    client.pull()


def hello(client):
    return client.hello(cursor=client.cursor)


def generation(machine):
    with machine.admin() as admin:
        return admin.execute("SELECT generation FROM sync.meta").fetchone()[0]


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_or_crash_is_no_reason_to_start_anew(machine, mode):
    client = machine.client()
    client.pull()
    work(client)
    before = generation(machine)
    machine.restart(mode)
    machine.client(client)
    assert hello(client)["history"] is None
    assert client.pull()["resync"] is None
    assert generation(machine) == before
    work(client)
    assert client.pull()["resync"] is None


def give_up(machine, count=200):
    """Begin transactions and give them up: nothing of them need ever come to the disk."""
    with machine.admin() as admin:
        for _time in range(count):
            admin.execute("BEGIN")
            admin.execute("SELECT pg_current_xact_id()")
            admin.execute("ROLLBACK")


def test_numbers_that_a_crash_gives_again_are_no_reason_to_start_anew(machine):
    client = machine.client()
    client.pull()
    work(client)
    give_up(machine)
    client.pull()
    before = generation(machine)
    machine.restart("immediate")
    machine.client(client)
    assert hello(client)["history"] is None
    assert generation(machine) == before


def test_what_gets_the_number_of_what_was_given_up_before_a_crash_is_told(machine):
    client, other = machine.client(), machine.client()
    for one in (client, other):
        one.pull()
    work(client)
    give_up(machine)
    client.pull()
    machine.restart("immediate")
    machine.client(other)
    other.cursor = None
    hello(other)
    sent = [new_account() for _time in range(120)]  # many numbers, as many go to their parts
    for made in sent:
        assert other.one(group(made))["s"] == "ok"
    machine.client(client)
    assert hello(client)["history"] is None
    assert client.pull()["resync"] is None
    assert {("account", made["id"]) for made in sent} <= client.held.keys()


def test_an_older_state_brought_back_is_found_out_at_once(machine):
    client, early = machine.client(), machine.client()
    for one in (client, early):
        one.pull()
        work(one)
    copy = machine.cold_copy()
    machine.client(client)
    hello(client)
    work(client)
    before = generation(machine)
    machine.restart(copy=copy)
    machine.client(client)
    assert hello(client)["history"] is not None
    assert generation(machine) != before
    assert client.pull()["resync"] == "generation"
    assert client.pull()["resync"] is None


def test_an_older_state_is_found_out_after_others_worked_on_it(machine):
    client, other = machine.client(), machine.client()
    for one in (client, other):
        one.pull()
    copy = machine.cold_copy()
    machine.client(client)
    hello(client)
    work(client, 5)
    machine.restart(copy=copy)
    machine.client(other)
    other.cursor = None
    hello(other)
    work(other, 9)
    machine.client(client)
    assert client.pull()["resync"] in {"unknown boot", "ahead"}


def test_who_read_only_what_survived_goes_on(machine):
    client = machine.client()
    client.pull()
    work(client)
    copy = machine.cold_copy()
    machine.restart(copy=copy)
    machine.client(client)
    assert hello(client)["history"] is None
    assert client.pull()["resync"] is None


def test_a_copy_of_a_running_server_is_found_out(machine):
    early, late = machine.client(), machine.client()
    for one in (early, late):
        one.pull()
    with machine.admin() as admin:
        admin.execute("SELECT pg_backup_start('x', true)")
        machine._copy(machine.cluster.data, machine.folder / "copy")
        admin.execute("SELECT pg_backup_stop(false)")
    work(late)
    machine.restart(copy=machine.folder / "copy")
    for one in (early, late):
        machine.client(one)
    assert hello(early)["history"] is None
    assert hello(late)["history"] == "ahead"


def test_an_administrator_can_begin_anew_by_hand(machine):
    client = machine.client()
    client.pull()
    sent = group(new_account())
    client.one(sent)
    with machine.admin() as admin:
        upkeep.new_generation(admin, "brought back with its memory")
    assert hello(client)["history"] == "generation"
    assert client.pull()["resync"] == "generation"
    assert list(client.call("SELECT api.known(%s::uuid[])", [sent["mid"], str(uuid.uuid4())])) == [
        sent["mid"]
    ]


def test_a_server_that_was_moved_begins_anew(machine):
    before = generation(machine)
    with machine.admin() as admin:
        admin.execute("UPDATE sync.meta SET system_identifier = 1")
    machine.restart()
    machine.client()
    assert generation(machine) != before


def test_a_client_that_was_away_too_long_starts_anew(machine):
    client = machine.client()
    client.pull()
    work(client)
    cursor = client.cursor
    with machine.admin() as admin:
        assert upkeep.reap(admin, 60, 180)["changes"] == 0
        assert hello(client)["history"] is None
        assert upkeep.reap(admin, 0, 180)["changes"] > 0
    client.cursor = {**cursor, "snapshot": "3:3:"}
    assert client.pull()["resync"] == "too old"


def test_a_cursor_that_is_none_is_refused(machine):
    client = machine.client()
    for cursor in ({"snapshot": "x"}, {}, [1], "x", {"generation": str(uuid.uuid4())}):
        client.cursor = cursor
        with pytest.raises(psycopg.Error) as caught:
            client.pull()
        assert caught.value.sqlstate == "LH006"
