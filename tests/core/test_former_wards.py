"""Old wards are found by their names alone."""

from __future__ import annotations

import pytest

from desktop.core.former_wards import former_wards
from desktop.core.old_places import suggest_new_units
from desktop.core.places import province


def found(text, code=""):
    return {
        (ward.address, tuple(one.commune.name for one in ward.candidates))
        for ward in former_wards(text, code)
    }


@pytest.mark.parametrize("typed", ["Bến Nghé", "ben nghe", "P. Bến Nghé", "phường bến nghé"])
def test_accents_and_kind_are_optional(typed):
    assert found(typed) == {("Phường Bến Nghé, Quận 1", ("Phường Sài Gòn",))}


def test_a_name_that_many_bore_needs_its_province():
    assert found("Tân Bình") == set()
    assert all("Tân Bình" in address for address, _now in found("Tân Bình", "75"))


@pytest.mark.parametrize("typed", ["", "   ", "xyz", "Quận 1", "(", "\t", "a" * 500, "0", "'"])
def test_what_is_no_ward_finds_nothing(typed):
    assert former_wards(typed) == []


def test_the_part_that_holds_most_of_a_divided_ward_stands_first():
    (ward,) = former_wards("Cống Vị", "01")
    assert [one.is_default for one in ward.candidates] == [True, False]


@pytest.mark.parametrize(
    ("ward", "code"), [("Bến Nghé", "79"), ("Cống Vị", "01"), ("Hòa Hải", "48")]
)
def test_it_says_what_whole_addresses_say(ward, code):
    whole = {one.commune.code for one in suggest_new_units(ward, "", province(code).full_name)}
    assert {
        one.commune.code for each in former_wards(ward, code) for one in each.candidates
    } == whole
