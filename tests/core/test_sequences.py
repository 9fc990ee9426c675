"""Patterns of codes: what they make, how they count, which are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.sequences import check_pattern, code_of, number_in, period_of, prefix_of

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("pattern", "number", "code", "period"),
    [
        ("KH{NNNNN}", 12, "KH00012", ""),
        ("KH{YYYY}-{NNNNN}", 12, "KH2026-00012", "2026"),
        ("HĐ/{YY}{MM}/{NNN}", 7, "HĐ/2611/007", "2026-11"),
        ("{NN}", 1234, "1234", ""),
        ("A.{NNN}/B", 5, "A.005/B", ""),
    ],
)
def test_a_pattern_makes_codes(pattern, number, code, period):
    check_pattern(pattern)
    assert code_of(pattern, number, DAY) == code
    assert period_of(pattern, DAY) == period
    assert number_in(pattern, code, DAY) == number
    assert code.startswith(prefix_of(pattern, DAY))


@pytest.mark.parametrize(
    "pattern",
    ["", "KH", "{NNN}{NNN}", "{N", "N}", "{}{NN}", "{DD}{NN}", "{nn}", "{MM}{NNN}",
     "x" * 40 + "{N}", "{NNNNNNNNNNNNN}", "{{NN}}"],
)  # fmt: skip
def test_what_makes_no_codes_is_refused_with_a_sentence(pattern):
    with pytest.raises(InvalidValueError) as refused:
        check_pattern(pattern)
    assert "{" not in pattern or str(refused.value)


@given(st.text("AB-./ {}NYM0", max_size=14), st.integers(0, 10**12 - 1), st.dates())
def test_no_two_numbers_have_one_code(pattern, number, day):
    try:
        check_pattern(pattern)
    except InvalidValueError:
        return
    code = code_of(pattern, number, day)
    assert number_in(pattern, code, day) == number
    assert code_of(pattern, number + 1, day) != code


def test_the_code_of_another_year_is_no_number_of_this():
    assert number_in("KH{YYYY}-{NN}", "KH2025-07", DAY) is None
    assert number_in("KH{NN}", "KH07-cũ", DAY) is None
