"""What people do with records."""

from __future__ import annotations

import datetime as dt
import unicodedata
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.sync.desk import Desk
from tests.sync.faults.crashes import TRANSFER

if TYPE_CHECKING:
    from tests.sync.faults.world import World

NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)  # of notes: what is old is old by the same years
FIELDS = ("name", "short_name", "website", "description")


def make(world: World, desk: Desk) -> None:
    """Make a customer, perhaps with a person; typed as some keyboards do, in parts of letters."""
    world.counts["made"] += 1
    name = f"Khách {world.counts['made']}"
    if world.random.random() < 0.2:
        name = unicodedata.normalize("NFD", name)
    account = desk.make("account", name=name, is_shared=world.random.random() < 0.6)
    if world.random.random() < 0.5:
        desk.make("contact", full_name=f"Người của {name}", account_id=account)


def edit(world: World, desk: Desk) -> None:
    """Change one field of a customer."""
    ids = world.ids(desk)
    if ids:
        world.counts["edited"] += 1
        field = world.random.choice(FIELDS)
        value = f"{world.random.choice('abc')}{world.counts['edited']}"
        if field == "website":
            value = f"https://{value}.example.vn"
        elif field == "description":
            value = f"dòng một\r\n\u200b{value}\r\n"
        world.edit(desk, "account", world.random.choice(ids), **{field: value})


def edit_two(world: World, desk: Desk) -> None:
    """Change two customers at once."""
    ids = world.ids(desk)
    if len(ids) > 1:
        world.counts["edited two"] += 1
        with desk.store.work(desk.me, "account.change") as work:
            chosen = world.random.sample(ids, 2)
            for one in chosen:
                work.bulk_update("account", [one], {"short_name": f"z{world.counts.total()}"})
        for one in chosen:
            world.remember(desk, "account", one, "short_name")


def edit_contact(world: World, desk: Desk) -> None:
    """Write about a person."""
    ids = world.ids(desk, "contact")
    if ids:
        world.counts["contacts edited"] += 1
        text = f"p{world.counts.total()}"
        world.edit(desk, "contact", world.random.choice(ids), description=text)


def note(world: World, desk: Desk) -> None:
    """Make a note of a customer, or change one."""
    notes, ids = world.ids(desk, "note"), world.ids(desk)
    if notes and world.random.random() < 0.5:
        chosen = world.random.choice(notes)
        if world.random.random() < 0.3:
            world.edit(desk, "note", chosen, noted_at=_some_day(world))
        else:
            world.edit(desk, "note", chosen, subject=f"s{world.counts.total()}")
    elif ids:
        world.counts["notes"] += 1
        subject, about = f"Ghi {world.counts.total()}", world.random.choice(ids)
        desk.make("note", subject=subject, account_id=about, noted_at=_some_day(world))


def years_ago(years: float) -> dt.datetime:
    """Return a moment so many years ago."""
    return NOW - dt.timedelta(days=365 * years)


def _some_day(world: World) -> dt.datetime | None:
    """Return when something was noted: just now, or up to five years ago."""
    years = world.random.choice((None, 0, 1, 3, 5))
    return None if years is None else years_ago(years)


def tag(world: World, desk: Desk) -> None:
    """Put tags on a customer, of which there may be several."""
    tags, ids = world.ids(desk, "tag"), world.ids(desk)
    if len(tags) < 4:
        world.counts["tags"] += 1
        tags.append(desk.make("tag", name=f"Thẻ {world.counts['tags']}"))
    if ids:
        chosen = world.random.sample(tags, world.random.randint(0, min(3, len(tags))))
        value = sorted(str(one) for one in chosen) or None
        world.edit(desk, "account", world.random.choice(ids), tags=value)


def own_field(world: World, desk: Desk) -> None:
    """Fill or empty an own field."""
    ids = world.ids(desk)
    if ids:
        world.counts["own fields"] += 1
        name = world.random.choice(("x_size", "x_area"))
        value = world.random.choice((None, world.counts.total(), [1, "hai"], {"b": 1, "a": None}))
        desk.change("account", world.random.choice(ids), extra={name: value})


def bin_one(world: World, desk: Desk) -> None:
    """Put a customer into the bin, with what hangs on it."""
    ids = world.ids(desk)
    if ids:
        world.counts["binned"] += 1
        desk.delete("account", world.random.choice(ids))


def take_out(world: World, desk: Desk) -> None:
    """Take a customer out of the bin."""
    binned = _binned(desk)
    if binned:
        world.counts["taken out"] += 1
        with desk.store.work(desk.me, "account.restore") as work:
            work.restore("account", [world.random.choice(binned)])


def purge(world: World, desk: Desk) -> None:
    """Delete a customer for good."""
    binned = _binned(desk)
    if binned:
        world.counts["purged"] += 1
        chosen = world.random.choice(binned)
        with desk.store.work(desk.me, "account.purge") as work:
            work.purge("account", [chosen])
        world.purged.add(chosen)
        world.own[desk].clear()
        world.fetched[desk].clear()  # what one purges oneself is tidied away later


def hang_below(world: World, desk: Desk) -> None:
    """Make a customer the parent of another; two desks may make a ring of it."""
    ids = world.ids(desk)
    if len(ids) > 1:
        world.counts["hung below"] += 1
        low, high = world.random.sample(ids, 2)
        if not _is_below(desk, high, low):
            world.edit(desk, "account", low, parent_id=high)


def move_money(world: World, desk: Desk) -> None:
    """Move money from one fund to another: both or neither."""
    here = [one for one in world.day.funds if desk.has("account", one)]
    if len(here) < 2:
        return
    world.counts["money moved"] += 1
    with desk.store.work(desk.me, TRANSFER) as work:
        for fund, sign in zip(world.random.sample(here, 2), (1, -1), strict=True):
            held = Decimal(desk.cell("account", fund, "annual_revenue") or 0) / 10_000
            work.bulk_update("account", [fund], {"annual_revenue": held + sign})


def _binned(desk: Desk) -> list[uuid.UUID]:
    query = "SELECT id FROM account WHERE deleted_at IS NOT NULL ORDER BY id"
    return [uuid.UUID(bytes=one) for (one,) in desk.asked(query)]


def _is_below(desk: Desk, one: uuid.UUID, top: uuid.UUID) -> bool:
    query = (
        "WITH RECURSIVE up(id) AS (SELECT ? UNION SELECT a.parent_id FROM account a "
        "JOIN up ON a.id = up.id WHERE a.parent_id IS NOT NULL) SELECT 1 FROM up WHERE id = ?"
    )
    return bool(desk.asked(query, one.bytes, top.bytes))
