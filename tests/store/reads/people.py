"""Several people of one firm, their units, roles and rights, and records of all sorts of owners."""

from __future__ import annotations

import uuid
from random import Random

import sqlalchemy as sa

from desktop.core.entities import get_entity
from desktop.core.permissions import (
    Grant,
    Level,
    Member,
    Reach,
    RowInputs,
    Visibility,
    module_reached,
    shared_visibility,
    units_above,
)
from desktop.models.base import record_class
from desktop.models.contacts.account import Account
from desktop.store.work import Work

UNITS = {"company": None, "sales": "company", "north": "sales", "staff": "company"}
UNIT = {name: uuid.UUID(int=100 + place) for place, name in enumerate(UNITS)}
PEOPLE = {"an": "sales", "binh": "north", "chi": "staff", "dung": None}
PERSON = {name: uuid.UUID(int=200 + place) for place, name in enumerate(PEOPLE)}
ROLE = {"sellers": uuid.UUID(int=300), "others": uuid.UUID(int=301)}
GRANTS = {
    "nothing": (),
    "unit": (Grant("contacts", Reach.UNIT, Level.EDIT),),
    "subtree": (Grant("contacts", Reach.SUBTREE, Level.DELETE),),
    "all": (Grant("contacts", Reach.ALL, Level.VIEW),),
    "own": (Grant("contacts", Reach.OWN, Level.EDIT), Grant("activities", Reach.ALL, Level.EDIT)),
    "calls": (Grant("activities", Reach.UNIT, Level.VIEW),),
}
PARENTS = {UNIT[name]: UNIT[above] if above else None for name, above in UNITS.items()}
ENTITIES = ("account", "contact", "call", "lead", "comment")
ABOVE = {"contact": "account_id", "call": "account_id", "comment": "account_id"}


def member(person: str, grants: str) -> Member:
    unit = PEOPLE[person]
    own = UNIT[unit] if unit else None
    units = units_above(own, PARENTS) if own else ()
    principals = frozenset({PERSON[person], *units, *_roles(person)})
    return Member(PERSON[person], own, GRANTS[grants], principals)


def _roles(person: str) -> list[uuid.UUID]:
    return [ROLE["sellers"]] if person == "an" else []


ACTORS = [("an", grants) for grants in GRANTS] + [
    ("binh", "nothing"),
    ("binh", "unit"),
    ("chi", "calls"),
    ("dung", "subtree"),
]


def fill_firm(work: Work, rnd: Random) -> None:
    work.bulk_insert(
        "org_unit", [{"id": UNIT[n], "name": n, "parent_id": PARENTS[UNIT[n]]} for n in UNITS]
    )
    work.bulk_insert("app_user", [{"id": PERSON[n], "full_name": n} for n in PEOPLE])

    def rights() -> dict[str, object]:
        return {
            "owner_id": rnd.choice([*PERSON.values(), uuid.UUID(int=9)]),
            "org_unit_id": rnd.choice([None, *UNIT.values()]),
            "visibility": rnd.choice([None, None, None, 0, 1, 2]),
        }

    accounts = work.bulk_insert(
        "account",
        [
            {"name": f"Hồng {n}", "is_shared": rnd.choice([True, False, None]), **rights()}
            for n in range(90)
        ],
    )

    def above() -> uuid.UUID | None:
        return rnd.choice([None, *accounts])

    work.bulk_insert(
        "contact",
        [{"full_name": f"Hồng {n}", "account_id": above(), **rights()} for n in range(70)],
    )
    work.bulk_insert(
        "call", [{"subject": f"Hồng {n}", "account_id": above(), **rights()} for n in range(70)]
    )
    leads = work.bulk_insert("lead", [{"full_name": f"Hồng {n}", **rights()} for n in range(30)])
    shares = []
    for _n in range(25):
        which = rnd.choice(["account"] * 3 + ["lead"])
        ids = accounts if which == "account" else leads
        whom = rnd.choice(["user_id", "unit_id", "role_id"])
        ones = {"user_id": PERSON, "unit_id": UNIT, "role_id": ROLE}[whom]
        level = rnd.choice(["view", "edit", "delete", "share"])
        share = {"record_type": which, "record_id": str(rnd.choice(ids)), "level": level}
        shares.append({**share, whom: rnd.choice([*ones.values()])})
    work.bulk_insert("share", shares)
    _make_roles(work)
    comments = []
    for n in range(20):
        on = rnd.choice(accounts)
        facts = {"title": f"Hồng {n}", "record_type": "account", "record_id": str(on)}
        comments.append({**facts, "body": "…", "account_id": on, **rights()})
    work.bulk_insert("comment", comments)


def _make_roles(work: Work) -> None:
    work.bulk_insert("user_role", [{"id": one, "name": name} for name, one in ROLE.items()])
    members = [{"user_id": PERSON["an"], "role_id": ROLE["sellers"], "remark": "x"}]
    work.bulk_insert("role_member", members)
    grant = {"role_id": ROLE["sellers"], "record_module": "contacts", "reach": "unit"}
    work.bulk_insert("permission_grant", [{**grant, "level": "edit"}])


def inputs(work: Work, entity: str, record_id: uuid.UUID) -> RowInputs:
    """Tell what decides on a record, from the mapped classes alone."""
    row = work.session.get_one(record_class(entity), record_id)
    seen = None if row.visibility is None else Visibility(row.visibility)
    if seen is None and isinstance(row, Account):
        seen = shared_visibility(row.is_shared, row.org_unit_id)
    above = getattr(row, ABOVE[entity]) if entity in ABOVE else None
    shares: dict[uuid.UUID, Level] = {}
    table = record_class("share")
    asked = sa.select(table).where(table.record_type == entity, table.record_id == str(record_id))
    for share in work.session.scalars(asked):
        whom = share.user_id or share.unit_id or share.role_id
        shares[whom] = max(shares.get(whom, Level.NONE), Level[share.level.upper()])
    facts = get_entity(entity)
    return RowInputs(
        module_reached(facts.module, internal=facts.internal, visibility=row.visibility),
        row.owner_id,
        row.org_unit_id,
        seen,
        shares,
        above=inputs(work, "account", above) if above else None,
    )
