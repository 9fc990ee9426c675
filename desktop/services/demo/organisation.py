"""The demo company itself: its units, its users, the words it puts on its customers."""

from __future__ import annotations

import uuid
from datetime import timedelta
from random import Random
from typing import Final

from desktop.services.demo.diary import Values
from desktop.services.demo.office import Office, make_random
from desktop.services.demo.reach import make_mobile
from desktop.services.demo.staff import (
    DOMAIN,
    OWNER_NAME,
    OWNER_TITLE,
    OWNER_UNIT,
    UNITS,
    Colleague,
    unit_id,
)
from desktop.services.seeding import shipped_id

# Beside the shipped tags; key: name, colour.
OWN_TAGS: Final = {
    "upkeep": ("Hợp đồng bảo trì", "purple"),
    "rent": ("Đang thuê máy", "blue"),
    "project": ("Khách dự án", "orange"),
    "school": ("Trường học", "yellow"),
}


def tag_id(key: str) -> str:
    """Return the id of a tag, shipped or the company's own, as records hold it."""
    return str(shipped_id("demo.tag" if key in OWN_TAGS else "tag", key))


def found_company(office: Office, *, names_owner: bool) -> None:
    """Note the company's units, users and tags; name the profile's owner if they have no name."""
    rnd = make_random("organisation")
    owner = office.staff.owner
    for unit in UNITS:
        parent = unit_id(unit.parent) if unit.parent else None
        values: Values = {"id": unit.id, "name": unit.name, "code": unit.key, "parent_id": parent}
        act = office.act(rnd, office.first_day, owner, "org_unit.create")
        office.diary.make(act, "org_unit", values)
    for key, (name, colour) in OWN_TAGS.items():
        act = office.act(rnd, office.first_day, owner, "tag.create")
        tag = {"id": uuid.UUID(tag_id(key)), "name": name, "colour": colour}
        office.diary.make(act, "tag", tag)
    _give_owner_a_place(office, rnd, names_owner=names_owner)
    for colleague in office.staff.colleagues:
        _employ(office, rnd, colleague)


def _give_owner_a_place(office: Office, rnd: Random, *, names_owner: bool) -> None:
    values: Values = {
        "login": "quan",
        "job_title": OWNER_TITLE,
        "emails": [f"quan@{DOMAIN}"],
        "phones": [_mobile(rnd)],
        "org_unit_id": unit_id(OWNER_UNIT),
    }
    if names_owner:
        values["full_name"] = OWNER_NAME
    act = office.act(rnd, office.first_day, office.staff.owner, "app_user.save")
    office.diary.change(act, "app_user", office.staff.owner, values)


def _employ(office: Office, rnd: Random, colleague: Colleague) -> None:
    staff, owner = office.staff, office.staff.owner
    act = office.act(rnd, staff.joined_on(colleague), owner, "app_user.create")
    values: Values = {
        "id": colleague.id,
        "full_name": colleague.name,
        "login": colleague.login,
        "job_title": colleague.title,
        "emails": [f"{colleague.login}@{DOMAIN}"],
        "phones": [_mobile(rnd)],
        "org_unit_id": unit_id(colleague.unit),
    }
    office.diary.make(act, "app_user", values)
    last = staff.left_on(colleague)
    if last < office.last_day - timedelta(days=1):
        act = office.act(rnd, last, owner, "app_user.save")
        office.diary.change(act, "app_user", colleague.id, {"is_active": False})


def _mobile(rnd: Random) -> Values:
    return {"number": make_mobile(rnd), "label": ""}
