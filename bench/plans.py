"""T2: the tree of 50,000 tasks: what stands at the top, and 5,000 tasks below one, as read."""

from __future__ import annotations

import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.figures import Conditions, Figure, bench
from desktop.core.clock import SystemClock
from desktop.core.ids import new_id
from desktop.core.scheduling.order_keys import keys_between
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import create_profile
from desktop.store.reads import LocalReads
from desktop.store.work import Store

TASKS, WIDE, TIMES = 50_000, 5_000, 9


@bench(
    Figure("T2.top", "the first level of a tree of 50,000 tasks, read", "ms", 40, 15),
    Figure("T2.wide", "5,000 tasks below one, read", "ms", 90, 45),
    Figure("T2.sums", "what 40 rows of it sum up, read", "ms", 60, 25),
)
def measure_tree(conditions: Conditions) -> dict[str, float]:
    """Open a tree, expand its widest task, and ask for the sums of a screen."""
    del conditions
    declare()
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "profile"
        folder.mkdir()
        create_profile(folder, clock, owner_name="Nguyễn Văn An")
        with closing(Store(folder, clock, Role.WORKER)) as store:
            project, wide = _fill(store)
            with closing(LocalReads(store.path, clock)) as reads:
                tops = [row.id for row in reads.plan_children(project)][:40]
                return {
                    "T2.top": _median(lambda: reads.plan_children(None)),
                    "T2.wide": _median(lambda: reads.plan_children(wide)),
                    "T2.sums": _median(lambda: reads.plan_totals(tops)),
                }


def _median(question: Callable[[], object]) -> float:
    question()
    took = []
    for _time in range(TIMES):
        start = time.perf_counter()
        question()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def _fill(store: Store) -> tuple[uuid.UUID, uuid.UUID]:
    """Make a project whose first task has 5,000 below it, and 4,500 others with ten each."""
    clock = store.clock
    project, wide = new_id(clock), new_id(clock)
    groups = (TASKS - WIDE) // 10
    keys = keys_between("", "", WIDE)
    rows: list[dict[str, Any]] = [_row(wide, project, None, keys[0])]
    rows += [_row(new_id(clock), project, wide, key) for key in keys]
    for number in range(groups):
        above = new_id(clock)
        rows.append(_row(above, project, None, keys[number % WIDE]))
        rows += [_row(new_id(clock), project, above, keys[at]) for at in range(9)]
    with store.work(store.owner(), "bench", captured=False) as work:
        work.bulk_insert("project", [{"id": project, "name": "Nhà máy"}])
        work.bulk_insert("task", rows)
    return project, wide


def _row(one: uuid.UUID, project: uuid.UUID, parent: uuid.UUID | None, key: str) -> dict[str, Any]:
    return {
        "id": one,
        "title": f"Hạng mục {key}",
        "project_id": project,
        "parent_id": parent,
        "order_key": key,
        "duration": 480,
    }
