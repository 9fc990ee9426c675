"""Whose addresses are: colleagues, contact persons, customers, leads; then by the company's domain.

Order of trust: a colleague's address is nothing but that; a contact person is more precise than
their company; a lead comes last. A domain that belongs to one customer alone tells the customer of
addresses nobody wrote down, but never that of a provider where anybody gets a mailbox.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.kinds.base import LookupKind
from desktop.core.pages import Ref
from desktop.core.quick_dataclass import dataclass
from desktop.mail.people.providers import is_provider
from desktop.store.documents import first_document
from desktop.store.known_addresses import COLLEAGUES, records_by_address
from desktop.store.reader import Reader
from desktop.store.sql import Sql
from desktop.store.titles import read_titles

ACCOUNT: Final = "account"
_ORDER: Final = (COLLEAGUES, "contact", ACCOUNT, "lead")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an address is; `account` is the customer, if there is one."""

    ref: Ref  # titled as lists of mail show it: by the customer, if there is one
    account: uuid.UUID | None = None

    @property
    def shown(self) -> Ref | None:
        """The customer, or the lead; a colleague is none."""
        if self.ref.entity == COLLEAGUES:
            return None
        return Ref(ACCOUNT, self.account, self.ref.title) if self.account else self.ref


def owners_of(
    reader: Reader, addresses: Iterable[str], *, by_domain: bool = True
) -> dict[str, Owner]:
    """Return whose each address is, as far as somebody has it.

    Args:
        reader: asks the profile's records, as far as the person may see them.
        addresses: in small letters, as `core.emails.email_key` makes them.
        by_domain: whether the domain tells the customer of an address that nobody wrote down; that
            reads every known address (5 s of a million).
    """
    left = set(addresses)
    found: dict[str, Owner] = {}
    with reader.question():
        for entity in _ORDER:
            whose = records_by_address(reader.connection, entity, left)
            found |= _owners(reader, entity, whose)
            left -= whose.keys()
        if not by_domain:
            return found
        domains = {one: domain for one in left if not is_provider(domain := _domain(one))}
        customers = _customers_of_domains(reader, set(domains.values()))
        guessed = {one: customers[d] for one, d in domains.items() if d in customers}
        found |= _owners(reader, ACCOUNT, guessed)
    return found


def _owners(reader: Reader, entity: str, whose: Mapping[str, uuid.UUID]) -> dict[str, Owner]:
    ids = {one.bytes for one in whose.values()}
    customers = _customers(reader, entity, ids)
    titles = read_titles(reader, entity, ids)
    names = read_titles(reader, ACCOUNT, customers.values())
    made: dict[bytes, Owner] = {}
    for one in ids:
        customer = customers.get(one)
        title = names.get(customer) if customer else None
        ref = Ref(entity, uuid.UUID(bytes=one), title or titles.get(one, ""))
        made[one] = Owner(ref, uuid.UUID(bytes=customer) if customer and title else None)
    return {address: made[one.bytes] for address, one in whose.items()}


def _customers(reader: Reader, entity: str, ids: set[bytes]) -> dict[bytes, bytes]:
    if entity == ACCOUNT:
        return {one: one for one in ids}
    if entity != "contact" or not ids:
        return {}
    sql = Sql(
        "SELECT id, account_id FROM contact WHERE account_id IS NOT NULL"
        f" AND id IN ({','.join('?' * len(ids))})",
        tuple(ids),
    )
    return dict(reader.rows(sql))


def _customers_of_domains(reader: Reader, domains: set[str]) -> dict[str, uuid.UUID]:
    """Return the customer of each domain whose known addresses are all of one customer."""
    if not domains:
        return {}
    seen: dict[str, set[bytes]] = {}
    for address, customer in (*_addresses_of_accounts(reader), *_addresses_of_contacts(reader)):
        domain = _domain(address)
        if domain in domains:
            seen.setdefault(domain, set()).add(customer)
    return {one: uuid.UUID(bytes=next(iter(who))) for one, who in seen.items() if len(who) == 1}


def _addresses_of_accounts(reader: Reader) -> Iterator[tuple[str, bytes]]:
    yield from _lookups(reader, ACCOUNT, "t.id")


def _addresses_of_contacts(reader: Reader) -> Iterator[tuple[str, bytes]]:
    yield from _lookups(reader, "contact", "t.account_id")


def _lookups(reader: Reader, entity: str, column: str) -> Iterator[tuple[str, bytes]]:
    low = first_document(get_entity(entity))
    sql = Sql(
        f"SELECT l.value, {column} FROM lookup l JOIN {entity} t ON t.rid = l.doc - ?"
        f" WHERE l.kind = ? AND l.doc BETWEEN ? AND ? AND t.deleted_at IS NULL"
        f" AND {column} IS NOT NULL",
        (low, LookupKind.EMAIL, low, low + (1 << 40) - 1),
    )
    yield from reader.walk(sql)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
