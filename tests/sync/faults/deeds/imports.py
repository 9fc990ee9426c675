"""Imports, and taking them back at the centre."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from desktop.models.system import ImportRun
from desktop.services.imports import runs
from tests.sync.desk import Desk

if TYPE_CHECKING:
    from tests.sync.faults.world import World


def bring(world: World, desk: Desk) -> None:
    """Import some customers; one that is there gets another value."""
    world.counts["imports"] += 1
    number = world.counts["imports"]
    names = [f"Khách nhập {number}.{n}" for n in range(world.random.randint(1, 3))]
    there = world.ids(desk)
    changed = world.random.choice(there) if there and world.random.random() < 0.5 else None
    run_id = uuid.uuid4()
    with desk.store.work(desk.me, "import.run") as work:
        work.bulk_insert("account", [{"name": name, "is_shared": True} for name in names])
        if changed:
            work.bulk_update("account", [changed], {"short_name": f"n{number}"})
        group = work.group
    if changed:
        world.remember(desk, "account", changed, "short_name")
    with desk.store.work(desk.me, "import_run.create") as work:
        facts = {"file_name": "a.xlsx", "entity": "account", "status": runs.DONE}
        work.session.add(ImportRun(id=run_id, undo_group=group, **facts))
    world.imports[desk].append(run_id)


def take_back(world: World, desk: Desk) -> None:
    """Take an import back, whether it was sent or not."""
    if world.imports[desk]:
        run_id = world.imports[desk].pop()
        runs.undo_run(desk.store, desk.me, run_id, lambda _done, _of: None)
        world.counts["imports taken back"] += 1
        world.own[desk].clear()
