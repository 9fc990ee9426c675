"""Leads and targets of the demo company in every state, with the way on which they got there."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from desktop.services.demo.companies import company_needs
from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Values
from desktop.services.demo.markets import make_market
from desktop.services.demo.names import make_company, make_job_title, make_person, pick
from desktop.services.demo.office import Office, make_id, make_random, share
from desktop.services.demo.organisation import tag_id
from desktop.services.demo.reach import (
    make_address,
    make_company_domain,
    make_mobile,
    make_person_email,
)
from desktop.services.demo.staff import Role
from desktop.services.demo.workdays import office_moment
from desktop.services.seeding import shipped_id

_CONVERTED: Final = 92
# State: how many leads are in it, how many days ago they came at most, which commands brought them.
_OPEN: Final = {
    "new": (62, 12, ()),
    "assigned": (58, 35, ("assign",)),
    "in_process": (78, 110, ("assign", "begin")),
    "recycled": (20, 500, ("assign", "begin", "drop", "recycle")),
    "dead": (40, 1300, ("assign", "begin", "drop")),
}
_LEADS_TO: Final = {"assign": "assigned", "begin": "in_process", "drop": "dead",
                    "recycle": "recycled", "convert": "converted"}  # fmt: skip
_SOURCES: Final = ("website",) * 5 + ("facebook",) * 5 + ("zalo",) * 3 + ("phone",) * 3 + (
    "advert", "referral", "event", "tiktok", "fair")  # fmt: skip
_RATINGS: Final = ("hot", "warm", "warm", "cold")
_AMOUNT: Final = 5_000_000  # expected amounts are multiples of it
_PRIVATE: Final = 0.22  # of the open leads have no company
_RECENT_YEARS: Final = 3


@dataclass(slots=True)
class Lead:
    """A lead, and the days on which commands moved it."""

    values: Values
    made_on: date
    maker: uuid.UUID
    seller: uuid.UUID
    moves: list[tuple[date, str, Values]]
    from_target: bool = False

    @property
    def id(self) -> uuid.UUID:
        """The id of its record."""
        found: uuid.UUID = self.values["id"]
        return found


def make_leads(office: Office, customers: Sequence[Customer]) -> list[Lead]:
    """Return all leads; the customers that some of them became are told since when."""
    rnd = make_random("leads")
    leads: list[Lead] = []
    for customer in _converted(office, rnd, customers):
        lead = _lead_of(office, rnd, customer) if len(leads) < _CONVERTED else None
        leads += [lead] if lead else []
    for count, days, commands in _OPEN.values():
        leads += [_open_lead(office, rnd, days, commands) for _ in range(count)]
    return leads


def note_leads(office: Office, leads: Sequence[Lead]) -> None:
    """Note how each lead came and what was done with it."""
    rnd = make_random("noting leads")
    for lead in leads:
        command = "target.convert" if lead.from_target else "lead.create"
        act = office.act(rnd, lead.made_on, lead.maker, command)
        office.diary.make(act, "lead", lead.values)
        for day, verb, values in lead.moves:
            who = lead.maker if verb == "assign" else lead.seller
            act = office.act(rnd, day, who, f"lead.{verb}")
            changed = {"status": _LEADS_TO[verb], **values}
            if verb == "assign":
                changed["owner_id"] = lead.seller
            if verb == "convert":
                changed["converted_at"] = act.at
            office.diary.change(act, "lead", lead.id, changed)


def _converted(office: Office, rnd: Random, customers: Sequence[Customer]) -> list[Customer]:
    """Return customers of the last years in random order."""
    since = office.today - timedelta(days=_RECENT_YEARS * 365)
    fitting = [
        one
        for one in customers
        if one.made_on > since and one.type in {"customer", "prospect"} and not one.lead_on
    ]
    rnd.shuffle(fitting)
    return fitting


def _lead_of(office: Office, rnd: Random, customer: Customer) -> Lead | None:
    """Return the lead that became a customer, None if there was no time for it."""
    first = customer.made_on - timedelta(days=9 + int(rnd.random() * 40))
    if first < office.first_day or "parent_id" in customer.values:
        return None
    days = _way(office, rnd, first, 3)
    if days[-1] >= customer.made_on:
        return None
    customer.lead_on = days[0]
    known = customer.people[0].values if customer.people else customer.values
    values = _values(office, rnd, days[0])
    values |= {
        "full_name": known.get("full_name") or known["name"],
        "company": customer.values["name"] if customer.is_company else None,
        "title": known.get("title"),
        "phones": known["phones"],
        "emails": known["emails"],
        "address": customer.values["address"],
        "source_id": customer.values["source_id"],
        "needs": customer.values.get("needs"),
    }
    became: Values = {"account_id": customer.id}
    if customer.people:
        became["contact_id"] = customer.people[0].id
    moves = [(days[1], "assign", {}), (days[2], "begin", {}), (customer.made_on, "convert", became)]
    return _lead(office, rnd, values, days[0], moves, customer.owner)


def _open_lead(office: Office, rnd: Random, days_ago: int, commands: tuple[str, ...]) -> Lead:
    first = office.today - timedelta(days=days_ago)
    last = office.last_day - timedelta(days=4 * len(commands))
    day = office.past.any_between(rnd, first, last)
    way = _way(office, rnd, day, len(commands) + 1)
    moves: list[tuple[date, str, Values]] = [
        (on, command, {}) for on, command in zip(way[1:], commands, strict=False)
    ]
    values = _values(office, rnd, way[0]) | make_stranger(rnd, is_private=share(rnd, _PRIVATE))
    values["source_id"] = shipped_id("source", pick(rnd, _SOURCES))
    values["needs"] = company_needs(rnd, day)
    seller = office.staff.any_of(rnd, Role.SELLER, day)
    seller = office.staff.owner if share(rnd, 0.2) else seller
    return _lead(office, rnd, values, way[0], moves, seller)


def make_stranger(rnd: Random, *, is_private: bool) -> Values:
    """Return name, company and ways to reach somebody who is no customer yet."""
    person = make_person(rnd)
    company = None if is_private else make_company(rnd)
    domain = make_company_domain(company.brand, rnd) if company else ""
    return {
        "full_name": person.full_name,
        "company": company.name if company else None,
        "title": make_job_title(rnd) if company else None,
        "phones": [{"number": make_mobile(rnd), "label": ""}],
        "emails": [make_person_email(person.full_name, rnd, domain)] if share(rnd, 0.7) else None,
        "address": make_address(rnd, make_market(rnd).province) if share(rnd, 0.75) else None,
    }


def _lead(
    office: Office,
    rnd: Random,
    values: Values,
    day: date,
    moves: list[tuple[date, str, Values]],
    seller: uuid.UUID,
) -> Lead:
    maker = office.staff.any_of(rnd, Role.MARKETER, day)
    values["owner_id"] = maker
    values["org_unit_id"] = office.staff.unit_of(maker)
    return Lead(values, day, maker, seller, moves)


def _values(office: Office, rnd: Random, day: date) -> Values:
    return {
        "id": make_id(rnd, office_moment(rnd, day)),
        "status": "new",
        "rating": pick(rnd, _RATINGS) if share(rnd, 0.75) else None,
        "expected_amount": Decimal(int(1 + rnd.lognormvariate(2, 0.9)) * _AMOUNT),
        "tags": [tag_id("potential")] if share(rnd, 0.15) else None,
    }


def _way(office: Office, rnd: Random, day: date, length: int) -> list[date]:
    """Return working days from `day` on, each later than the one before; fewer at the end."""
    way = [office.past.after(max(day, office.first_day), 0)]
    while len(way) < length:
        following = office.past.after(way[-1], 1 + int(rnd.random() * 3))
        if following <= way[-1]:
            break
        way.append(following)
    return way
