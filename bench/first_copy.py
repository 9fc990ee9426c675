"""S1: how long a new machine takes until it holds what its company has."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from psycopg import sql

from bench.company_server import DATABASE, PASSWORD, address_of, company_server, fill_accounts
from bench.figures import Conditions, Figure, bench, median_of
from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.server import people
from desktop.server.connections import connect
from desktop.services.opening import declare
from desktop.store.engine import Role, connect_writer, driver
from desktop.store.maintenance import refill_search
from desktop.store.migrations import HEAD
from desktop.store.mirror.wire_rows import wire_columns
from desktop.store.profile import open_profile
from desktop.store.work import Store
from desktop.sync.backfill import Copier
from desktop.sync.engine import Engine
from desktop.sync.forms import FORMS
from desktop.sync.joining import join_centre
from desktop.sync.transport import PostgresCentre

ROWS = 200_000
FEWEST = 5  # runs of which the median is taken


@bench(
    Figure(
        "S1",
        f"first copy of {ROWS:,} customers of 43 columns with all indexes",
        "1/s",
        limit=0.5,
        goal=0.8,
        ratio_of="S1.ceiling",
        more_is_better=True,
    ),
    Figure(
        "S1.search",
        "the same until they are found by every word",
        "1/s",
        limit=0.2,
        goal=0.5,
        ratio_of="S1.ceiling",
        more_is_better=True,
    ),
)
def measure_first_copy(conditions: Conditions) -> dict[str, float]:
    """Copy the customers into a new profile, and by the shortest way there is, in turn."""
    rows = min(conditions.rows, ROWS)
    ceiling, copied, searched = [], [], []
    declare()
    with company_server() as cluster:
        with connect(cluster.address(DATABASE)) as admin:
            fill_accounts(admin, rows, [people.add_person(admin, "an0", "An", PASSWORD)])
        for _time in range(max(conditions.repeats, FEWEST)):
            with closing(PostgresCentre(address_of(cluster, "an0"))) as centre:
                ceiling.append(rows / _shortest_way(centre))
                with _joined(centre) as (store, engine):
                    start = time.perf_counter()
                    Copier(engine).copy_all()
                    copied.append(rows / (time.perf_counter() - start))
                    refill_search(store)
                    searched.append(rows / (time.perf_counter() - start))
    return {
        "S1": median_of(copied),
        "S1.search": median_of(searched),
        "S1.ceiling": median_of(ceiling),
    }


def _shortest_way(centre: PostgresCentre) -> float:
    """Return the seconds that COPY into Python and one INSERT in one transaction take.

    The driver is as it comes, without the program's own adapters (store.engine), which would make
    the ceiling of wide tables three times as high.
    """
    columns = wire_columns(get_entity("account"))
    cells = [sql.SQL(FORMS[kind][0]).format(sql.Identifier(n)) for n, kind in columns.items()]
    query = sql.SQL("SELECT {} FROM {} r").format(
        sql.SQL(", ").join(cells), sql.Identifier("api", f"v_account_{HEAD}")
    )
    types = [FORMS[kind][1] for kind in columns.values()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ceiling.sqlite"
        with closing(connect_writer(path, Role.WORKER, create=True)) as database:
            database.execute(f"CREATE TABLE t({', '.join(f'c{at}' for at in range(len(types)))})")
            start = time.perf_counter()
            rows = list(centre.copy_rows(query, types))
            with _stock_driver():
                database.execute("BEGIN")
                database.executemany(f"INSERT INTO t VALUES({', '.join('?' * len(types))})", rows)
                database.execute("COMMIT")
            return time.perf_counter() - start


@contextmanager
def _stock_driver() -> Iterator[None]:
    own = dict(driver.adapters)
    driver.adapters.clear()
    try:
        yield
    finally:
        driver.adapters.update(own)


@contextmanager
def _joined(centre: PostgresCentre) -> Iterator[tuple[Store, Engine]]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_profile(Path(folder), SystemClock(), Role.WORKER, owner_name="An")
        try:
            join_centre(store, centre, "PC", offers=False)
            yield store, Engine(store, store.owner(), centre, "PC")
        finally:
            store.close()
