"""What happens to the centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from desktop.server import privileges
from desktop.server.connections import as_owner, connect
from tests.server.conftest import SETTINGS
from tests.sync.desk import Desk
from tests.sync.faults import schema_step
from tests.sync.faults.place import copy_database

if TYPE_CHECKING:
    from tests.sync.faults.world import World


ENDS_WITHIN_MS = 20_000  # waited for, so that what comes next does not depend on who is faster


def open_transaction(world: World, _desk: Desk) -> None:
    """Write at the centre and leave the transaction open for a while."""
    if world.open and world.random.random() < 0.5:
        world.end_transactions(1)
        return
    connection = connect(world.company.cluster.address(world.company.name))
    connection.autocommit = False
    rows = connection.execute("SELECT id FROM app.account ORDER BY id LIMIT 30").fetchall()
    ids = [one for (one,) in rows if one not in world.day.funds]
    if not ids or len(world.open) > 1:
        connection.close()
        return
    connection.execute("SET lock_timeout = '20ms'")  # what holds the row is open for longer
    column = world.random.choice(("description", "needs"))
    try:
        connection.execute(
            f"UPDATE app.account SET {column} = %s WHERE id = %s".encode(),
            (f"centre {world.counts.total()}", world.random.choice(ids)),
        )
    except psycopg.errors.LockNotAvailable:
        connection.close()
        return
    world.counts["open transactions"] += 1
    world.open.append(connection)


def end_sessions(world: World, desk: Desk) -> None:
    """End every session of a person, as a network does that forgets its connections."""
    world.counts["sessions ended"] += 1
    world.company.admin.execute(
        "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity WHERE usename = %s",
        (ENDS_WITHIN_MS, desk.address.user),
    )


def full_disk(world: World, desk: Desk) -> None:
    """Let the centre's disk be full while a desk does a round."""
    world.counts["full disks at the centre"] += 1
    world.company.admin.execute("UPDATE faults.disk SET is_full = true")
    world.sync(desk)
    world.company.admin.execute("UPDATE faults.disk SET is_full = false")


def back_up(world: World, _desk: Desk) -> None:
    """Copy the centre's database."""
    _alone(world)
    name, copy = world.company.name, f"{world.company.name}_copy"
    with connect(world.company.cluster.address()) as admin:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy))
        admin.execute(drop)
    copy_database(world.company.cluster, copy, name)
    _connected(world)
    world.is_copied = True


def restore(world: World, _desk: Desk) -> None:
    """Bring the copy back, as `restore` of the server does: what came after it is forgotten."""
    if not world.is_copied:
        return
    world.counts["the centre went back"] += 1
    _alone(world)
    name, copy = world.company.name, f"{world.company.name}_copy"
    with connect(world.company.cluster.address()) as admin:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        admin.execute(drop)
    copy_database(world.company.cluster, name, copy)
    _connected(world)
    privileges.close_database(world.company.admin)
    with as_owner(world.company.admin) as admin:
        admin.execute("SELECT sync.after_restore('a copy was brought back')")
    world.went_back = True
    world.filled.clear()


def crash(world: World, _desk: Desk) -> None:
    """Let the server of the centre crash, and start it again."""
    world.counts["crashes of the centre"] += 1
    _alone(world)
    cluster = world.company.cluster
    cluster.stop("immediate")
    cluster.start(cluster.port, **SETTINGS)
    _connected(world)


def step(world: World, _desk: Desk) -> None:
    """Bring the centre to a later program; the desks stay with theirs."""
    world.counts["steps of the centre"] += 1
    world.end_transactions(len(world.open))
    world.filled = schema_step.widen(world.company)


def _alone(world: World) -> None:
    """Let nobody be connected."""
    world.end_transactions(len(world.open))
    world.company.admin.close()
    for desk in world.desks:
        desk.centre.close()


def _connected(world: World) -> None:
    world.company.admin = connect(world.company.cluster.address(world.company.name))
