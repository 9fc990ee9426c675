"""Rows of the large company as SQLite holds them, by the hundred thousand in a second.

The declared way (`Store.prepare_rows`) cleans and checks every value; here all values are made
clean, so only what follows from them is derived: sort keys, parts of addresses, search documents.
A test compares a few rows with what the declared way makes of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import cast

from desktop.core.clock import to_micros
from desktop.core.collation import sort_key
from desktop.core.kinds.base import Stored
from desktop.core.kinds.places import commune_name, province_name
from desktop.core.names import person_sort_key
from desktop.core.words import search_document
from desktop.services.demo.names import make_company, make_person, pick
from desktop.services.demo.reach import (
    make_address,
    make_company_domain,
    make_company_email,
    make_land_line,
    make_mobile,
    make_person_email,
    make_tax_code,
)

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
YEARS_SECONDS = 6 * 365 * 86_400
TYPES = ("customer",) * 8 + ("prospect",) * 5 + ("supplier", "partner", "agency", "other")
RATINGS = ("hot", "warm", "warm", "cold", "cold", "cold")


@dataclass(frozen=True, slots=True)
class Made:
    """A row's columns, and what the search tables hold of it."""

    columns: Mapping[str, Stored]
    words: str = ""
    pieces: str = ""
    lookups: tuple[tuple[str, str], ...] = ()


@dataclass
class Company:
    """The random source, and the ids that rows refer to."""

    rnd: Random
    owner: bytes
    users: list[bytes] = field(default_factory=list)
    units: list[bytes] = field(default_factory=list)
    sources: list[bytes] = field(default_factory=list)
    industries: list[bytes] = field(default_factory=list)
    tags: list[bytes] = field(default_factory=list)
    accounts: list[bytes] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        """Return True in `share` of the cases."""
        return self.rnd.random() < share

    def any_of(self, ids: list[bytes]) -> bytes:
        """Return one of `ids`; the first ones more often, as with real sources and people."""
        return ids[int(self.rnd.random() * self.rnd.random() * len(ids))]

    def common(self, at: int) -> dict[str, Stored]:
        """Return the columns that every record has."""
        touched = min(at + int(self.rnd.random() ** 3 * 2e13), to_micros(NOW))
        head = (at // 1000) << 80 | 7 << 76 | self.rnd.getrandbits(12) << 64
        return {
            "id": (head | 2 << 62 | self.rnd.getrandbits(62)).to_bytes(16),
            "owner_id": self.any_of(self.users) if self.users else self.owner,
            "org_unit_id": self.any_of(self.units) if self.units else None,
            "ver": 1,
            "created_at": at,
            "created_by": self.owner,
            "updated_at": touched,
            "updated_by": self.owner,
            "deleted_at": touched if self.chance(0.005) else None,
        }


def make_account(company: Company, at: int, number: int) -> Made:
    """Return a customer: three of four are companies."""
    rnd = company.rnd
    if company.chance(0.27):
        person = make_person(rnd)
        name, own = person.full_name, _person_facts(company, person.full_name, person.gender)
    else:
        made = make_company(rnd)
        name, own = made.name, _company_facts(company, made.brand)
    code = f"KH{number:07}"
    address = make_address(rnd) if company.chance(0.92) else None
    columns: dict[str, Stored] = {
        **company.common(at),
        "name": name,
        "name_key": sort_key(name),
        "code": code,
        "code_key": sort_key(code),
        "account_type": pick(rnd, TYPES),
        "rating": pick(rnd, RATINGS) if company.chance(0.4) else None,
        "industry_id": company.any_of(company.industries) if company.chance(0.6) else None,
        "source_id": company.any_of(company.sources) if company.chance(0.75) else None,
        "parent_id": _parent(company),
        "currency": "VND",
        **_address_columns(address),
        **own.columns,
    }
    tags = _tags(company)
    if tags:
        columns["tags"] = _json(tags)
    if columns["deleted_at"] is None:
        company.accounts.append(cast("bytes", columns["id"]))
    texts = [name, *own.texts, *_address_texts(address)]
    pieces = [code, *own.pieces]
    return Made(
        columns,
        search_document([*texts, code, *own.plain], pieces),
        "\n".join(pieces),
        (*own.lookups, *(("tag", tag) for tag in tags)),
    )


@dataclass(slots=True)
class Reach:
    """What belongs to one row only: columns, and what it is searched by."""

    columns: dict[str, Stored] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)  # texts that are pieces too
    pieces: list[str] = field(default_factory=list)
    lookups: list[tuple[str, str]] = field(default_factory=list)

    def reach(self, phones: list[str], emails: list[str]) -> None:
        """Add phone numbers and addresses."""
        if phones:
            self.columns["phones"] = _json([{"label": "", "number": phone} for phone in phones])
            self.pieces += ["0" + phone[3:] for phone in phones]
            self.lookups += [("phone", phone) for phone in phones]
        if emails:
            self.columns["emails"] = _json(emails)
            self.texts += emails
            self.lookups += [("email", email) for email in emails]


