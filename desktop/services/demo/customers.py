"""The demo company's two thousand customers: when they came, through what, and who keeps them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from desktop.services.demo.companies import CompanyMaker, MadeCompany, company_needs
from desktop.services.demo.diary import Values
from desktop.services.demo.groups import Groups
from desktop.services.demo.markets import Market, Region, make_market
from desktop.services.demo.names import pick
from desktop.services.demo.office import Office, make_id, make_random, share
from desktop.services.demo.organisation import tag_id
from desktop.services.demo.people import Person
from desktop.services.demo.persons import make_private_customer
from desktop.services.demo.staff import Role
from desktop.services.demo.workdays import office_moment
from desktop.services.seeding import shipped_id

CUSTOMERS: Final = 2000
GROWTH: Final = 1.5  # how much likelier the last years are than the first ones
_PERSONS: Final = 0.3
_TYPES: Final = {
    True: ("customer",) * 52 + ("prospect",) * 29 + ("supplier",) * 8 + ("partner",) * 5
    + ("agency",) * 4 + ("competitor",) + ("other",),
    False: ("customer",) * 66 + ("prospect",) * 31 + ("partner",) * 3,
}  # fmt: skip
_SOURCES: Final = {
    True: ("referral",) * 24 + ("website",) * 15 + ("cold",) * 13 + ("fair",) * 11 + ("phone",) * 10
    + ("advert",) * 9 + ("zalo",) * 7 + ("event",) * 5 + ("email",) * 3 + ("list",) * 3,
    False: ("facebook",) * 28 + ("referral",) * 19 + ("zalo",) * 16 + ("tiktok",) * 12
    + ("website",) * 10 + ("phone",) * 9 + ("advert",) * 6,
}  # fmt: skip
_RATINGS: Final = ("hot",) * 2 + ("warm",) * 5 + ("cold",) * 3
_KEPT_BY_OWNER: Final = 0.09
_LARGE: Final = 150  # employees; such customers are the owner's more often
_LARGE_BY_OWNER: Final = 0.5
_LONGEST_COURTING_DAYS: Final = 120


@dataclass(slots=True)
class Customer:
    """A customer's record, and what others are made from."""

    id: uuid.UUID
    values: Values
    market: Market
    made_on: date
    owner: uuid.UUID
    source: str
    is_company: bool
    became_on: date | None = None  # a customer, after having been a prospect
    tags: list[str] = field(default_factory=list)
    domain: str = ""
    people: list[Person] = field(default_factory=list)
    lead_on: date | None = None  # came out of a lead that was taken up on that day
    successor: tuple[date, uuid.UUID] | None = None  # to whom it was handed over, from when on

    @property
    def type(self) -> str:
        """What it is to us today."""
        return str(self.values["account_type"])

    def keeper(self, day: date) -> uuid.UUID:
        """Return who keeps it on a day."""
        if self.successor and day >= self.successor[0]:
            return self.successor[1]
        return self.owner

    def stage(self, day: date) -> str:
        """Return which talks fit on a day: with a prospect, a customer, a supplier and so on."""
        kind = {"agency": "partner", "other": "partner"}.get(self.type, self.type)
        if kind not in {"prospect", "customer"}:
            return kind
        if not self.is_company:
            return "person"
        if self.became_on is None or day < self.became_on:
            return "prospect"
        return "late" if "late" in self.tags and day.day % 3 == 0 else "customer"


def make_customers(office: Office) -> list[Customer]:
    """Return all customers, the oldest first, not yet noted in the diary."""
    rnd = make_random("customers")
    last = office.last_day - timedelta(days=1)
    days = sorted(
        office.past.any_between(rnd, office.first_day, last, GROWTH) for _ in range(CUSTOMERS)
    )
    maker = CompanyMaker(make_random("companies"))
    groups = Groups(maker, make_random("groups"))
    customers: list[Customer] = []
    for day in days:
        market = make_market(rnd)
        if share(rnd, _PERSONS):
            made = MadeCompany(make_private_customer(rnd, market, day), "", "")
        else:
            made = groups.branch(market) or maker.make(market)
        customers.append(_customer(office, rnd, day, market, made))
        if made.brand and "parent_id" not in made.values:
            groups.consider(made, customers[-1].id, market)
    return customers


