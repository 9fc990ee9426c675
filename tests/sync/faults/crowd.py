"""Many people at once for a while: `make soak CLIENTS=50 MINUTES=30`.

Each has a profile of their own; the processors share them out. The networks fail now and then. At
the end everything heals, and everybody has what the centre shows them: one line of counts says so.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil

from desktop.core.errors import AppError
from desktop.server.cluster import Cluster, find_programs
from desktop.services.opening import declare
from desktop.sync import transport
from desktop.sync.errors import OfflineError
from desktop.sync.transport import Address
from tests.server.clusters import SETTINGS
from tests.server.conftest import begin
from tests.sync.desk import Desk
from tests.sync.faults import at_centre, checks
from tests.sync.faults.person import edit
from tests.sync.faults.place import Day, Place
from tests.sync.faults.proxy import Proxy

CALL_SECONDS = 10
Seat = tuple[str, Address]


def work(seats: list[Seat], seed: int, minutes: float) -> Counter[str]:
    """Let people work one after the other, over a network that fails now and then."""
    declare()
    logging.disable()
    transport.CALL_SECONDS = CALL_SECONDS  # type: ignore[misc]  # so that more happens
    rng = random.Random(seed)
    counts: Counter[str] = Counter()
    end = time.monotonic() + minutes * 60
    with Proxy(seats[0][1].port) as proxy:
        desks = [
            Desk(Path(folder), replace(address, port=proxy.port), joins=False)
            for folder, address in seats
        ]
        while time.monotonic() < end:
            desk = rng.choice(desks)
            try:
                edit(desk, rng, f"{seed}.{counts.total()}")
                counts["edits"] += 1
                if rng.random() < 0.5:
                    desk.sync()
                    counts["rounds"] += 1
            except AppError:
                counts["rounds that failed"] += 1
                proxy.heal()
            if rng.random() < 0.01:
                proxy.hurt(rng)
        counts["faults of networks"] += proxy.faults
        for desk in desks:
            desk.close()
    return counts


def judge(day: Day) -> list[str]:
    """Let everything heal; return what does not hold."""
    for desk in day.desks:
        for _time in range(3):
            with suppress(OfflineError):
                desk.sync()
    found = list(at_centre.what_is_wrong(day.company, set(), day.desks))
    for number, desk in enumerate(day.desks):
        desk.sync()
        one = [
            *checks.what_is_stuck(desk),
            *checks.what_differs(desk),
            *checks.what_is_malformed(desk),
            *at_centre.what_is_lost(day.company, desk, set(), went_back=False),
            *(f"another digest: {part}" for part in desk.verify() or ()),
        ]
        found += [f"desk {number}: {what}" for what in one]
    return found


def spent(cluster: Cluster) -> int:
    """Return the seconds of processor that the server has used, those who left included."""
    postmaster = psutil.Process(int((cluster.data / "postmaster.pid").read_text().split()[0]))
    times = postmaster.cpu_times()
    seconds = times.user + times.system + times.children_user + times.children_system
    for backend in postmaster.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            own = backend.cpu_times()
            seconds += own.user + own.system
    return round(seconds)


def main(arguments: list[str] | None = None) -> int:
    """Let people work; return 0 if all ended well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    told = parser.parse_args(arguments)
    declare()
    logging.disable()
    clients = max(told.clients, 3)
    folder = Path(tempfile.mkdtemp(prefix="lienhe-soak-"))
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="lienhe-pg-")), find_programs(18))
    try:
        cluster.make()
        begin(cluster, SETTINGS | {"max_connections": str(clients * 2 + 60)})
        with Place(cluster, folder, clients).day() as day:
            seats = [(str(desk.folder), desk.address) for desk in day.desks]
            for desk in day.desks:
                desk.leave()
            with ProcessPoolExecutor(told.processes) as pool:
                parts = [
                    pool.submit(work, seats[n :: told.processes], n, told.minutes)
                    for n in range(min(told.processes, clients))
                ]
                counts = sum((part.result() for part in parts), Counter(clients=clients))
            counts["seconds of the server's processor"] = spent(cluster)
            for desk in day.desks:
                desk.come_back()
            found = judge(day)
    finally:
        cluster.stop("immediate")
        shutil.rmtree(cluster.folder)
        shutil.rmtree(folder)
    line = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    print(f"{len(found)} found: {'; '.join(found[:5]) or 'nothing'}; {line}")  # noqa: T201 - what it is run for
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
