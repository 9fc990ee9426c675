"""S8: how fast files go to the company and come from it."""

from __future__ import annotations

import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.types.json import Jsonb

from bench.company_server import DATABASE, PASSWORD, address_of, company_server
from bench.figures import Conditions, Figure, bench, median_of
from desktop.server import people
from desktop.server.cluster import Cluster
from desktop.server.connections import Connection, connect
from desktop.server.files.preparing import files_address, prepare_files
from desktop.store.blobs import CHUNK_BYTES, Blobs
from desktop.store.migrations import HEAD
from desktop.store.mirror.files import Named
from desktop.sync.file_centre import PostgresFiles
from desktop.sync.file_transfers import Transfers

MEGABYTES = 64


@bench(
    Figure(
        "S8.up",
        f"a file of {MEGABYTES} MB to the company, against bare chunks",
        "MB/s",
        limit=0.5,
        goal=0.8,
        ratio_of="S8.up.bare",
        more_is_better=True,
    ),
    Figure(
        "S8.down",
        f"a file of {MEGABYTES} MB from the company, against bare chunks",
        "MB/s",
        limit=0.5,
        goal=0.8,
        ratio_of="S8.down.bare",
        more_is_better=True,
    ),
)
def measure_files(conditions: Conditions) -> dict[str, float]:
    """Send and fetch files as a program does, and the same bytes as rows of a table."""
    found: dict[str, list[float]] = {"up": [], "down": [], "bare_up": [], "bare_down": []}
    with (
        company_server() as cluster,
        _connected(cluster) as (client, bare),
        tempfile.TemporaryDirectory() as at_home,
        tempfile.TemporaryDirectory() as elsewhere,
    ):
        lines = PostgresFiles(address_of(cluster, "an"))
        here = Transfers(lines, client, Path(at_home), None, _unheard)
        there = Transfers(lines, client, Path(elsewhere), None, _unheard)
        for _time in range(conditions.repeats):
            content = os.urandom(MEGABYTES * CHUNK_BYTES)
            digest = Blobs(Path(at_home)).put(content)
            found["bare_up"].append(_put_bare(bare, content))
            found["up"].append(_sent(here, digest))
            named = _name(cluster, digest)
            found["bare_down"].append(_get_bare(bare))
            found["down"].append(_fetched(there, named))
        lines.close()
    rates = {name: MEGABYTES / median_of(seconds) for name, seconds in found.items()}
    return {
        "S8.up": rates["up"],
        "S8.up.bare": rates["bare_up"],
        "S8.down": rates["down"],
        "S8.down.bare": rates["bare_down"],
    }


@contextmanager
def _connected(cluster: Cluster) -> Iterator[tuple[str, Connection]]:
    """Lend a client's id, and a connection of the superuser with a table for bare chunks."""
    address = cluster.address(DATABASE)
    prepare_files(address)
    client = str(uuid.uuid4())
    with connect(address) as admin:
        people.add_person(admin, "an", "An", PASSWORD)
    with connect(address | {"user": "an", "password": PASSWORD}) as line:
        about = Jsonb({"protocol": 1, "rev": HEAD})
        line.execute("SELECT api.hello(%s, %s, %s)", (client, uuid.uuid4(), about))
    with connect(files_address(address)) as bare:
        bare.execute("CREATE TABLE public.bare (n int PRIMARY KEY, data bytea)")
        bare.execute("ALTER TABLE public.bare ALTER COLUMN data SET STORAGE EXTERNAL")
        yield client, bare


def _put_bare(bare: Connection, content: bytes) -> float:
    bare.execute("TRUNCATE public.bare")
    start = time.perf_counter()
    for n in range(MEGABYTES):
        chunk = content[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES]
        bare.execute("INSERT INTO public.bare VALUES (%s, %b)", (n, chunk))
    return time.perf_counter() - start


def _get_bare(bare: Connection) -> float:
    start = time.perf_counter()
    for n in range(MEGABYTES):
        query = "SELECT data FROM public.bare WHERE n = %s"
        bare.execute(query, (n,), binary=True).fetchone()
    return time.perf_counter() - start


def _sent(transfers: Transfers, digest: str) -> float:
    start = time.perf_counter()
    transfers.send(digest, None)
    return time.perf_counter() - start


def _fetched(transfers: Transfers, named: Named) -> float:
    start = time.perf_counter()
    transfers.fetch(named)
    return time.perf_counter() - start


def _name(cluster: Cluster, digest: str) -> Named:
    """Let a customer that everybody sees name a file."""
    made = uuid.uuid4()
    with connect(cluster.address(DATABASE)) as admin:
        admin.execute(
            "INSERT INTO app.account (id, party_type, name, is_shared, logo) "
            "VALUES (%s, 'company', 'An', true, %s)",
            (made, digest),
        )
    return Named("account", made, "logo")


def _unheard(done: int, of: int = 0, what: str = "") -> None:
    """Report to nobody."""
