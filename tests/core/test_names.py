"""Names of people: their parts and their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.names import PersonName, person_sort_key, split_person_name


@pytest.mark.parametrize(
    ("full_name", "family", "middle", "given_name"),
    [
        ("Nguyễn Thị Bích", "Nguyễn", "Thị", "Bích"),
        ("nguyen van an", "nguyen", "van", "an"),
        ("Đỗ An", "Đỗ", "", "An"),
        ("Tôn Nữ Thị Ninh", "Tôn Nữ", "Thị", "Ninh"),
        ("Công Tằng Tôn Nữ Hỷ Khương", "Công Tằng Tôn Nữ", "Hỷ", "Khương"),
        ("Tôn Thất Tùng", "Tôn Thất", "", "Tùng"),
        ("Âu Dương Phong", "Âu Dương", "", "Phong"),
        ("Âu Dương", "Âu", "", "Dương"),
        ("Hoàng Phủ Ngọc Tường", "Hoàng Phủ", "Ngọc", "Tường"),
        ("Hoàng Phú Quý", "Hoàng", "Phú", "Quý"),
        ("Trần Lê Quốc Toàn", "Trần", "Lê Quốc", "Toàn"),
        ("Lan", "", "", "Lan"),
        ("  Lê   Thị  Hoa ", "Lê", "Thị", "Hoa"),
        ("John Smith", "", "", "John Smith"),
        ("", "", "", ""),
    ],
)
def test_a_name_is_split_into_family_middle_and_given_name(full_name, family, middle, given_name):
    assert split_person_name(full_name) == PersonName(family, middle, given_name)


@given(st.text(alphabet="aănguyễnTôôNữ âđ ", max_size=40))
def test_no_word_of_a_name_is_lost(full_name):
    assert split_person_name(full_name).full == " ".join(full_name.split())


def test_people_are_sorted_by_given_then_family_then_middle_name():
    expected = [
        "Dương An",
        "Đỗ An",
        "Nguyễn Văn An",
        "Lê Thị Ánh",
        "Phạm Ân",
        "Trần Văn Ấn",
        "Nguyễn Thị Bích",
        "Nguyễn Văn Bích",
    ]
    assert sorted(set(expected), key=person_sort_key) == expected
