"""Units of the country have days of validity; an address keeps the unit it was written with."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core import old_places, places
from desktop.core.old_addresses import candidates_of, gone_commune, placed
from desktop.core.old_places import communes_once_in
from desktop.core.places import (
    OLD_UNITS_UNTIL,
    commune,
    find_commune,
    match_communes,
    provinces,
    valid_provinces,
)

FIRST_DAY = dt.date(2025, 7, 1)
BA_DINH = "00004"
GONE = {"street": "12 Lê Lợi", "commune": "00008", "province": "01"}


@pytest.fixture
def merged():
    """Let Phường Ngọc Hà be divided between Ba Đình (most of it) and Giảng Võ in 2026."""
    table = places._communes_by_code()
    kept = table["00008"]
    last = dt.date(2026, 6, 30)
    gone = places.Commune(kept.code, kept.name, kept.kind, "01", FIRST_DAY, last, "00004* 00025")
    table["00008"] = gone
    places._by_province.cache_clear()
    yield gone
    table["00008"] = kept
    places._by_province.cache_clear()


def test_the_units_of_today_are_valid_since_july_2025():
    units = [*provinces(), *places._communes_by_code().values()]
    assert len(units) == 34 + 3321
    assert all(each.is_valid(FIRST_DAY) and each.is_valid(places.today()) for each in units)
    assert not any(each.is_valid(OLD_UNITS_UNTIL) for each in units)
    assert OLD_UNITS_UNTIL + dt.timedelta(days=1) == FIRST_DAY
    assert valid_provinces(FIRST_DAY) == provinces()
    assert valid_provinces(OLD_UNITS_UNTIL) == ()


def test_a_commune_that_is_no_more_is_known_but_not_offered(merged):
    assert commune("00008").name == "Phường Ngọc Hà"
    assert merged.is_valid(dt.date(2026, 6, 30))
    assert not merged.is_valid(dt.date(2026, 7, 1))
    assert merged not in match_communes("ngoc ha", "01")
    assert find_commune("Phường Ngọc Hà", "01") == merged  # files of former years name it


def test_one_of_today_goes_before_one_of_that_name_that_is_no_more(merged):
    table = places._communes_by_code()
    table["99998"] = places.Commune("99998", merged.name, merged.kind, "01", FIRST_DAY)
    places._by_province.cache_clear()
    try:
        assert find_commune("Ngọc Hà", "01").code == "99998"
    finally:
        del table["99998"]
        places._by_province.cache_clear()


def test_an_address_in_a_commune_that_is_no_more_may_be_moved(merged):
    assert gone_commune(GONE) == merged
    offered = candidates_of(GONE)
    assert [(one.commune.code, one.is_default) for one in offered] == [
        (BA_DINH, True), ("00025", False),
    ]  # fmt: skip
    moved = placed(GONE, BA_DINH)
    assert moved == {
        "street": "12 Lê Lợi",
        "commune": BA_DINH,
        "province": "01",
        "legacy": "Phường Ngọc Hà, Thành phố Hà Nội",
    }
    assert gone_commune(moved) is None
    assert candidates_of(moved) == ()


def test_an_address_of_today_has_nothing_to_move_to():
    assert gone_commune(GONE) is None
    assert candidates_of(GONE) == ()


def test_a_former_province_is_known_by_the_communes_that_lie_where_it_lay():
    codes = communes_once_in("Bình Dương")
    assert codes == communes_once_in("tỉnh binh duong")
    assert {commune(code).province_code for code in codes} == {"79"}
    assert len(codes) < len(places.communes("79"))


@pytest.mark.parametrize("text", ["Hà Nội", "Vũng Tàu", "Lê Lợi", "", "79"])
def test_what_names_no_former_province_asks_for_none(text):
    assert communes_once_in(text) == ()


def test_every_commune_but_some_islands_lies_where_some_province_lay():
    wards = [old_places._of_province(code) for each in provinces() for code, _name in each.former]
    found = {one.rstrip("*") for texts in wards for text in texts for one in text.split()}
    without = set(places._communes_by_code()) - found
    assert {commune(code).kind for code in without} == {"đặc khu"}
    assert len(without) == 5
