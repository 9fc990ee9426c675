"""Old addresses of many records get communes of today."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidValueError

WHOLE = {"street": "5 Phúc Xá", "legacy": "Phường Phúc Xá, Quận Ba Đình, Hà Nội", "province": "01"}
DIVIDED = {
    "street": "1 Đội Cấn",
    "legacy": "Phường Cống Vị, Quận Ba Đình, Hà Nội",
    "province": "01",
}


def test_only_certain_ones_are_placed_by_themselves(commands, make, values_of):
    whole, divided = make("account", address=WHOLE), make("account", address=DIVIDED)
    done = commands.run("account.place_addresses", {"ids": [whole, divided]})
    assert done.value == 1
    assert values_of("account", whole)["address"] == {**WHOLE, "commune": "00097"}
    assert values_of("account", divided)["address"] == DIVIDED


def test_a_divided_one_gets_what_was_chosen(commands, make, values_of):
    lead = make("lead", address=DIVIDED)
    commands.run("lead.place_addresses", {"ids": [lead], "communes": {lead: "00025"}})
    assert values_of("lead", lead)["address"]["commune"] == "00025"


def test_nothing_is_written_for_those_that_were_not_chosen(commands, make, values_of):
    one, other = make("contact", address=WHOLE), make("contact", address=WHOLE)
    commands.run("contact.place_addresses", {"ids": [one, other], "communes": {one: "00097"}})
    assert "commune" not in values_of("contact", other)["address"]


def test_a_commune_that_is_none_is_refused(commands, make, values_of):
    one = make("account", address=WHOLE)
    with pytest.raises(InvalidValueError):
        commands.run("account.place_addresses", {"ids": [one], "communes": {one: "99999x"}})
    assert values_of("account", one)["address"] == WHOLE
