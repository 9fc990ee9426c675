"""Business cards, signatures and customers no longer cared for in the demo company."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Values
from desktop.services.demo.names import pick
from desktop.services.demo.office import Office, make_id, make_random, share
from desktop.services.demo.prospects import Lead, make_stranger
from desktop.services.demo.staff import LEADER, Role
from desktop.services.demo.workdays import office_moment
from desktop.services.seeding import shipped_id

_CARDS, _SPECIMENS = 160, 14
_STOPPED_CUSTOMERS, _STOPPED_LEADS = 46, 12
_SHORT_TERM: Final = 0.3
_GROUPS: Final = ("fair",) * 4 + ("supplier",) * 3 + ("partner",) * 2 + (
    "friend", "authority", "bank", "media", "other")  # fmt: skip
_REASONS: Final = ("no_need",) * 4 + ("no_answer",) * 4 + ("competitor",) * 3 + (
    "price", "budget", "closed", "moved", "unhappy")  # fmt: skip
_REMARKS: Final = (
    "Gặp tại hội chợ Vietnam Expo, quan tâm máy in khổ lớn.",
    "Trao danh thiếp ở buổi họp hiệp hội doanh nghiệp.",
    "Phụ trách mua sắm, hẹn liên hệ lại đầu quý sau.",
    "Được giới thiệu qua một khách hàng cũ.",
    "",
)
_ROLES: Final = ("Giám đốc", "Kế toán trưởng", "Phó giám đốc", "Trưởng phòng mua hàng")
_DOCUMENTS: Final = ("Hợp đồng, phụ lục", "Biên bản nghiệm thu", "Phiếu thu, phiếu chi")


def note_cards(office: Office) -> None:
    """Note the cards that people were given in the last two years."""
    rnd = make_random("cards")
    for _number in range(_CARDS):
        day = office.past.any_between(
            rnd, office.today - timedelta(days=730), office.past.days[-2], 1.3
        )
        owner = office.staff.any_of(rnd, Role.SELLER, day)
        values = make_stranger(rnd, is_private=share(rnd, 0.06))
        is_short = share(rnd, _SHORT_TERM)
        values |= {
            "id": make_id(rnd, office_moment(rnd, day)),
            "card_groups": [str(shipped_id("card_group", pick(rnd, _GROUPS)))],
            "term": "short_term" if is_short else "regular",
            "ends_on": day + timedelta(days=90 + int(rnd.random() * 400)) if is_short else None,
            "met_on": day,
            "source_id": shipped_id("source", "fair" if share(rnd, 0.5) else "event"),
            "description": pick(rnd, _REMARKS) or None,
            "owner_id": owner,
            "org_unit_id": office.staff.unit_of(owner),
        }
        office.diary.make(
            office.act(rnd, day, owner, "business_card.create"), "business_card", values
        )


def note_specimens(office: Office, customers: Sequence[Customer]) -> None:
    """Note the signatures of persons at large customers; some are valid no longer."""
    rnd = make_random("specimens")
    leader = office.staff.named(LEADER).id
    known = [one for one in customers if one.people and one.type == "customer"]
    for customer in rnd.sample(known, _SPECIMENS):
        person = customer.people[0]
        day = office.past.any_between(rnd, person.made_on, office.last_day)
        start = day.replace(day=1)
        values: Values = {
            "id": make_id(rnd, office_moment(rnd, day)),
            "full_name": person.values["full_name"],
            "role": pick(rnd, _ROLES),
            "specimen_type": pick(rnd, ("signature", "signature", "seal", "both")),
            "account_id": customer.id,
            "contact_id": person.id,
            "document_kinds": pick(rnd, _DOCUMENTS),
            "valid_from": start,
            "valid_until": _years_later(start, 1 + int(rnd.random() * 4)),
            "owner_id": leader,
        }
        act = office.act(rnd, day, leader, "signature_specimen.create")
        office.diary.make(act, "signature_specimen", values)


def note_stops(office: Office, customers: Sequence[Customer], leads: Sequence[Lead]) -> None:
    """Note whom nobody cares for any more, and why."""
    rnd = make_random("stops")
    prospects = [one for one in customers if one.type == "prospect"]
    for customer in rnd.sample(prospects, _STOPPED_CUSTOMERS):
        if day := _later(office, rnd, customer.made_on):
            _stop(office, rnd, day, "account", customer.id, customer.keeper(day))
    for lead in rnd.sample([one for one in leads if _is_waiting(one)], _STOPPED_LEADS):
        last = max((moved for moved, _verb, _values in lead.moves), default=lead.made_on)
        if day := _later(office, rnd, last):
            _stop(office, rnd, day, "lead", lead.id, lead.seller)


def _is_waiting(lead: Lead) -> bool:
    return bool(lead.moves) and lead.moves[-1][1] in {"begin", "recycle"}


def _stop(
    office: Office, rnd: Random, day: date, entity: str, record_id: uuid.UUID, who: uuid.UUID
) -> None:
    act = office.act(rnd, day, who, f"{entity}.stop_care")
    values: Values = {
        "care_stopped_at": act.at,
        "care_stopped_by": who,
        "stop_reason_id": shipped_id("stop_reason", pick(rnd, _REASONS)),
    }
    office.diary.change(act, entity, record_id, values)


def _later(office: Office, rnd: Random, day: date) -> date | None:
    """Return a working day after `day`, None if there was none."""
    found = office.past.any_between(rnd, day, office.last_day)
    return found if found > day else None


def _years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)
