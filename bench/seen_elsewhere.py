"""S5: from a save on one machine until a colleague sees it in a list on another."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from bench.company_server import DATABASE, PASSWORD, address_of, company_server
from bench.figures import Conditions, Figure, bench, median_of
from bench.painted import screen_of
from bench.painted_list import PaintedList
from desktop.core.changes import Changes
from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.pages import ListQuery
from desktop.models.base import record_class
from desktop.server import people
from desktop.server.cluster import Cluster
from desktop.server.connections import connect
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.sync.engine import Engine
from desktop.sync.joining import join_centre
from desktop.sync.transport import PostgresCentre
from desktop.views.sync.sync_watch import IDLE_MS, NEWS_MS, SOON_MS

TIMES = 10
EAR_SECONDS = 0.5


class Machine:
    """A profile that joined, and its engine."""

    def __init__(self, folder: Path, cluster: Cluster, login: str) -> None:
        self.folder = folder
        self.store = open_profile(folder, SystemClock(), Role.WORKER, owner_name=login)
        self.centre = PostgresCentre(address_of(cluster, login))
        join_centre(self.store, self.centre, "PC", offers=False)
        self.engine = Engine(self.store, self.store.owner(), self.centre, "PC")
        self.engine.round()

    def save(self, name: str) -> None:
        """Save a new customer."""
        with self.store.work(self.store.owner(), "account.create") as work:
            work.session.add(record_class("account")(name=name))

    def close(self) -> None:
        """Leave."""
        self.centre.close()
        self.store.close()


class WatchedList(PaintedList):
    """A list that is told of changes as a window is."""

    def fill(self) -> None:
        """Show all customers."""
        self._model.set_query(ListQuery("account", get_entity("account").list_columns))
        self.settle()

    def until_it_has(self, rows: int, told: list[Changes]) -> float:
        """Return the moment at which so many rows were painted."""
        before = time.perf_counter()

        def is_seen() -> bool:
            while told:
                self._screen.jobs.changes.changed.emit(told.pop(0))
            return self._model.total == rows and self._table.painted_at > before

        self._screen.until(is_seen)
        return self._table.painted_at


@bench(
    Figure("S5", "saved on A, seen in a list on B: with notify", "ms", limit=1000, goal=300),
    Figure("S5.poll", "the same by asking now and then, at worst", "ms", limit=16_000, goal=3000),
)
def measure_news(conditions: Conditions) -> dict[str, float]:
    """Save again and again; the pauses that the windows make before a round are waited for."""
    declare()
    with ExitStack() as stack:
        cluster = stack.enter_context(company_server())
        with connect(cluster.address(DATABASE)) as admin:
            people.make_administrators(admin)
            for login in ("an", "binh"):
                people.add_person(admin, login, login, PASSWORD, is_administrator=True)
        an, binh = (stack.enter_context(_machine(cluster, login)) for login in ("an", "binh"))
        taken = _seen(an, binh, max(TIMES, conditions.repeats))
    median = median_of(taken)
    # Without news colleagues ask every so often: the worst is that they have just asked.
    return {"S5": median, "S5.poll": median - NEWS_MS / 2 + IDLE_MS}


def _seen(an: Machine, binh: Machine, times: int) -> list[float]:
    """Return the milliseconds from each save of An until Bình has it before the eyes."""
    with screen_of(binh.folder) as screen, _fetching(binh) as fetched:
        shown = WatchedList(screen)
        shown.fill()
        taken = []
        for number in range(times):
            start = time.perf_counter()
            an.save(f"Khách {number}")
            time.sleep(SOON_MS / 1000)
            an.engine.round()
            taken.append(shown.until_it_has(number + 1, fetched) - start)
        shown.close()
    return [seconds * 1000 for seconds in taken]


@contextmanager
def _fetching(machine: Machine) -> Iterator[list[Changes]]:
    """Let a machine listen and fetch in a thread, as the worker does; give what it is told."""
    told: list[Changes] = []
    machine.store.listen(told.append)
    ear, is_over = machine.centre.listen(), threading.Event()

    def fetch() -> None:
        while not is_over.is_set():
            if ear.wait(EAR_SECONDS):
                time.sleep(NEWS_MS / 2000)
                machine.engine.round()

    thread = threading.Thread(target=fetch)
    thread.start()
    try:
        yield told
    finally:
        is_over.set()
        thread.join()


@contextmanager
def _machine(cluster: Cluster, login: str) -> Iterator[Machine]:
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        closing(Machine(Path(folder), cluster, login)) as machine,
    ):
        yield machine