def note_customers(office: Office, customers: list[Customer]) -> None:
    """Note how each customer was made, and how prospects became customers."""
    rnd = make_random("noting customers")
    for number, customer in enumerate(customers, 1):
        values = customer.values
        values["code"] = f"{'NCC' if customer.type == 'supplier' else 'KH'}{number:05}"
        command = "lead.convert" if customer.lead_on else "account.create"
        act = office.act(rnd, customer.made_on, customer.owner, command)
        begun = dict(values)
        if customer.became_on and customer.became_on > customer.made_on:
            begun["account_type"], begun["customer_since"] = "prospect", None
            changed: Values = {
                "account_type": values["account_type"],
                "customer_since": customer.became_on,
            }
            keeper = customer.keeper(customer.became_on)
            later = office.act(rnd, customer.became_on, keeper, "account.save")
            office.diary.change(later, "account", customer.id, changed)
        office.diary.make(act, "account", begun)


def _customer(
    office: Office, rnd: Random, day: date, market: Market, made: MadeCompany
) -> Customer:
    is_company = bool(made.brand)
    kind = pick(rnd, _TYPES[is_company])
    source = pick(rnd, _SOURCES[is_company])
    owner = _keeper(office, rnd, day, market, made.values)
    customer = Customer(
        make_id(rnd, office_moment(rnd, day)),
        made.values,
        market,
        day,
        owner,
        source,
        is_company,
        domain=made.domain,
    )
    if kind == "customer":
        customer.became_on = _courted(office, rnd, day)
        kind = "customer" if customer.became_on else "prospect"
    customer.tags = _tags(rnd, kind, made.values)
    customer.values |= {
        "id": customer.id,
        "account_type": kind,
        "source_id": shipped_id("source", source),
        "owner_id": owner,
        "org_unit_id": office.staff.unit_of(owner),
        "rating": pick(rnd, _RATINGS) if share(rnd, 0.9 if kind == "prospect" else 0.35) else None,
        "tags": [tag_id(key) for key in customer.tags] or None,
        "customer_since": customer.became_on,
    }
    if is_company and share(rnd, 0.35):
        customer.values["needs"] = company_needs(rnd, day)
    return customer


def _courted(office: Office, rnd: Random, day: date) -> date | None:
    """Return when a prospect of `day` became a customer; None if it is not that far yet."""
    became = office.past.after(day, 1 + int(rnd.random() ** 2 * _LONGEST_COURTING_DAYS))
    return became if became > day else None


def _keeper(office: Office, rnd: Random, day: date, market: Market, values: Values) -> uuid.UUID:
    """Return who keeps a customer: a seller of the region, and large ones the owner."""
    is_large = (values.get("employees") or 0) >= _LARGE
    if share(rnd, _LARGE_BY_OWNER if is_large else _KEPT_BY_OWNER):
        return office.staff.owner
    region = market.region
    if region is Region.MIDDLE:
        region = Region.NORTH if share(rnd, 0.5) else Region.SOUTH
    return office.staff.any_of(rnd, Role.SELLER, day, region)


def _tags(rnd: Random, kind: str, values: Values) -> list[str]:
    large = (values.get("employees") or 0) >= _LARGE
    chances = {
        "vip": 0.25 if large else 0.03,
        "loyal": 0.12 if kind == "customer" else 0,
        "late": 0.07 if kind == "customer" else 0,
        "upkeep": 0.09 if kind == "customer" else 0,
        "rent": 0.05 if kind == "customer" else 0,
        "potential": 0.22 if kind == "prospect" else 0,
        "price": 0.06,
        "newsletter": 0.14,
        "tet": 0.5 if large else 0.06,
        "project": 0.08 if large else 0.01,
        "partner": 0.3 if kind in {"partner", "agency"} else 0,
        "school": 1.0 if "Giáo dục" in values["name"] else 0,
    }
    return [key for key, chance in chances.items() if share(rnd, chance)]
