"""Many bad days in several processes: `make soak SEEDS=10000`.

Ends with one line of counts; fails on a violation, and where a mistake was not noticed.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from desktop.server.cluster import Cluster, find_programs
from desktop.services.opening import declare
from tests.server.clusters import MEMORY, cluster_folder
from tests.server.conftest import begin
from tests.sync.faults import controls, deeds
from tests.sync.faults.place import Place
from tests.sync.faults.world import World

STEPS = 60
FIRST = 1_000


def live(seeds: Iterable[int], mistakes: Iterable[str]) -> tuple[Counter[str], dict[str, str]]:
    """Live through days in a cluster of their own; return counts, and what was found by name."""
    declare()
    logging.disable()
    memory = str(MEMORY) if MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="lienhe-soak-", dir=memory))
    cluster = Cluster(cluster_folder(), find_programs(18))
    counts: Counter[str] = Counter()
    found: dict[str, str] = {}
    try:
        cluster.make()
        begin(cluster)
        place = Place(cluster, folder)
        for mistake in mistakes:
            counts["mistakes made"] += 1
            if not any(_lived(place, seed, mistake)[1] for seed in controls.SEEDS):
                found[f"not noticed: {mistake}"] = ""
        for seed in seeds:
            done, violations = _lived(place, seed)
            counts += done + Counter(days=1)
            if violations:
                found[f"seed {seed}"] = "; ".join(dict.fromkeys(violations))
                sys.stderr.write(f"seed {seed}: {found[f'seed {seed}']}\n")
    finally:
        cluster.stop("immediate")
        shutil.rmtree(cluster.folder)
        shutil.rmtree(folder)
    return counts, found


def main(arguments: list[str] | None = None) -> int:
    """Run the days; return 0 if all ended well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    told = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    found: dict[str, str] = {}
    start = time.monotonic()
    with ProcessPoolExecutor(told.processes) as pool:
        parts = [
            pool.submit(
                live,
                range(told.first + number, told.first + told.seeds, told.processes),
                controls.MISTAKES[number :: told.processes],
            )
            for number in range(told.processes)
        ]
        for part in parts:
            done, bad = part.result()
            counts += done
            found |= bad
    line = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    seconds = time.monotonic() - start
    print(f"{len(found)} found in {seconds:.0f} s: {', '.join(found) or 'nothing'}; {line}")  # noqa: T201 - what it is run for
    return 1 if found else 0


def _lived(place: Place, seed: int, mistake: str = "") -> tuple[Counter[str], list[str]]:
    with place.day() as day, controls.made(mistake, day.company):
        world = World(day, seed, mistake, deeds.SELDOM)
        try:
            world.live(STEPS)
        except Exception:  # noqa: BLE001 - told as any other violation, with its seed
            world.violations.append(traceback.format_exc())
        finally:
            world.end()
    return world.counts, world.violations


if __name__ == "__main__":
    raise SystemExit(main())
