"""S1: how long a new machine takes until it holds what its company has."""

from __future__ import annotations

import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from bench.company_server import DATABASE, PASSWORD, address_of, company_server, fill_accounts
from bench.figures import Conditions, Figure, bench, median_of
from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.server import people
from desktop.server.connections import Connection, connect
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
from desktop.sync.queries import types_of
from desktop.sync.transport import PostgresCentre

NARROW, WIDE = 500_000, 200_000  # rows of the table with the fewest columns, and with the most
FEWEST = 5  # runs of which the median is taken


@bench(
    Figure(
        "S1",
        f"first copy of {NARROW:,} rows of 14 columns with all indexes",
        "1/s",
        limit=0.5,
        goal=0.8,
        ratio_of="S1.ceiling",
        more_is_better=True,
    ),
    Figure("S1.rate", "the same as rows", "1/s", limit=40_000, goal=40_000, more_is_better=True),
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
def measure_narrow_copy(conditions: Conditions) -> dict[str, float]:
    """Copy tags, which have the fewest columns of all."""
    found = _measure("tag", min(conditions.rows, NARROW), _fill_tags, conditions)
    return {
        "S1": found.copied,
        "S1.rate": found.copied,
        "S1.search": found.searched,
        "S1.ceiling": found.ceiling,
    }


@bench(
    Figure(
        "S1.wide",
        f"first copy of {WIDE:,} customers of 43 columns with all indexes",
        "1/s",
        limit=0.5,
        goal=0.8,
        ratio_of="S1.wide_ceiling",
        more_is_better=True,
    ),
    Figure(
        "S1.wide_search",
        "the same until they are found by every word",
        "1/s",
        limit=0.2,
        goal=0.5,
        ratio_of="S1.wide_ceiling",
        more_is_better=True,
    ),
)
def measure_wide_copy(conditions: Conditions) -> dict[str, float]:
    """Copy customers, which have more columns and indexes than anything else."""
    found = _measure("account", min(conditions.rows, WIDE), _fill_accounts, conditions)
    return {
        "S1.wide": found.copied,
        "S1.wide_search": found.searched,
        "S1.wide_ceiling": found.ceiling,
    }


@dataclass(frozen=True, slots=True)
class Rates:
    """Rows a second: by the shortest way, into a profile, and until they are found by words."""

    ceiling: float
    copied: float
    searched: float


Fill = Callable[[Connection, int, uuid.UUID], None]


def _measure(table: str, rows: int, fill: Fill, conditions: Conditions) -> Rates:
    """Copy a table into a new profile, and by the shortest way there is, in turn."""
    ceiling, copied, searched = [], [], []
    declare()
    with company_server() as cluster:
        with connect(cluster.address(DATABASE)) as admin:
            fill(admin, rows, people.add_person(admin, "an0", "An", PASSWORD))
        for _time in range(max(conditions.repeats, FEWEST)):
            with closing(PostgresCentre(address_of(cluster, "an0"))) as centre:
                ceiling.append(rows / _shortest_way(centre, table))
                with _joined(centre) as (store, engine):
                    start = time.perf_counter()
                    Copier(engine).copy_all()
                    copied.append(rows / (time.perf_counter() - start))
                    refill_search(store)
                    searched.append(rows / (time.perf_counter() - start))
    return Rates(median_of(ceiling), median_of(copied), median_of(searched))


def _fill_accounts(admin: Connection, rows: int, user: uuid.UUID) -> None:
    fill_accounts(admin, rows, [user])


def _fill_tags(admin: Connection, rows: int, user: uuid.UUID) -> None:
    admin.execute(
        "INSERT INTO app.tag (id, name, owner_id, created_by) "
        "SELECT gen_random_uuid(), 'Khách quan trọng của phòng ' || i, %(user)s, %(user)s "
        "FROM generate_series(1, %(rows)s) i",
        {"rows": rows, "user": user},
    )
    admin.execute("VACUUM ANALYZE")


def _shortest_way(centre: PostgresCentre, table: str) -> float:
    """Return the seconds that COPY into Python and one INSERT in one transaction take.

    The driver is as it comes, without the program's own adapters (store.engine), which would make
    the ceiling of wide tables three times as high.
    """
    columns = wire_columns(get_entity(table))
    cells = [sql.SQL(FORMS[kind][0]).format(sql.Identifier(n)) for n, kind in columns.items()]
    query = sql.SQL("SELECT {} FROM {} r").format(
        sql.SQL(", ").join(cells), sql.Identifier("api", f"v_{table}_{HEAD}")
    )
    types = types_of(table)
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
