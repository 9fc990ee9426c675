"""What happens to the computers at the desks."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import uuid
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.clock import to_micros
from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.store.blobs import FOLDER
from desktop.store.migrations import HEAD
from desktop.store.mirror import applying, horizons
from desktop.store.mirror.overlay import recompute
from desktop.store.mirror.tables import get_state, set_state
from desktop.sync import older, widening
from desktop.sync.engine import Engine
from tests.sync.desk import Desk
from tests.sync.faults import checks
from tests.sync.faults.deeds.records import years_ago

if TYPE_CHECKING:
    from tests.sync.faults.world import World

MOST_DESKS = 5
LATER = "needs"  # the column that the program before an upgrade does not know
_HELD = "SELECT mid FROM outbox"


def sync(world: World, desk: Desk) -> None:
    """Do a round, as well as it goes."""
    world.sync(desk)


def late_pull(world: World, desk: Desk) -> None:
    """Ask for a pull whose answer comes when another was applied already."""
    late = world.late.pop(desk, None)
    if late is None:
        with desk.store.reading() as connection:
            cursor = get_state(connection, applying.CURSOR)
            client = get_state(connection, "client_id") or ""
        if cursor is not None:
            try:
                pulled = desk.centre.pull(client, json.loads(cursor))
            except AppError:  # the profile went back and is not greeted yet
                return
            if pulled is not None and not pulled.load:
                world.late[desk] = desk.network._spoilt(pulled)
        return
    with Engine.engine_work(desk.engine) as writing:
        if world.mistake == "late answers are taken":
            stored = get_state(writing.connection, applying.CURSOR)
            if stored is not None:
                late.since = late.cursor = json.loads(stored)
        touched = applying.apply_pull(writing.connection, late)
    world.counts["late pulls" if touched is None else "pulls in time"] += 1
    if touched is not None:
        world.own[desk].clear()
    world.violations += checks.what_went_back(desk, world.versions[desk])


def fetch_older(world: World, desk: Desk) -> None:
    """Fetch what happened with a customer before what is here."""
    ids = world.ids(desk)
    if ids:
        chosen = partial(older.fetch_older, desk.engine, get_entity("account"))
        world.ask(desk, partial(chosen, world.random.choice(ids)), "older ones fetched")


def set_horizon(world: World, desk: Desk) -> None:
    """Choose how far back the notes go; rounds do it."""
    years = world.random.choice((None, 0, 0.5, 2, 4))
    since = None if years is None else to_micros(years_ago(years))
    world.counts["horizons moved"] += 1
    with Engine.engine_work(desk.engine) as writing:
        horizons.want(writing.connection, {"note": since})


def back_up(world: World, desk: Desk) -> None:
    """Copy the database of a desk."""
    world.backups[desk] = _copied(world, desk)


def go_back(world: World, desk: Desk) -> None:
    """Put an old copy of the database in the place of the present one."""
    backup = world.backups.get(desk)
    if backup is None:
        return
    world.counts["went back"] += 1
    held = {mid for (mid,) in desk.asked(_HELD)}
    desk.store.close()
    for side in ("-wal", "-shm"):
        (desk.folder / f"main.sqlite{side}").unlink(missing_ok=True)
    shutil.copyfile(backup, desk.folder / "main.sqlite")
    world.reopen(desk, is_closed=True)
    world.excused |= held - {mid for (mid,) in desk.asked(_HELD)}
    world.forget(desk)


def clone(world: World, desk: Desk) -> None:
    """Copy a whole profile; both copies live on beside each other."""
    if len(world.desks) == MOST_DESKS:
        return
    world.counts["clones"] += 1
    folder = world.folder / uuid.uuid4().hex
    folder.mkdir()
    shutil.move(_copied(world, desk), folder / "main.sqlite")
    if (desk.folder / FOLDER).exists():
        shutil.copytree(desk.folder / FOLDER, folder / FOLDER)
    other = world.day.desk(folder, desk.address)
    world.desks.append(other)
    world.settle_in(other)


def set_clock(world: World, desk: Desk) -> None:
    """Set a computer's clock wrongly, by seconds or by years."""
    world.counts["clocks set"] += 1
    days = world.random.choice((0, 0.0001, 0.04, 1.5, 20, 400))
    desk.clock.ahead = dt.timedelta(days=world.random.choice((-1, 1)) * days)


def upgrade(world: World, desk: Desk) -> None:
    """Start a later program, which knows a column more than the one before it.

    What an upgrade leaves is made: the column is empty, also in what the centre has shown, and
    whatever waits is as it was. That migrations keep it is held by tests/sync/test_upgrading.py.
    """
    world.counts["upgrades"] += 1
    with Engine.engine_work(desk.engine) as writing:
        connection = writing.connection
        held = json.loads(get_state(connection, widening.COLUMNS) or "null")
        if held is None or LATER not in held["account"]:
            return  # it has not done a round since
        held["account"].remove(LATER)
        set_state(connection, widening.COLUMNS, json.dumps(held))
        set_state(connection, widening.REV, str(HEAD - 1))
        connection.execute(f"UPDATE account SET {LATER} = NULL WHERE {LATER} IS NOT NULL")
        body = f"json_remove(body, '$.{LATER}')"
        connection.execute(f"UPDATE shadow SET body = {body} WHERE tbl = 'account'")
        shadows = connection.execute("SELECT tbl, row_id FROM shadow").fetchall()
        recompute(connection, [(table, row_id) for table, row_id in shadows])
    world.reopen(desk)


def full_disk(world: World, desk: Desk) -> None:
    """Let a disk be full while somebody edits and a round is done."""
    world.counts["full disks"] += 1
    driver = desk.store.driver
    (pages,) = driver.execute("PRAGMA page_count").fetchone()
    driver.execute(f"PRAGMA max_page_count = {pages + world.random.randint(0, 2)}").fetchone()
    try:
        text = "đầy " * world.random.choice((1, 4_000))
        for one in world.ids(desk)[:2]:
            world.edit(desk, "account", one, description=text)
        desk.make("account", name=f"Khách {world.counts.total()} đầy", description=text)
    except AppError:
        world.counts["edits that found no room"] += 1
    driver = desk.store.driver
    world.sync(desk)
    desk.store.driver.execute("PRAGMA max_page_count = 1073741823").fetchone()
    assert driver is not None


def _copied(world: World, desk: Desk) -> Path:
    target = world.folder / uuid.uuid4().hex
    with desk.store.reading() as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    return target
