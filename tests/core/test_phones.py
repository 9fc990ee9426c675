"""Phone numbers: understood, never lost, shown as people read them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.core.phone_texts import COMPLETED, format_phone, split_phones
from desktop.core.phones import (
    NOT_A_PHONE,
    OLD_NUMBER,
    UNKNOWN_FOREIGN,
    ZERO_ADDED,
    is_mobile,
    national_digits,
    parse_phone,
)

typed_numbers = st.text(alphabet="0123456789 .-+()/;,xoLan\n", max_size=40)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("+84 (0)912345678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("0555123456", "+84555123456"),
        ("024 3825 1234", "+842438251234"),
        ("(024) 3825-1234", "+842438251234"),
        ("0239.3855.555", "+842393855555"),
        ("O912 345 678", "+84912345678"),
        ("tel:+84912345678", "+84912345678"),
        ("+８４９１２３４５６７８", "+84912345678"),
        ("1900 1234", "19001234"),
        ("1800.545.415", "1800545415"),
        ("113", "113"),
    ],
)
def test_vietnamese_numbers_become_e164_or_service_digits(text, number):
    phone = parse_phone(text)
    assert (phone.number, phone.is_valid, phone.warning) == (number, True, "")


@pytest.mark.parametrize(
    ("text", "number", "warning"),
    [
        ("01629999999", "+84329999999", OLD_NUMBER),
        ("+84 1219 999 999", "+84799999999", OLD_NUMBER),
        ("912345678", "+84912345678", ZERO_ADDED),
        ("912345678.0", "+84912345678", ZERO_ADDED),
        ("2438251234", "+842438251234", ZERO_ADDED),
    ],
)
def test_a_number_is_repaired_with_a_warning(text, number, warning):
    phone = parse_phone(text)
    assert (phone.number, phone.is_valid, phone.warning) == (number, True, warning)


@pytest.mark.parametrize("text", ["016299999", "12345", "abc", "", "0912abc345678", "+999 123"])
def test_what_is_not_understood_stays_as_typed(text):
    phone = parse_phone(text)
    assert (phone.number, phone.is_valid, phone.warning) == (text, False, NOT_A_PHONE)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+1 650 253 0000", "+16502530000"),
        ("001 650 253 0000", "+16502530000"),
        ("+49 30 123456", "+4930123456"),
        ("+86 138 0013 8000", "+8613800138000"),
    ],
)
def test_foreign_numbers_are_understood(text, number):
    assert (parse_phone(text).number, parse_phone(text).is_valid) == (number, True)


def test_a_foreign_number_that_cannot_exist_is_kept_with_a_warning():
    phone = parse_phone("+1 111 111 1111")
    assert (phone.number, phone.is_valid, phone.warning) == (
        "+11111111111",
        False,
        UNKNOWN_FOREIGN,
    )


def test_the_region_says_how_a_number_without_plus_is_read():
    assert parse_phone("030 123456", "DE").number == "+4930123456"


@pytest.mark.parametrize(
    "text",
    [
        "024 3825 1234 ext 12",
        "024 3825 1234 (ext. 12)",
        "024 3825 1234 x12",
        "024.3825.1234 máy lẻ 12",
        "024.3825.1234 - nhánh: 12",
        "024 3825 1234 #12",
    ],
)
def test_an_extension_is_kept_apart(text):
    phone = parse_phone(text)
    assert (phone.number, phone.extension, phone.typed) == ("+842438251234", "12", text)
    assert parse_phone(format_phone(phone.number, phone.extension)).extension == "12"


@pytest.mark.parametrize("text", ["0912 345 678 (Ms Lan)", "Ms Lan: 0912-345-678"])
def test_words_beside_a_number_become_its_note(text):
    assert (parse_phone(text).number, parse_phone(text).note) == ("+84912345678", "Ms Lan")


def test_the_word_phone_is_no_note():
    assert parse_phone("ĐT: 0912 345 678").note == ""
    assert parse_phone("Fax: 024 3825 1234").note == "Fax"


def test_only_mobile_numbers_can_receive_messages():
    assert is_mobile("+84912345678")
    assert not is_mobile("+842438251234")
    assert not is_mobile("19001234")
    assert parse_phone("0912345678").is_mobile


def test_people_search_for_the_digits_they_dial():
    assert national_digits("+84912345678") == "0912345678"
    assert national_digits("+16502530000") == "16502530000"
    assert national_digits("1900 1234") == "19001234"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0912 345 678; 024.3825.1234 / 0903 123 456", ["0912345678", "02438251234", "0903123456"]),
        ("024.38251234/35", ["02438251234", "02438251235"]),
        ("0912345678 0987654321", ["0912345678", "0987654321"]),
        ("0912 345 678 - 0987 654 321", ["0912345678", "0987654321"]),
        ("0912345678-0987654321", ["0912345678", "0987654321"]),
        ("0912345678 hoặc 0987654321", ["0912345678", "0987654321"]),
        ("0912345678\n0987654321", ["0912345678", "0987654321"]),
        ("+1 650 253 0000, 0912345678", ["16502530000", "0912345678"]),
        ("1900 545 415", ["1900545415"]),
        ("", []),
        (" ; ", []),
    ],
)
def test_a_cell_may_hold_several_numbers(text, numbers):
    assert [national_digits(phone.number) for phone in split_phones(text)] == numbers


def test_a_number_completed_from_the_one_before_says_so():
    assert split_phones("024.38251234/35")[1].warning == COMPLETED


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("0912345678 (Lan) 0987654321 (Hoa)", ["Lan", "Hoa"]),
        ("Lan 0912345678 Hoa 0987654321", ["Lan", "Hoa"]),
        ("Ms Lan, 0912345678", ["Ms Lan"]),
        ("0912345678, Ms Lan; 0987654321", ["Ms Lan", ""]),
    ],
)
def test_names_stay_with_their_numbers(text, notes):
    assert [phone.note for phone in split_phones(text)] == notes


def test_a_cell_without_any_number_stays_as_typed():
    assert [(phone.number, phone.is_valid) for phone in split_phones("chưa có")] == [
        ("chưa có", False)
    ]


@given(typed_numbers)
def test_no_digit_of_a_cell_is_lost(text):
    kept = "".join(phone.typed for phone in split_phones(text))
    assert [char for char in kept if char.isdigit()] == [char for char in text if char.isdigit()]


@given(st.text(max_size=60))
def test_any_text_may_stand_in_a_phone_field(text):
    for phone in split_phones(text):
        assert phone.is_valid or phone.warning
        assert format_phone(phone.number)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+84912345678", "0912 345 678"),
        ("+842438251234", "024 3825 1234"),
        ("+842743822123", "0274 3822 123"),
        ("19001234", "1900 1234"),
        ("1900545415", "1900 545 415"),
        ("+16502530000", "+1 650 253 0000"),
        ("+85512345678", "+855 1234 5678"),
        ("113", "113"),
        ("gọi cổng bảo vệ", "gọi cổng bảo vệ"),
        ("", ""),
    ],
)
def test_numbers_are_shown_in_groups(number, shown):
    assert format_phone(number) == shown


@given(st.from_regex(r"0(3[2-9]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}|02[0-9]{9}", fullmatch=True))
def test_a_shown_number_is_the_same_number(digits):
    number = parse_phone(digits).number
    assert parse_phone(format_phone(number)).number == number


@given(typed_numbers | st.text(max_size=30) | st.from_regex(r"\+[0-9]{1,15}", fullmatch=True))
@example("+310000000")
def test_what_a_form_shows_is_read_back_as_the_same_number(text):
    phone = parse_phone(text)
    again = parse_phone(format_phone(phone.number, phone.extension))
    assert (again.number, again.extension) == (phone.number, phone.extension)


def test_foreign_numbers_load_their_package_only_when_one_comes():
    code = (
        "import sys; from desktop.core.phone_texts import split_phones;"
        "split_phones('0912345678; 1900 1234'); assert 'phonenumbers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
