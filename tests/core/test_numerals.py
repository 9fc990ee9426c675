"""Amounts in words, against the golden rows of the reference."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.numerals import ReadingStyle, amount_in_words, number_in_words

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference" / "vietnam"
ROWS = [
    line.split("\t")
    for line in (REFERENCE / "words_golden.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
SOUTHERN = ReadingStyle(filler="lẻ", four="tư")
SPOKEN = "không một hai ba bốn năm sáu bảy tám chín"
DIGITS = {word: i for i, word in enumerate(SPOKEN.split())}
DIGITS |= {"mốt": 1, "lăm": 5}


@pytest.mark.parametrize(("number", "northern", "southern"), ROWS)
def test_amounts_read_as_in_the_golden_rows(number, northern, southern):
    assert amount_in_words(int(number)) == northern
    assert amount_in_words(int(number), style=SOUTHERN) == southern


def read_back(words):
    """Understand a number in words, independently of how it was written."""
    total = block = group = 0
    for word in words.split():
        if word in DIGITS:
            group += DIGITS[word]
        elif word == "trăm":
            group *= 100
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group = group - group % 10 + group % 10 * 10
        elif word in {"nghìn", "triệu"}:
            block, group = block + group * {"nghìn": 1000, "triệu": 10**6}[word], 0
        elif word == "tỷ":
            total, block, group = (total + block + group) * 10**9, 0, 0
    return total + block + group


@given(st.integers(min_value=0, max_value=10**27))
def test_every_number_can_be_understood_again(number):
    assert read_back(number_in_words(number)) == number


def test_a_whole_amount_may_be_called_exact():
    assert amount_in_words(5_000_000, style=ReadingStyle(exact=True)) == "Năm triệu đồng chẵn."


def test_dong_have_no_fraction_and_round_half_up():
    assert amount_in_words(Decimal("14.5")) == "Mười lăm đồng."
    assert amount_in_words(Decimal("-0.4")) == "Không đồng."


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1234.50", "USD", "Một nghìn hai trăm ba mươi bốn đô la Mỹ và năm mươi xu."),
        ("1", "USD", "Một đô la Mỹ."),
        ("0.05", "EUR", "Không euro và năm xu."),
        ("-5.50", "USD", "Âm năm đô la Mỹ và năm mươi xu."),
        ("1200.6", "JPY", "Một nghìn hai trăm linh một yên Nhật."),
        ("12", "CHF", "Mười hai CHF."),
    ],
)
def test_foreign_amounts_are_read_with_their_hundredths(amount, currency, words):
    assert amount_in_words(Decimal(amount), currency) == words
