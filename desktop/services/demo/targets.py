"""Targets of the demo company: lists from fairs and elsewhere, worked off bit by bit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from desktop.services.demo.diary import Values
from desktop.services.demo.office import Office, make_id, make_random, share
from desktop.services.demo.prospects import Lead, make_stranger
from desktop.services.demo.staff import Role
from desktop.services.demo.workdays import office_moment
from desktop.services.seeding import shipped_id

_TARGETS: Final = 400
_CONVERTED: Final = 100
_DROPPED: Final = 80
# Where a list came from: its source, what is noted of it.
_LISTS: Final = (
    ("fair", "Danh thiếp thu tại hội chợ Vietnam Expo."),
    ("list", "Danh sách doanh nghiệp khu công nghiệp."),
    ("event", "Đăng ký dự hội thảo nhưng chưa liên hệ."),
    ("fair", "Khách ghé gian hàng triển lãm thiết bị văn phòng."),
    ("email", "Mở thư giới thiệu trong chiến dịch quý."),
)
_SHOWN_FIELDS: Final = ("full_name", "company", "phones", "emails", "address")


def note_targets(office: Office, leads: Sequence[Lead]) -> None:
    """Note all targets; a part of the leads is what some of them became."""
    rnd = make_random("targets")
    made = sum(_note_origin(office, rnd, lead) for lead in _origins(rnd, leads))
    days = _list_days(office, rnd)
    for number in range(_TARGETS - made):
        list_number = number % len(days)
        day = days[list_number]
        values = make_stranger(rnd, is_private=share(rnd, 0.1))
        values.pop("title")
        values = _target(office, rnd, day, values, list_number)
        _note(office, rnd, day, values)
        if number < _DROPPED:
            dropped = office.past.after(day, 1 + int(rnd.random() * 60))
            if dropped > day:
                who = office.staff.any_of(rnd, Role.SELLER, dropped)
                act = office.act(rnd, dropped, who, "target.drop")
                office.diary.change(act, "target", values["id"], {"status": "dead"})


def _origins(rnd: Random, leads: Sequence[Lead]) -> list[Lead]:
    shuffled = list(leads)
    rnd.shuffle(shuffled)
    return shuffled[:_CONVERTED]


def _note_origin(office: Office, rnd: Random, lead: Lead) -> bool:
    """Note the target that became a lead; return whether there was time for one."""
    day = office.past.after(lead.made_on - timedelta(days=4 + int(rnd.random() * 40)), 0)
    if day >= lead.made_on:
        return False
    known = {name: lead.values[name] for name in _SHOWN_FIELDS}
    values = _target(office, rnd, day, known, int(rnd.random() * len(_LISTS)))
    values["source_id"] = lead.values["source_id"]
    lead.from_target = True
    _note(office, rnd, day, values)
    act = office.act(rnd, lead.made_on, lead.maker, "target.convert")
    changed = {"status": "converted", "lead_id": lead.id}
    office.diary.change(act, "target", values["id"], changed)
    return True


def _target(office: Office, rnd: Random, day: date, known: Values, list_number: int) -> Values:
    source, remark = _LISTS[list_number % len(_LISTS)]
    owner = office.staff.any_of(rnd, Role.MARKETER, day)
    return known | {
        "id": make_id(rnd, office_moment(rnd, day)),
        "status": "new",
        "source_id": shipped_id("source", source),
        "description": remark,
        "owner_id": owner,
        "org_unit_id": office.staff.unit_of(owner),
    }


def _note(office: Office, rnd: Random, day: date, values: Values) -> None:
    act = office.act(rnd, day, values["owner_id"], "target.create")
    office.diary.make(act, "target", values)


def _list_days(office: Office, rnd: Random) -> list[date]:
    """Return the days of the last year and a half on which lists came in."""
    first = office.today - timedelta(days=540)
    last = office.last_day - timedelta(days=3)
    return [office.past.any_between(rnd, first, last, 1.6) for _ in range(2 * len(_LISTS))]
