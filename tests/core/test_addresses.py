"""Addresses: taken apart, moved to the units of today, written on one line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.addresses import Address, format_address, parse_address, suggestions
from desktop.core.places import commune, communes, province, provinces

ALL_COMMUNES = [ward for each in provinces() for ward in communes(each.code)]
streets = st.from_regex(
    r"(Số )?[1-9][0-9]{0,2}[A-D]? (Lê Lợi|Trần Phú|Hai Bà Trưng)", fullmatch=True
)


def parts(text):
    address = parse_address(text)
    return (
        address.street,
        commune(address.commune_code).name if address.commune_code else "",
        province(address.province_code).name if address.province_code else "",
        address.legacy,
    )


@pytest.mark.parametrize(
    ("text", "street", "ward", "city"),
    [
        ("Số 5 Liễu Giai, Phường Ba Đình, Hà Nội", "Số 5 Liễu Giai", "Phường Ba Đình", "Hà Nội"),
        ("P. Bến Thành, TP.HCM", "", "Phường Bến Thành", "Hồ Chí Minh"),
        ("Đặc khu Phú Quốc, An Giang", "", "Đặc khu Phú Quốc", "An Giang"),
        ("8 Hoa Hồng; p. xuân hương - đà lạt; tỉnh lâm đồng", "8 Hoa Hồng",
         "Phường Xuân Hương - Đà Lạt", "Lâm Đồng"),
        ("P.302 tòa A, Phường Bến Thành, TP. Hồ Chí Minh 700000, Việt Nam", "P.302 tòa A",
         "Phường Bến Thành", "Hồ Chí Minh"),
        ("12 Ba Đình, Hà Nội", "12 Ba Đình", "", "Hà Nội"),
        ("Hà Nội", "", "", "Hà Nội"),
    ],
)  # fmt: skip
def test_an_address_of_today_is_taken_apart(text, street, ward, city):
    assert parts(text) == (street, ward, city, "")


@pytest.mark.parametrize(
    ("text", "street", "ward", "legacy"),
    [
        ("12 Nguyễn Huệ, P. Bến Nghé, Q.1, TP.HCM", "12 Nguyễn Huệ", "Phường Sài Gòn",
         "P. Bến Nghé, Q.1, TP.HCM"),
        ("12 Nguyễn Huệ P.Bến Nghé Q.1 TP.HCM", "12 Nguyễn Huệ", "Phường Sài Gòn",
         "P.Bến Nghé Q.1 TP.HCM"),
        ("12 Nguyễn Huệ Phường Bến Nghé Quận 1 Thành phố Hồ Chí Minh", "12 Nguyễn Huệ",
         "Phường Sài Gòn", "Phường Bến Nghé Quận 1 Thành phố Hồ Chí Minh"),
        ("12 Nguyen Hue - phuong ben nghe - quan 1 - tp hcm", "12 Nguyen Hue", "Phường Sài Gòn",
         "phuong ben nghe - quan 1 - tp hcm"),
        ("12 Nguyễn Huệ\nPhường Bến Nghé\nQuận 1\nTP Hồ Chí Minh", "12 Nguyễn Huệ",
         "Phường Sài Gòn", "Phường Bến Nghé\nQuận 1\nTP Hồ Chí Minh"),
        ("Phường Dĩ An, Bình Dương", "", "Phường Dĩ An", "Phường Dĩ An, Bình Dương"),
        ("Phường Sài Gòn, Quận 1, TP.HCM", "", "Phường Sài Gòn", "Phường Sài Gòn, Quận 1, TP.HCM"),
        ("5 Thống Nhất, Phường Phủ Hà, TP Phan Rang - Tháp Chàm, Ninh Thuận", "5 Thống Nhất",
         "Phường Phan Rang", "Phường Phủ Hà, TP Phan Rang - Tháp Chàm, Ninh Thuận"),
    ],
)  # fmt: skip
def test_an_old_address_keeps_its_units_and_gets_the_commune_of_today(text, street, ward, legacy):
    found = parts(text)
    assert (found[0], found[1], found[3]) == (street, ward, legacy)
    assert found[2]


@pytest.mark.parametrize(
    ("text", "street", "offered"),
    [
        ("Số 5, Phường Cống Vị, Quận Ba Đình, Hà Nội", "Số 5",
         ["Phường Ngọc Hà", "Phường Giảng Võ"]),
        ("Số 8 Hoàng Diệu, Ba Đình, Hà Nội", "Số 8 Hoàng Diệu", ["Phường Ba Đình"]),
        ("KCN VSIP, Thuận An, Bình Dương", "KCN VSIP", ["Phường Thuận An"]),
        ("45 Tỉnh lộ 8, Huyện Củ Chi, TP.HCM", "45 Tỉnh lộ 8", ["Xã Củ Chi"]),
        ("12 Xã Đàn, Quận Đống Đa, Hà Nội", "12 Xã Đàn", ["Phường Đống Đa"]),
        ("25 Lê Lợi, TP Vũng Tàu", "25 Lê Lợi", ["Phường Vũng Tàu"]),
        ("15 Điện Biên Phủ, Quận Bình Thạnh Hồ Chí Minh", "15 Điện Biên Phủ",
         ["Phường Bình Thạnh"]),
    ],
)  # fmt: skip
def test_where_a_person_must_choose_the_commune_stays_open(text, street, offered):
    address = parse_address(text)
    assert (address.street, address.commune_code) == (street, "")
    assert address.legacy
    found = suggestions(address)
    assert [each.commune.name for each in found][: len(offered)] == offered
    assert len(found) > 1


@pytest.mark.parametrize("text", ["", "abc", "Tokyo, Japan", "12 Trần Phú Nha Trang", "(abc)"])
def test_an_address_without_a_province_is_all_street(text):
    assert parse_address(text) == Address(street=text)


@given(streets, st.sampled_from(ALL_COMMUNES))
def test_an_address_written_by_us_is_read_back(street, ward):
    address = Address(street, ward.code, ward.province_code)
    assert parse_address(format_address(address)) == address


@given(streets, st.sampled_from(ALL_COMMUNES))
def test_old_units_in_brackets_are_read_back(street, ward):
    address = Address(street, ward.code, ward.province_code, "P. Bến Nghé, Q.1, TP.HCM")
    assert parse_address(format_address(address, with_legacy=True)) == address


@given(st.text(alphabet="0123 ,.-()\nPQphườngquậnxãTPHCMHà Nội", max_size=60))
def test_no_letter_of_an_address_is_lost(text):
    address = parse_address(text)
    kept = address.street + address.legacy
    if not address.province_code:
        assert kept == unicodedata.normalize("NFC", text).strip()
    elif address.legacy:
        letters = [char for char in unicodedata.normalize("NFC", text) if char.isalnum()]
        assert [char for char in kept if char.isalnum()] == letters


def test_an_address_is_written_from_the_street_to_the_province():
    address = parse_address("12 Nguyễn Huệ, P. Bến Nghé, Q.1, TP.HCM")
    assert format_address(address) == "12 Nguyễn Huệ, Phường Sài Gòn, Thành phố Hồ Chí Minh"
    assert format_address(address, with_legacy=True).endswith("(P. Bến Nghé, Q.1, TP.HCM)")


def test_an_address_whose_commune_is_open_is_written_as_it_was_typed():
    text = "Số 5, Phường Cống Vị, Quận Ba Đình, Hà Nội"
    assert format_address(parse_address(text)) == text
    assert format_address(Address()) == ""
