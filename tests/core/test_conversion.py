"""What of a lead or card goes into what is made of it."""

from __future__ import annotations

import pytest

from desktop.core import conversion
from desktop.core.conversion import Conversion, conversions_to_customer
from desktop.core.entities import get_entity
from desktop.models import load_all

load_all()
DECLARED = [each for each in vars(conversion).values() if isinstance(each, Conversion)]


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: f"{one.source}-{one.goal}")
def test_every_field_that_it_names_is_there(one):
    source, goal = get_entity(one.source), get_entity(one.goal)
    assert one.renames.keys() <= goal.by_name.keys()
    assert set(one.renames.values()) <= source.by_name.keys()
    assert one.leaves <= goal.by_name.keys()
    assert not one.leaves or one.leaves & source.by_name.keys()


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: f"{one.source}-{one.goal}")
def test_the_required_fields_of_what_is_made_are_filled(one):
    goal = get_entity(one.goal)
    filled = {into.name for _given, into in one.pairs(get_entity(one.source), goal)}
    required = {field.name for field in goal.fields if field.required and field.default is None}
    assert required <= filled


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: f"{one.source}-{one.goal}")
def test_no_field_gets_two_values_and_none_that_the_program_keeps(one):
    into = [pair[1] for pair in one.pairs(get_entity(one.source), get_entity(one.goal))]
    assert len(into) == len({field.name for field in into})
    assert not any(field.readonly or field.system or field.part_of for field in into)


def test_fields_of_equal_name_and_kind_go_along_by_themselves():
    (company, person) = conversions_to_customer("lead", has_company=True)
    names = {
        (given.name, into.name)
        for given, into in company.pairs(get_entity("lead"), get_entity("account"))
    }
    assert {("company", "name"), ("phones", "phones"), ("card_groups", "card_groups")} <= names
    assert ("title", "title") in {
        (given.name, into.name)
        for given, into in person.pairs(get_entity("lead"), get_entity("contact"))
    }
