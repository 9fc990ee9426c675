"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.grouped_numbers import format_number
from desktop.core.money import format_amount, from_scaled
from desktop.core.typed_numbers import parse_amount, parse_number

amounts = st.integers(min_value=-(10**18), max_value=10**18).map(from_scaled)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567", "1234567"),
        ("1234567", "1234567"),
        ("1.234.567,50", "1234567.50"),
        ("1,234,567", "1234567"),
        ("1,234,567.50", "1234567.50"),
        ("1 234 567", "1234567"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("12.5", "12.5"),
        ("1.500", "1500"),
        ("1,5", "1.5"),
        (",5", "0.5"),
        ("0", "0"),
        ("-5", "-5"),
        ("5-", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("(1.000)", "-1000"),
        ("500k", "500000"),
        ("500 nghìn", "500000"),
        ("500 ngàn", "500000"),
        ("300tr", "300000000"),
        ("1,2 tỷ", "1200000000"),
        ("1,2 tỉ", "1200000000"),
        ("1tr5", "1500000"),
        ("1tr250", "1250000"),
        ("2 triệu rưỡi", "2500000"),
        ("1 tỷ 200 triệu", "1200000000"),
        ("1 tỷ, 200 triệu", "1200000000"),
        ("1 tỷ 200 triệu 500 nghìn", "1200500000"),
        ("１２３", "123"),
    ],
)
def test_numbers_are_read_as_vietnamese_people_write_them(text, value):
    assert parse_number(text, "vi") == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"), [("1,234.5", "1234.5"), ("1.5", "1.5"), ("1,500", "1500"), ("2m", "2e6")]
)
def test_numbers_are_read_in_english_too(text, value):
    assert parse_number(text, "en") == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "abc", "1.2.3", "1..2", "1e5", "k", "1,234.5.6", "5 triệu 6 tỷ", "0x10", "1 2"],
)
def test_what_is_no_number_is_refused_with_what_was_typed(text):
    with pytest.raises(InvalidValueError, match="is not a number"):
        parse_number(text)


@pytest.mark.parametrize(("text", "locale"), [("12345.678", "vi"), ("1234,567", "en")])
def test_what_could_be_a_thousand_times_wrong_is_refused(text, locale):
    with pytest.raises(InvalidValueError, match="two ways"):
        parse_number(text, locale)


def test_a_number_larger_than_the_database_holds_is_refused():
    with pytest.raises(InvalidValueError, match="too large"):
        parse_number("999999 tỷ 999 triệu")


@pytest.mark.parametrize(
    "text", ["1.000 ₫", "₫1.000", "1.000đ", "1.000 đồng", "1.000 VNĐ", "1.000VND", "1.000 dong"]
)
def test_the_sign_of_the_currency_may_be_typed(text):
    assert parse_amount(text) == 1000


@pytest.mark.parametrize("text", ["$5", "5 USD", "5 đô la", "5€"])
def test_an_amount_of_another_currency_is_never_taken_for_dong(text):
    with pytest.raises(InvalidValueError, match="this amount is in VND"):
        parse_amount(text)


def test_the_same_text_is_right_where_the_currency_is():
    assert parse_amount("$1.234,50", "vi", "USD") == Decimal("1234.50")


@given(amounts, st.sampled_from(["vi", "en"]))
def test_every_number_shown_is_read_back(value, locale):
    assert parse_number(format_number(value, locale), locale) == value


@given(st.integers(min_value=-(10**14), max_value=10**14), st.sampled_from(["vi", "en"]))
def test_every_amount_shown_is_read_back(value, locale):
    assert parse_amount(format_amount(value, "VND", locale), locale) == value


@given(st.text(max_size=50))
def test_any_text_is_a_number_or_refused_with_a_sentence(text):
    try:
        parse_amount(text)
    except InvalidValueError:
        return
