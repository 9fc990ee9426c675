"""Real programs, a bad network and a server that is killed: in the end everybody has the same."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace

import pytest

from bench.worker_process import ROOT
from desktop.core.errors import AppError
from desktop.server.cluster import Cluster, NoPostgreSQLError, find_programs
from desktop.server.connections import connect
from desktop.sync import transport
from desktop.sync.engine import Engine
from desktop.sync.errors import OfflineError
from desktop.sync.transport import PostgresCentre
from tests.server.clusters import SETTINGS, cluster_folder
from tests.server.conftest import begin
from tests.sync.faults import at_centre, checks
from tests.sync.faults.place import Place
from tests.sync.faults.proxy import Proxy

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SECONDS = 60  # a deadline, not a time that is waited


@pytest.fixture(scope="module")
def own_place(tmp_path_factory):
    """A cluster that nobody else uses: it is killed."""
    cluster = Cluster(cluster_folder(), find_programs(18))
    cluster.make()
    begin(cluster)
    yield Place(cluster, tmp_path_factory.mktemp("place"))
    with suppress(NoPostgreSQLError):
        cluster.stop("immediate")
    shutil.rmtree(cluster.folder)


class People:
    """Programs at work on the profiles of a day, each over a network of its own."""

    def __init__(self, day, rng):
        self.day, self.rng = day, rng
        self.proxies = [Proxy(day.company.cluster.port) for _desk in day.desks]
        self.running: list[subprocess.Popen[str]] = []
        self.kills = 0
        for desk in day.desks:
            desk.close()

    def start(self):
        """Start the programs, and wait until all of them work."""
        for desk, proxy in zip(self.day.desks, self.proxies, strict=True):
            told = json.dumps(asdict(replace(desk.address, port=proxy.port)))
            command = [sys.executable, "-m", "tests.sync.faults.person", str(desk.folder)]
            self.running.append(
                subprocess.Popen(
                    [*command, str(self.rng.randrange(2**30)), told],
                    cwd=ROOT,
                    stdout=subprocess.PIPE,
                    text=True,
                    env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                )
            )
        for program in self.running:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"

    def wait_for_work(self):
        """Wait until something of everybody came to the centre since the last time."""
        deadline = time.monotonic() + SECONDS
        query = (
            "SELECT count(DISTINCT user_id) FROM sync.mutation WHERE (result ->> 'x')::bigint > %s"
        )
        begun = self.day.company.sql("SELECT pg_current_xact_id()::text::bigint")
        while self.day.company.sql(query, begun) < len(self.running):
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def hurt(self, times):
        """Let things happen to the networks, at moments that the seed chooses."""
        for _time in range(times):
            time.sleep(self.rng.random() * 0.2)
            self.rng.choice(self.proxies).hurt(self.rng)

    def calm(self):
        """Let the networks work."""
        for proxy in self.proxies:
            proxy.heal()

    def kill(self):
        """Kill every program where it is."""
        for program in self.running:
            program.kill()
            self.kills += program.wait(SECONDS) == -signal.SIGKILL
            assert program.stdout is not None
            program.stdout.close()
        self.running.clear()

    def heal(self):
        """Open the profiles here, with a network that works, until nothing is left to do."""
        for desk in self.day.desks:
            desk.come_back()
        for _round in range(6):
            for desk in self.day.desks:
                with suppress(OfflineError):  # a line that broke meanwhile
                    desk.sync()

    def violations(self):
        found = list(at_centre.what_is_wrong(self.day.company, set(), self.day.desks))
        for number, desk in enumerate(self.day.desks):
            for check in (checks.what_is_stuck, checks.what_differs, checks.what_is_malformed):
                found += [f"desk {number}: {one}" for one in check(desk)]
            found += at_centre.what_is_lost(self.day.company, desk, set(), went_back=False)
            found += [f"desk {number}: {one}" for one in desk.verify() or ()]
            assert desk.asked("PRAGMA integrity_check") == [("ok",)]
        return found

    def leave(self):
        self.kill()
        for proxy in self.proxies:
            proxy.__exit__(None, None, None)


@contextmanager
def people(place, seed):
    with place.day() as day:
        made = People(day, random.Random(seed))
        try:
            yield made
        finally:
            made.leave()


def kill_server(cluster):
    """Kill the server's first process, and start it when the others have noticed."""
    pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            cluster.start(cluster.port, **SETTINGS)
        except NoPostgreSQLError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return


