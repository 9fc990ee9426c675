"""The hint about a master password: length counts, patterns do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.passwords import Strength, normalized, strength


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", Strength.TOO_SHORT),
        ("a8$kQ2z", Strength.TOO_SHORT),
        ("12345678", Strength.WEAK),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("Mật khẩu 123", Strength.WEAK),
        ("x7!Gp2qL", Strength.FAIR),
        ("quả táo xanh bay cao", Strength.STRONG),
    ],
)
def test_passwords_are_measured(password, expected):
    assert strength(password) is expected


@given(st.text(max_size=40))
def test_the_way_a_keyboard_composes_letters_changes_nothing(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert normalized(decomposed) == normalized(text)
    assert strength(decomposed) is strength(text)
