"""Made-up people and companies: believable, reachable nowhere, the same for one seed."""

from __future__ import annotations

from collections import Counter
from random import Random

import phonenumbers
import pytest

from desktop.core.emails import is_email
from desktop.core.fields import Field, Kind
from desktop.core.kinds import knowledge
from desktop.core.names import split_person_name
from desktop.core.phones import is_mobile
from desktop.core.places import commune
from desktop.core.tax_codes import is_tax_code
from desktop.services.demo import names, reach

MANY = 2_000
RESERVED = ("example", "example.com", "example.net", "example.org")


@pytest.fixture
def rnd():
    return Random(1)


def test_one_seed_makes_one_company_for_ever():
    first, second = Random(5), Random(5)
    assert [names.make_company(first) for _ in range(50)] == [
        names.make_company(second) for _ in range(50)
    ]


def test_people_have_vietnamese_names_with_a_family_name(rnd):
    people = [names.make_person(rnd) for _ in range(MANY)]
    split = [split_person_name(person.full_name) for person in people]
    assert all(name.family and name.middle and name.given for name in split)
    families = Counter(name.family for name in split)
    assert families.most_common(1)[0][0] == "Nguyễn"
    assert 0.2 < families["Nguyễn"] / MANY < 0.45
    assert {person.gender for person in people} == set(names.Gender)


def test_companies_are_many_and_have_a_form(rnd):
    companies = [names.make_company(rnd) for _ in range(MANY)]
    assert len({company.name for company in companies}) > MANY * 0.9
    assert all(company.name.endswith(company.brand) for company in companies)


def test_phones_are_numbers_that_could_be_dialled(rnd):
    for _ in range(MANY):
        mobile, land_line = reach.make_mobile(rnd), reach.make_land_line(rnd)
        assert is_mobile(mobile)
        for number in (mobile, land_line):
            assert phonenumbers.is_possible_number(phonenumbers.parse(number))
            kind = knowledge(Kind.PHONES)
            value = [{"number": number, "label": ""}]
            assert kind.normalise(Field("", "", Kind.PHONES), value) == value


def test_tax_codes_pass_the_check(rnd):
    assert all(is_tax_code(reach.make_tax_code(rnd)) for _ in range(MANY))


def test_mail_goes_nowhere(rnd):
    for _ in range(MANY):
        person, company = names.make_person(rnd), names.make_company(rnd)
        domain = reach.make_company_domain(company.brand, rnd)
        for address in (
            reach.make_person_email(person.full_name, rnd),
            reach.make_person_email(person.full_name, rnd, domain),
            reach.make_company_email(domain, rnd),
        ):
            assert is_email(address)
            host = address.partition("@")[2]
            assert host in RESERVED or host.rpartition(".")[2] in RESERVED


def test_addresses_lie_in_communes_of_their_province(rnd):
    kind = knowledge(Kind.ADDRESS)
    for _ in range(MANY):
        address = reach.make_address(rnd)
        assert commune(address["commune"]).province_code == address["province"]
        assert kind.normalise(Field("", "", Kind.ADDRESS), address) == address