def _company_facts(company: Company, brand: str) -> Reach:
    rnd, own = company.rnd, Reach()
    own.columns = {
        "party_type": "company",
        "market": "b2b" if company.chance(0.8) else "b2c",
        "employees": int(3 + rnd.paretovariate(1.1) * 4) if company.chance(0.3) else None,
        "annual_revenue": int(rnd.paretovariate(1.2) * 8e8) // 10**6 * 10**10
        if company.chance(0.25)
        else None,
        "customer_since": _day(rnd, 4000) if company.chance(0.5) else None,
    }
    phones = [make_mobile(rnd) if company.chance(0.7) else make_land_line(rnd)]
    if company.chance(0.2):
        phones.append(make_land_line(rnd))
    domain = make_company_domain(brand, rnd)
    emails = [make_company_email(domain, rnd)] if company.chance(0.6) else []
    if company.chance(0.8):
        tax_code = make_tax_code(rnd)
        own.columns["tax_code"] = tax_code
        own.plain.append(tax_code)
        own.pieces.append(tax_code)
        own.lookups.append(("tax_code", tax_code))
    own.reach(phones if company.chance(0.9) else [], emails)
    return own


def _person_facts(company: Company, full_name: str, gender: str) -> Reach:
    rnd, own = company.rnd, Reach()
    born = _day(rnd, 365 * 45, 365 * 20) if company.chance(0.5) else None
    own.columns = {
        "party_type": "person",
        "market": "b2c",
        "gender": gender,
        "birth_on": born,
        "birthday": born[5:] if born else None,
    }
    emails = [make_person_email(full_name, rnd)] if company.chance(0.55) else []
    own.reach([make_mobile(rnd)] if company.chance(0.97) else [], emails)
    return own


def make_named(company: Company, at: int, name: str, **also: Stored) -> Made:
    """Return a record of a dictionary."""
    columns = {**company.common(at), "name": name, "name_key": sort_key(name), **also}
    return Made({**columns, "deleted_at": None}, search_document([name]))


def make_user(company: Company, at: int, _number: int) -> Made:
    """Return somebody who is in charge of records."""
    full_name = make_person(company.rnd).full_name
    columns: dict[str, Stored] = {
        **company.common(at),
        "full_name": full_name,
        "full_name_key": person_sort_key(full_name),
        "is_active": 1,
        "deleted_at": None,
    }
    return Made(columns, search_document([full_name]))


def over_time(
    company: Company, count: int, make: Callable[[Company, int, int], Made]
) -> Iterator[Made]:
    """Yield `count` rows made one after the other over the years."""
    start = to_micros(NOW - timedelta(seconds=YEARS_SECONDS))
    step = YEARS_SECONDS * 1_000_000 // max(count, 1)
    for number in range(count):
        yield make(company, start + number * step, number + 1)


def _parent(company: Company) -> bytes | None:
    if len(company.accounts) < 100 or not company.chance(0.03):
        return None
    return company.accounts[int(company.rnd.random() * len(company.accounts))]


def _tags(company: Company) -> list[str]:
    if not company.chance(0.25):
        return []
    made = {company.any_of(company.tags) for _ in range(1 + int(company.rnd.random() * 3))}
    return sorted(_id_text(tag) for tag in made)


def _id_text(record_id: bytes) -> str:
    text = record_id.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _address_columns(address: dict[str, str] | None) -> dict[str, Stored]:
    if address is None:
        return {}
    return {
        "address": _json(address),
        "address_province": address["province"],
        "address_commune": commune_name(address["commune"]),
    }


def _address_texts(address: dict[str, str] | None) -> list[str]:
    if address is None:
        return []
    return [
        address["street"], commune_name(address["commune"]), province_name(address["province"])
    ]  # fmt: skip


def _day(rnd: Random, before: int, after: int = 0) -> str:
    return (date(2026, 11, 20) - timedelta(days=after + int(rnd.random() * before))).isoformat()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
