"""What is decided at the centre as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.core.clock import to_micros
from desktop.core.errors import AppError
from desktop.services.commands import LocalCommands
from desktop.store.mirror import outbox
from desktop.store.mirror.tables import get_state
from desktop.sync.engine import Engine
from tests.sync.desk import Desk

if TYPE_CHECKING:
    from tests.sync.faults.world import World


def number(world: World, desk: Desk) -> None:
    """Ask for the next number of a series without gaps."""
    world.counts["numbers asked"] += 1
    _queue(desk, "number", {"series": "voucher"})


def assign(world: World, desk: Desk) -> None:
    """Hand some customers over."""
    ids = world.ids(desk)
    if ids:
        world.counts["assigned"] += 1
        chosen = world.random.sample(ids, min(len(ids), 3))
        goal = world.random.choice(world.desks).me.user_id
        args = {"t": "account", "ids": [str(one) for one in chosen], "to": str(goal)}
        _queue(desk, "assign", args)


def move_unit(world: World, desk: Desk) -> None:
    """Move a unit below another."""
    rows = desk.asked("SELECT id, parent_id FROM org_unit ORDER BY name")
    if len(rows) > 1:
        world.counts["units moved"] += 1
        (node, parent), (goal, _above) = world.random.sample(rows, 2)
        args = {"t": "org_unit", "id": _text(node), "parent": _text(goal)}
        _queue(desk, "move", {**args, "expected": _text(parent)})


def merge(world: World, desk: Desk) -> None:
    """Make one customer of two, as the window does."""
    ids = world.ids(desk)
    if len(ids) > 1:
        kept, other = world.random.sample(ids, 2)
        told = {"ids": [str(kept), str(other)], "master": str(kept), "values": {}}
        made = LocalCommands(desk.store, desk.me).run("account.merge", told)
        world.counts["merged"] += 1
        world.merges[desk] = made.changes.group
        world.own[desk].clear()


def undo(world: World, desk: Desk) -> None:
    """Take a merging back."""
    group = world.merges.pop(desk, None)
    if group is not None:
        LocalCommands(desk.store, desk.me).run("undo.group", {"group": group})
        world.counts["mergings taken back"] += 1
        world.own[desk].clear()


def points(world: World, desk: Desk) -> None:
    """Give points to a customer, or take some: perhaps more than there are by now."""
    ids = world.ids(desk)
    if ids:
        earned = world.random.random() < 0.6
        desk.make(
            "point_entry",
            account_id=world.random.choice(ids),
            points=world.random.randint(1, 5) * (1 if earned else -1),
            entry_type="earned" if earned else "redeemed",
            reason="x",
        )
        world.counts["points booked"] += 1


def lease(world: World, desk: Desk) -> None:
    """Take a block of numbers for working without a connection."""
    with desk.store.reading() as connection:
        client = get_state(connection, "client_id") or ""
    try:
        desk.centre._call(
            "lease_numbers", "%s::uuid, %s, %s", client, "quote", world.random.randint(1, 9)
        )
    except AppError:  # shut out, or not greeted yet
        return
    world.counts["blocks of numbers"] += 1


def _queue(desk: Desk, command: str, args: dict[str, Any]) -> None:
    with Engine.engine_work(desk.engine) as writing:
        outbox.add_command(writing.connection, command, args, to_micros(desk.clock.now()))


def _text(row_id: bytes | None) -> str | None:
    if row_id is None:
        return None
    text = row_id.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
