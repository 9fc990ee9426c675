"""L11: saving a customer among a million as the window's store thread does it.

How long a save takes while the worker imports is measured beside the import itself: X1.save.
"""

from __future__ import annotations

import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from bench.data import fresh_copy
from bench.figures import Conditions, Figure, bench, median_of, percentile_of
from bench.large_profile import large_profile
from desktop.services.opening import OpenProfile, open_for_window

SAVES = 200
EVERY_SECONDS = 0.02  # nobody saves faster; what a save leaves to others can be done meanwhile


@bench(
    Figure("L11", "save a record (capture, search, commit), median", "ms", limit=20, goal=3),
    Figure("L11.p95", "save a record, p95", "ms", limit=50, goal=20),
)
def measure_saves(conditions: Conditions) -> dict[str, float]:
    """Change a short name, which is searched for, and a number of customers all over the list."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        profile = fresh_copy(large_profile(conditions.rows), Path(folder) / "profile")
        with ThreadPoolExecutor(1, thread_name_prefix="store") as store:
            taken = store.submit(_save_many, profile).result()
    return {"L11": median_of(taken), "L11.p95": percentile_of(taken, 95)}


def _save_many(profile: Path) -> list[float]:
    """Return the milliseconds of each save; runs in one thread, as the store lane does."""
    opened = open_for_window(profile)
    try:
        taken = []
        for number, (record, name, employees) in enumerate(_some_customers(opened)):
            values = {
                "short_name": [name, f"Công ty {number}"],
                "employees": [employees, number + 1],
            }
            arguments = {"id": str(uuid.UUID(bytes=record)), "values": values}
            began = time.perf_counter()
            outcome = opened.commands.run("account.save", arguments)
            taken.append((time.perf_counter() - began) * 1000)
            if not outcome.changes:
                raise RuntimeError("the save changed nothing")
            time.sleep(EVERY_SECONDS)
        return taken
    finally:
        opened.close()


def _some_customers(opened: OpenProfile) -> list[tuple[bytes, str | None, int | None]]:
    run = opened.store.driver.execute
    (last,) = run("SELECT max(rid) FROM account").fetchone()
    chosen = Random(11).sample(range(1, last + 1), min(SAVES * 2, last))
    marks = ", ".join("?" * len(chosen))
    found = run(
        "SELECT id, short_name, employees FROM account"  # noqa: S608 - question marks only
        f" WHERE deleted_at IS NULL AND rid IN ({marks}) LIMIT {SAVES}",
        chosen,
    )
    return [(bytes(record), name, employees) for record, name, employees in found.fetchall()]
