"""Whom a letter can go to: contact persons, customers, colleagues, groups, and those written to."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from desktop.core.emails import email_key, is_email, parse_emails
from desktop.core.entities import get_entity
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import N_, _
from desktop.core.mail.letters import Letters
from desktop.core.mail.values import Address
from desktop.core.pages import Hit, ListQuery
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass

KINDS: Final = {
    "contact": N_("Contact person"),
    "account": N_("Customer"),
    "lead": N_("Lead"),
    "business_card": N_("Business card"),
    "app_user": N_("Colleague"),
}
GROUP: Final = "card_group"
GROUPED: Final = ("contact", "account", "lead", "business_card")
MOST_OF_GROUP: Final = 500
_MOST: Final = 6  # of each kind
_EMAILS: Final = "emails"


@dataclass(frozen=True, slots=True)
class Found:
    """What is offered: one address, or those of a group."""

    people: tuple[Address, ...]
    text: str
    detail: str = ""
    group: uuid.UUID | None = None


def find_people(reads: Reads, text: str) -> list[Found]:
    """Return who fits what was typed, one row for each address."""
    made: list[Found] = []
    for entity, label in KINDS.items():
        hits = reads.choices(entity, text, _MOST)
        mails = _emails(reads, entity, [hit.ref.id for hit in hits])
        for hit in hits:
            made += [_of_hit(hit, one, _(label)) for one in mails.get(hit.ref.id, ())]
    made += [
        Found((), hit.ref.title, _("Card group"), hit.ref.id)
        for hit in reads.choices(GROUP, text, _MOST)
    ]
    return made


def people_of_group(reads: Reads, group: uuid.UUID) -> tuple[Address, ...]:
    """Return the addresses of everybody in a group of cards, each once."""
    found: dict[str, Address] = {}
    wanted = Group((Condition("card_groups", Op.ANY_OF, [str(group)]),))
    for entity in GROUPED:
        title = get_entity(entity).title
        query = ListQuery(entity, (title, _EMAILS), wanted)
        for row in reads.first_page(query).rows[:MOST_OF_GROUP]:
            for address in _listed(row.values[1]):
                found.setdefault(email_key(address), Address(row.texts[0], address))
                break  # the main one
    return tuple(found.values())


def people_of_records(reads: Reads, entity: str, ids: Sequence[uuid.UUID]) -> tuple[Address, ...]:
    """Return the main address of each record that has one."""
    mails = _emails(reads, entity, ids)
    titles = {ref.id: ref.title for ref in reads.refs(entity, ids)}
    return tuple(Address(titles.get(one, ""), mails[one][0]) for one in ids if mails.get(one))


def merged(known: Iterable[Address], found: Iterable[Found], typed: str) -> list[Found]:
    """Return what is offered: what was typed if it is an address, known people, then records."""
    rows = [Found((one,), one.name or one.address, one.address) for one in known]
    for typed_one in read_addresses(typed):
        rows.insert(0, Found((typed_one,), typed_one.address, _("Write to this address")))
    made: dict[str, Found] = {}
    for row in (*rows, *found):
        key = str(row.group) if row.group else email_key(row.people[0].address)
        made.setdefault(key, row)
    return list(made.values())


def ask_known(letters: Letters, text: str) -> list[Address]:
    """Return people of the history for what was typed."""
    return list(letters.known_people(text)) if text.strip() else []


def read_addresses(text: str) -> list[Address]:
    """Return the addresses that stand in a text, as people paste them."""
    return [
        Address(one.name, one.address)
        for one in parse_emails(text)
        if one.is_valid and is_email(one.address)
    ]


def _of_hit(hit: Hit, address: str, label: str) -> Found:
    detail = f"{address} · {label}"
    return Found((Address(hit.ref.title, address),), hit.ref.title, detail)


def _emails(reads: Reads, entity: str, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    if not ids or _EMAILS not in get_entity(entity).by_name:
        return {}
    page = reads.rows(ListQuery(entity, (_EMAILS,)), ids)
    return {row.id: list(_listed(row.values[0])) for row in page.rows}


def _listed(value: Any) -> Iterator[str]:  # noqa: ANN401 - as the row has it
    if isinstance(value, str):
        yield from (one.address for one in parse_emails(value) if one.is_valid)
    elif isinstance(value, list):
        yield from (str(one) for one in value if is_email(str(one)))
