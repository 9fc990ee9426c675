"""Provinces and communes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import places
from desktop.core.collation import sort_key
from desktop.core.places import (
    commune,
    communes,
    find_commune,
    find_province,
    locate_province,
    match_communes,
    province,
    provinces,
)
from desktop.core.unit_names import unit_name
from desktop.core.words import fold
from tests.speed import quickest


def test_there_are_34_provinces_and_3321_communes():
    assert len(provinces()) == 34
    assert sum(len(communes(each.code)) for each in provinces()) == 3321
    assert sum(each.kind != "tỉnh" for each in provinces()) == 9


def test_provinces_and_communes_are_in_vietnamese_order():
    names = [each.name for each in provinces()]
    assert names == sorted(names, key=sort_key)
    wards = [each.short_name for each in communes("01")]
    assert wards == sorted(wards, key=sort_key)


def test_each_unit_is_found_by_its_code():
    assert province("79").full_name == "Thành phố Hồ Chí Minh"
    assert province("96").full_name == "Tỉnh Cà Mau"
    ward = commune("00004")
    assert (ward.name, ward.short_name, ward.province_code) == ("Phường Ba Đình", "Ba Đình", "01")
    with pytest.raises(KeyError):
        commune("99999")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TP.HCM", "Hồ Chí Minh"),
        ("tphcm", "Hồ Chí Minh"),
        ("Sài Gòn", "Hồ Chí Minh"),
        ("Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("Ho Chi Minh City", "Hồ Chí Minh"),
        ("Hà Nội", "Hà Nội"),
        ("hanoi", "Hà Nội"),
        ("Bình Dương", "Hồ Chí Minh"),
        ("Tỉnh Bà Rịa - Vũng Tàu", "Hồ Chí Minh"),
        ("BR-VT", "Hồ Chí Minh"),
        ("T.T. Huế", "Huế"),
        ("Thừa Thiên - Huế", "Huế"),
        ("Kon Tum", "Quảng Ngãi"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("Hoà Bình", "Phú Thọ"),
        ("Đà Lạt", "Lâm Đồng"),
    ],
)
def test_a_province_is_found_by_any_of_its_names(text, name):
    assert find_province(text).name == name


@pytest.mark.parametrize("text", ["", "Quận 1", "Phường Hà Nội", "Tokyo", "123"])
def test_what_is_no_province_is_not_taken_for_one(text):
    assert find_province(text) is None


def test_every_province_of_before_2025_leads_to_the_one_of_today():
    former = [pair for each in provinces() for pair in each.former]
    assert len(former) == 63
    for each in provinces():
        for code, name in each.former:
            found = locate_province(name)
            assert (found.province, found.old_code) == (each, code)
            assert found.is_current is (name == each.name)


def test_every_commune_is_found_by_its_name():
    for each in provinces():
        for ward in communes(each.code):
            assert find_commune(ward.name, each.code) == ward


def test_a_commune_is_found_without_accents_and_kind():
    assert find_commune("ba dinh", "01") == commune("00004")
    assert find_commune("P. Ba Đình", "01") == commune("00004")
    assert find_commune("Xã Ba Đình", "01") is None
    assert find_commune("Ba Đình", "96") is None


def test_two_places_for_the_tone_are_one_spelling():
    assert unit_name("Phường Hoà Bình") == unit_name("phường Hòa Bình")


def test_names_that_differ_in_accents_only_are_told_apart():
    same = {}
    for each in provinces():
        for ward in communes(each.code):
            same.setdefault((each.code, fold(ward.short_name)), []).append(ward)
    twins = [group for group in same.values() if len(group) > 1]
    assert twins
    for group in twins:
        assert {find_commune(ward.short_name, ward.province_code) for ward in group} == set(group)
        plain = fold(group[0].short_name)
        if all(ward.short_name.lower() != plain for ward in group):
            assert find_commune(plain, group[0].province_code) is None


def test_typing_offers_what_begins_so_first():
    offered = match_communes("ba d", "01")
    assert offered[0].name == "Phường Ba Đình"
    names = [ward.short_name for ward in match_communes("bến", limit=50)]
    begins = [fold(name).startswith("ben") for name in names]
    assert begins == sorted(begins, reverse=True)
    assert len(match_communes("a")) == 20


def test_reading_all_communes_is_quick():
    def read() -> None:
        for cached in (places.provinces, places._communes_by_code, places._by_province):
            cached.cache_clear()
        assert len(places._by_province()) == 34

    assert quickest(read) < 0.1  # 8 ms on a quiet machine


@given(st.text(max_size=30))
def test_any_text_may_be_looked_for(text):
    found = find_commune(text, "79")
    assert found is None or found in match_communes(text, "79", limit=200)
    assert find_province(text) in {None, *provinces()}


def test_importing_the_modules_on_places_reads_no_table():
    code = (
        "import desktop.core.addresses, desktop.core.places as places;"
        "assert not places.provinces.cache_info().currsize;"
        "assert not places._communes_by_code.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