def test_programs_that_are_killed_over_a_bad_network_lose_nothing(own_place, rounds):
    for seed in range(rounds(1, 300)):
        with people(own_place, seed) as at_work:
            for _day in range(2):
                at_work.start()
                at_work.wait_for_work()
                at_work.hurt(8)
                at_work.kill()
                at_work.calm()
            at_work.heal()
            assert (seed, at_work.violations()) == (seed, [])
            assert at_work.kills == 6


def test_a_server_that_is_killed_while_people_sync_loses_nothing(own_place, rounds):
    for seed in range(rounds(1, 100)):
        with people(own_place, seed) as at_work:
            at_work.start()
            at_work.wait_for_work()
            at_work.hurt(3)
            kill_server(own_place.cluster)
            company = at_work.day.company
            company.admin.close()
            company.admin = connect(company.cluster.address(company.name))
            at_work.hurt(3)
            at_work.kill()
            at_work.heal()
            assert (seed, at_work.violations()) == (seed, [])


def test_a_line_that_swallows_everything_is_given_up(own_place, monkeypatch):
    monkeypatch.setattr(transport, "CALL_SECONDS", 1)
    with own_place.day() as day, Proxy(day.company.cluster.port) as proxy:
        desk = day.desks[0]
        desk.centre.close()
        desk.centre = PostgresCentre(replace(desk.address, port=proxy.port))
        desk.engine = Engine(desk.store, desk.me, desk.centre, "PC")
        desk.sync()
        desk.make("account", name="Đang gửi")
        proxy.swallows = True
        failed: list[Exception] = []

        def try_a_round():
            try:
                desk.sync()
            except OfflineError as error:
                failed.append(error)

        thread = threading.Thread(target=try_a_round, daemon=True)
        thread.start()
        thread.join(SECONDS)
        assert not thread.is_alive()
        assert len(failed) == 1
        proxy.heal()
        assert desk.sync().sent == 1


def test_what_comes_slowly_comes_in_the_end(own_place, monkeypatch):
    monkeypatch.setattr(transport, "CALL_SECONDS", 1)
    monkeypatch.setattr(transport, "GRACE_SECONDS", 1)
    with own_place.day() as day, Proxy(day.company.cluster.port) as proxy:
        desk = day.desks[0]
        desk.centre.close()
        desk.centre = PostgresCentre(replace(desk.address, port=proxy.port))
        desk.engine = Engine(desk.store, desk.me, desk.centre, "PC")
        desk.sync()
        day.company.sql(
            "INSERT INTO app.account (id, party_type, name, is_shared) SELECT gen_random_uuid(), "
            "'company', 'Công ty ' || i, true FROM generate_series(1, 2000) i"
        )
        proxy.delay = 0.15
        started = time.monotonic()
        assert desk.sync().received == 2000
        assert time.monotonic() - started > 2, "or it tells nothing"


def test_a_disk_without_room_keeps_what_was_saved_before(own_place):
    """The file system says no, in the middle of a write; the program goes on and loses nothing."""
    with own_place.day() as day:
        desk, other = day.desks[:2]
        saved = desk.make("account", name="Đã lưu", is_shared=True)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        size = (desk.folder / "main.sqlite-wal").stat().st_size
        signal_before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40_000, before[1]))
        refused = 0
        try:
            for number in range(20):
                try:
                    desk.make("account", name=f"Khách {number}", description="dài " * 3_000)
                except AppError:
                    refused += 1
            with suppress(AppError):
                desk.sync()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, signal_before)
        assert refused
        kept = 20 - refused
        desk.sync()
        desk.sync()
        assert desk.asked("PRAGMA integrity_check") == [("ok",)]
        assert desk.asked("SELECT count(*) FROM account WHERE name LIKE 'Khách%'") == [(kept,)]
        other.sync()
        assert other.has("account", saved)
        assert list(checks.what_differs(desk)) == []
