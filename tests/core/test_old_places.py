"""What became of the wards of before July 2025."""

from __future__ import annotations

import pytest

from desktop.core.old_places import is_old_district, suggest_new_units
from desktop.core.places import provinces
from desktop.core.resources import resource_path

TABLE = resource_path("seed_data", "old_wards.tsv").read_text(encoding="utf-8").splitlines()[1:]


def names(candidates):
    return [(each.commune.name, each.is_default) for each in candidates]


@pytest.mark.parametrize(
    ("ward", "district", "province", "expected"),
    [
        ("P. Bến Nghé", "Q1", "TP.HCM", [("Phường Sài Gòn", True)]),
        ("ben nghe", "quan 1", "sai gon", [("Phường Sài Gòn", True)]),
        ("P5", "Q.05", "HCM", [("Phường An Đông", True)]),
        (
            "Cống Vị",
            "Ba Đình",
            "Hà Nội",
            [("Phường Ngọc Hà", True), ("Phường Giảng Võ", False)],
        ),
        ("Dĩ An", "Dĩ An", "Bình Dương", [("Phường Dĩ An", True)]),
        ("Dĩ An", "Dĩ An", "TP.HCM", [("Phường Dĩ An", True)]),
        ("Phường Không Có", "Quận 1", "TP.HCM", []),
        ("Bến Nghé", "Quận 1", "Nước Ngoài", []),
        ("Quận 1", "", "TP.HCM", []),
    ],
)
def test_an_old_ward_leads_to_the_communes_of_today(ward, district, province, expected):
    assert names(suggest_new_units(ward, district, province)) == expected


def test_a_ward_that_many_districts_had_has_no_default():
    found = suggest_new_units("Phường 5", "", "TP.HCM")
    assert len(found) > 5
    assert not any(each.is_default for each in found)


def test_every_old_ward_leads_to_its_successors():
    old_names = {code: name for each in provinces() for code, name in each.former}
    for line in TABLE:
        _code, ward, district, province, successors = line.split("\t")
        found = suggest_new_units(ward, district, old_names[province])
        codes = successors.split()
        assert {each.commune.code for each in found} == {code.rstrip("*") for code in codes}, line
        default = next((code.rstrip("*") for code in codes if "*" in code), codes[0])
        assert [each.commune.code for each in found if each.is_default] == [default], line
        assert found[0].is_default


def test_old_districts_are_known():
    assert is_old_district("Q.1", "79")
    assert is_old_district("TP Thủ Đức", "79")
    assert not is_old_district("Huyện 1", "79")
    assert not is_old_district("Quận 99", "79")
