"""Tax codes: checked, never refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.tax_codes import (
    NO_SUCH_BRANCH,
    NOT_A_TAX_CODE,
    TAX_ZERO_ADDED,
    WRONG_CHECK_DIGIT,
    check_digit,
    format_tax_code,
    head_office,
    is_tax_code,
    parse_tax_code,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9990000018", "9990000018"),
        ("0100109106", "0100109106"),
        ("0312687878-001", "0312687878001"),
        ("0100 109 106", "0100109106"),
        ("0100109106.001", "0100109106001"),
        ("MST: 0101243150", "0101243150"),
        ("079203012345", "079203012345"),
    ],
)
def test_valid_codes_lose_their_separators(text, code):
    parsed = parse_tax_code(text)
    assert (parsed.code, parsed.is_valid, parsed.warning) == (code, True, "")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("9990000019", WRONG_CHECK_DIGIT),
        ("9990000040", WRONG_CHECK_DIGIT),
        ("0109999999", WRONG_CHECK_DIGIT),
        ("1234567890", WRONG_CHECK_DIGIT),
        ("9990000018-000", NO_SUCH_BRANCH),
        ("01001091", NOT_A_TAX_CODE),
        ("DE123456789", NOT_A_TAX_CODE),
        ("", NOT_A_TAX_CODE),
    ],
)
def test_a_doubtful_code_is_kept_with_a_warning(text, warning):
    parsed = parse_tax_code(text)
    assert not parsed.is_valid
    assert parsed.warning == warning
    assert parsed.code in {text, text.replace("-", "")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("100109106", "0100109106"),
        ("100109106001", "0100109106001"),
        ("79203012345", "079203012345"),
    ],
)
def test_the_zero_that_a_spreadsheet_dropped_is_put_back(text, code):
    parsed = parse_tax_code(text)
    assert (parsed.code, parsed.is_valid, parsed.warning) == (code, True, TAX_ZERO_ADDED)


@given(st.integers(min_value=0, max_value=999_999_999))
def test_one_wrong_digit_is_always_noticed(number):
    first_nine = f"{number:09d}"
    check = check_digit(first_nine)
    if check is None:
        assert not any(is_tax_code(f"{first_nine}{digit}") for digit in range(10))
        return
    code = f"{first_nine}{check}"
    assert is_tax_code(code)
    for i, digit in enumerate(code):
        wrong = f"{code[:i]}{(int(digit) + 1) % 10}{code[i + 1 :]}"
        assert not is_tax_code(wrong)


def test_a_branch_is_shown_after_a_dash_and_belongs_to_its_head_office():
    assert format_tax_code("0100109106001") == "0100109106-001"
    assert format_tax_code("0100109106") == "0100109106"
    assert head_office("0100109106001") == "0100109106"
    assert head_office("079203012345") == "079203012345"


@given(st.text(max_size=30))
def test_any_text_may_stand_in_a_tax_code_field(text):
    parsed = parse_tax_code(text)
    assert parsed.is_valid or parsed.warning
