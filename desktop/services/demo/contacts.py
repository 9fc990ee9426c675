"""The contact persons of every company, and the birthdays that are kept this week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Values
from desktop.services.demo.names import pick
from desktop.services.demo.office import Office, make_id, make_random, share
from desktop.services.demo.people import Person, make_contact_values
from desktop.services.demo.persons import move_birthday
from desktop.services.demo.workdays import office_moment
from desktop.services.seeding import shipped_id

_COUNTS: Final = ("1",) * 34 + ("2",) * 30 + ("3",) * 19 + ("4",) * 10 + ("5",) * 5 + ("6",) * 2
_FROM_THE_BEGINNING: Final = 0.35  # of the further persons are noted with the customer
_REPORTING: Final = 0.6
_BIRTHDAYS: Final = 14  # of persons and of contact persons each, within the coming week
_WEEK: Final = 7


def add_people(office: Office, customers: Sequence[Customer]) -> None:
    """Give every company its contact persons, the main one first; not yet noted in the diary."""
    rnd = make_random("people")
    for customer in customers:
        if customer.is_company and customer.type != "competitor":
            for number in range(int(pick(rnd, _COUNTS))):
                customer.people.append(_person(office, rnd, customer, number))
            _let_report(rnd, customer)
    _move_birthdays(office, customers)


def note_people(office: Office, customers: Sequence[Customer]) -> None:
    """Note how the contact persons were made; the main one of a lead when it was converted."""
    rnd = make_random("noting people")
    for customer in customers:
        for person in customer.people:
            is_converted = customer.lead_on and person is customer.people[0]
            command = "lead.convert" if is_converted else "contact.create"
            act = office.act(rnd, person.made_on, customer.keeper(person.made_on), command)
            office.diary.make(act, "contact", person.values)


def _person(office: Office, rnd: Random, customer: Customer, number: int) -> Person:
    day = customer.made_on
    if number and not share(rnd, _FROM_THE_BEGINNING):
        day = office.past.any_between(rnd, day, office.last_day)
    values = make_contact_values(rnd, day, customer.domain)
    person_id = make_id(rnd, office_moment(rnd, day))
    values |= {
        "id": person_id,
        "account_id": customer.id,
        "is_primary": number == 0,
        "source_id": shipped_id("source", customer.source) if number == 0 else None,
        "owner_id": customer.keeper(day),
        "org_unit_id": office.staff.unit_of(customer.keeper(day)),
    }
    return Person(person_id, values, day)


def _let_report(rnd: Random, customer: Customer) -> None:
    head = next((person for person in customer.people if person.is_head), None)
    for person in customer.people:
        if head is not None and person is not head and share(rnd, _REPORTING):
            person.values["reports_to_id"] = head.id


def _move_birthdays(office: Office, customers: Sequence[Customer]) -> None:
    """Let some birthdays fall into the coming week, today's first."""
    rnd = make_random("birthdays")
    persons = [one.values for one in customers if one.values.get("birth_on")]
    contacts = [
        person.values for one in customers for person in one.people if person.values["birth_on"]
    ]
    for known in (persons, contacts):
        for number in range(_BIRTHDAYS):
            chosen = known[int(rnd.random() * len(known))]
            _celebrate(chosen, office.today + timedelta(days=number // 2 % _WEEK))


def _celebrate(values: Values, day: date) -> None:
    values["birth_on"] = move_birthday(values["birth_on"], day)
