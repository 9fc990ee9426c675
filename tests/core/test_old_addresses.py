"""Old addresses and the communes of today that may be put there."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.old_addresses import candidates_of, map_url, old_addresses, placed

DIVIDED = {
    "street": "12 Đội Cấn",
    "legacy": "Phường Cống Vị, Quận Ba Đình, Hà Nội",
    "province": "01",
}
WHOLE = {"street": "5 Phúc Xá", "legacy": "Phường Phúc Xá, Quận Ba Đình, Hà Nội", "province": "01"}


def test_a_ward_that_was_divided_has_several_candidates_and_one_is_proposed():
    (found,) = old_addresses([("1", "A", DIVIDED, "…")])
    assert {one.commune.code for one in found.candidates} == {"00025", "00008"}
    assert found.proposed == "00008"


def test_a_ward_that_went_into_one_commune_has_one():
    (found,) = old_addresses([("1", "A", WHOLE, "…")])
    assert [one.commune.code for one in found.candidates] == ["00097"]


def test_an_old_address_that_stands_whole_in_the_street_is_found():
    parts = {"street": "5 Phúc Xá, Phường Phúc Xá, Quận Ba Đình, Hà Nội"}
    (candidate, *_others) = candidates_of(parts)
    assert placed(parts, candidate.commune.code) == {
        "street": "5 Phúc Xá",
        "commune": "00097",
        "province": "01",
        "legacy": "Phường Phúc Xá, Quận Ba Đình, Hà Nội",
    }


@pytest.mark.parametrize(
    "parts", [{}, {"street": "12 Lê Lợi"}, {"commune": "00004", "province": "01"}]
)
def test_others_are_left_alone(parts):
    assert old_addresses([("1", "A", parts, "…")]) == []


def test_what_was_typed_stays():
    assert placed(DIVIDED, "00008")["legacy"] == DIVIDED["legacy"]
    assert placed(DIVIDED, "00008")["street"] == DIVIDED["street"]


def test_no_commune_is_made_up():
    with pytest.raises(KeyError):
        placed(DIVIDED, "99999x")


@given(st.text())
def test_a_map_is_asked_for_exactly_what_stands_there(text):
    asked = parse_qs(urlsplit(map_url(text)).query, keep_blank_values=True)
    assert asked["query"] == [text]
