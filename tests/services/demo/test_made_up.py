"""Names, numbers and addresses that never were, but could be."""

from __future__ import annotations

from random import Random

import pytest

from desktop.core.addresses import parse_address
from desktop.core.kinds.places import commune_name
from desktop.core.names import split_person_name
from desktop.core.phones import parse_phone
from desktop.core.places import commune, provinces
from desktop.core.tax_codes import parse_tax_code
from desktop.services.demo import names, reach
from desktop.services.demo.companies import industry_of
from desktop.services.demo.markets import Region, make_market
from desktop.services.seeding import shipped_rows

MANY = 400


@pytest.fixture
def rnd() -> Random:
    return Random(7)


def test_one_seed_gives_one_company():
    made = [[names.make_company(Random(seed)) for _ in range(3)] for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]


def test_people_have_vietnamese_names(rnd):
    people = [names.make_person(rnd) for _ in range(MANY)]
    split = [split_person_name(person.full_name) for person in people]
    assert all(name.family and name.given for name in split)
    assert 0.4 < sum(person.gender is names.Gender.FEMALE for person in people) / MANY < 0.6
    assert sum(name.family == "Nguyễn" for name in split) > MANY / 5


def test_numbers_are_well_formed(rnd):
    assert all(parse_phone(reach.make_mobile(rnd)).is_valid for _ in range(MANY))
    assert all(parse_phone(reach.make_land_line(rnd)).is_valid for _ in range(MANY))
    assert all(parse_tax_code(reach.make_tax_code(rnd)).is_valid for _ in range(MANY))


def test_every_market_is_a_province_with_land_lines(rnd):
    markets = {make_market(rnd) for _ in range(40_000)}
    assert {market.province for market in markets} == {province.code for province in provinces()}
    assert {market.region for market in markets} == set(Region)
    for market in markets:
        line = reach.make_land_line(rnd, market.area)
        assert line.startswith(f"+84{market.area}")
        assert parse_phone(line).is_valid


def test_addresses_lie_where_they_are_wanted_and_can_be_read(rnd):
    for province in provinces():
        made = reach.make_address(rnd, province.code)
        assert made["province"] == commune(made["commune"]).province_code == province.code
        text = f"{made['street']}, {commune_name(made['commune'])}, {province.name}"
        read = parse_address(text)
        assert (read.commune_code, read.province_code) == (made["commune"], province.code)


def test_industries_are_shipped_ones(rnd):
    shipped = {row["key"] for row in shipped_rows() if row["entity"] == "industry"}
    found = {industry_of(names.make_company(rnd).name) for _ in range(4000)}
    assert found - {""} <= shipped
    assert len(found) > 15
