"""Who may see and do what changes: by the people themselves, and by an administrator."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from tests.sync.desk import Desk

if TYPE_CHECKING:
    from tests.sync.faults.world import World


def give_away(world: World, desk: Desk) -> None:
    """Give a customer another owner."""
    ids = world.ids(desk)
    if ids:
        world.counts["given away"] += 1
        other = world.random.choice(world.desks).me.user_id
        world.edit(desk, "account", world.random.choice(ids), owner_id=other)


def show(world: World, desk: Desk) -> None:
    """Let everybody see a customer, or nobody but those who must."""
    ids = world.ids(desk)
    if ids:
        world.counts["shown"] += 1
        is_shared = world.random.random() < 0.5
        world.edit(desk, "account", world.random.choice(ids), is_shared=is_shared)


def share(world: World, desk: Desk) -> None:
    """Share a customer with a person, a unit or a role."""
    ids = world.ids(desk)
    if ids:
        world.counts["shared"] += 1
        kind, table = world.random.choice((("user", "app_user"), ("unit", "org_unit")))
        who = world.random.choice(_known(world, table))
        desk.make(
            "share",
            record_type="account",
            record_id=str(world.random.choice(ids)),
            level=world.random.choice(("view", "edit", "delete", "share")),
            **{f"{kind}_id": who},
        )


def end_share(world: World, desk: Desk) -> None:
    """Share a customer no longer."""
    funds = {str(one) for one in world.day.funds}
    query = "SELECT id, record_id FROM share ORDER BY id"
    shares = [uuid.UUID(bytes=one) for one, about in desk.asked(query) if about not in funds]
    if shares:
        world.counts["shares ended"] += 1
        chosen = world.random.choice(shares)
        desk.delete("share", chosen)
        with desk.store.work(desk.me, "share.purge") as work:
            work.purge("share", [chosen])


def change_role(world: World, _desk: Desk) -> None:
    """Give a role to somebody, or take it away; or let it reach further or less far."""
    person = world.random.choice(world.day.desks[1:]).me.user_id
    role = world.random.choice(_known(world, "user_role", "name <> 'Administrators'"))
    world.counts["roles changed"] += 1
    if world.random.random() < 0.3:
        world.company.sql(
            "UPDATE app.permission_grant SET reach = %s, level = %s WHERE role_id = %s",
            world.random.choice(("own", "unit", "subtree", "all")),
            world.random.choice(("view", "edit", "delete")),
            role,
        )
        return
    had = world.company.rows(
        "DELETE FROM app.role_member WHERE user_id = %s AND role_id = %s RETURNING 1", person, role
    )
    if not had:
        world.company.sql(
            "INSERT INTO app.role_member (id, user_id, role_id) VALUES (%s, %s, %s)",
            uuid.uuid4(),
            person,
            role,
        )


def change_unit(world: World, _desk: Desk) -> None:
    """Let somebody work in another unit, or in none."""
    world.counts["units changed"] += 1
    person = world.random.choice(world.day.desks).me.user_id
    unit = world.random.choice([None, *_known(world, "org_unit")])
    world.company.sql("UPDATE app.app_user SET org_unit_id = %s WHERE id = %s", unit, person)


def shut_out(world: World, _desk: Desk) -> None:
    """Let somebody in no longer, or again."""
    world.counts["shut out or in"] += 1
    person = world.random.choice(world.day.desks[1:]).me.user_id
    world.company.sql(
        "UPDATE app.app_user SET is_active = is_active IS FALSE WHERE id = %s", person
    )


def _known(world: World, table: str, where: str = "true") -> list[uuid.UUID]:
    if table == "app_user":
        return [desk.me.user_id for desk in world.day.desks]
    rows = world.company.look(f"SELECT id FROM app.{table} WHERE {where} ORDER BY name")
    return [row_id for (row_id,) in rows]
