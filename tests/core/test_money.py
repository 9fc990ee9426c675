"""Amounts: rounding, storing, showing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.grouped_numbers import format_number
from desktop.core.money import (
    LARGEST,
    currency_decimals,
    format_amount,
    from_scaled,
    round_amount,
    to_scaled,
)

stored = st.integers(min_value=-(2**63), max_value=2**63 - 1)


@given(stored)
def test_what_is_stored_comes_back_exactly(scaled):
    assert to_scaled(from_scaled(scaled)) == scaled


@given(stored, stored)
def test_stored_amounts_sort_as_the_amounts_do(first, second):
    assert (from_scaled(first) < from_scaled(second)) is (first < second)


def test_an_amount_comes_back_without_superfluous_zeros():
    assert str(from_scaled(12_340_000)) == "1234"
    assert str(from_scaled(12_345)) == "1.2345"
    assert str(from_scaled(-5_000)) == "-0.5"


def test_the_fifth_decimal_rounds_half_up():
    assert to_scaled(Decimal("0.00005")) == 1
    assert to_scaled(Decimal("-0.00005")) == -1
    assert to_scaled(Decimal("0.00004")) == 0


def test_what_the_database_cannot_hold_is_refused():
    assert to_scaled(LARGEST) == 2**63 - 1
    with pytest.raises(OverflowError):
        to_scaled(LARGEST + 1)
    with pytest.raises(ValueError, match="no amount"):
        to_scaled(Decimal("NaN"))


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.5", "VND", "1"),
        ("-0.5", "VND", "-1"),
        ("2.5", "VND", "3"),
        ("2.345", "USD", "2.35"),
        ("2.5", "JPY", "3"),
    ],
)
def test_amounts_round_away_from_zero_to_what_the_currency_has(amount, currency, rounded):
    assert round_amount(Decimal(amount), currency) == Decimal(rounded)


def test_dong_have_no_minor_unit():
    assert currency_decimals("VND") == 0
    assert currency_decimals("USD") == 2


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "text"),
    [
        ("1234567", "VND", "vi", "1.234.567\u00a0₫"),
        ("1234567", "VND", "en", "1,234,567\u00a0₫"),
        ("-1234567.5", "VND", "vi", "-1.234.568\u00a0₫"),
        ("-0.3", "VND", "vi", "0\u00a0₫"),
        ("1234.5", "USD", "vi", "1.234,50\u00a0USD"),
        ("1234.5", "USD", "en", "1,234.50\u00a0USD"),
        ("0", "VND", "vi", "0\u00a0₫"),
    ],
)
def test_amounts_are_shown_with_groups_and_their_currency(amount, currency, locale, text):
    assert format_amount(Decimal(amount), currency, locale) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1E+3", None, "1.000"),
        ("0.10", None, "0,1"),
        ("5000", None, "5.000"),
        ("1234.5678", None, "1.234,5678"),
        ("1234.5678", 2, "1.234,57"),
        ("12", 2, "12,00"),
        ("-0.001", 2, "0,00"),
    ],
)
def test_numbers_show_the_decimals_they_have_or_those_asked_for(value, decimals, text):
    assert format_number(Decimal(value), "vi", decimals) == text
