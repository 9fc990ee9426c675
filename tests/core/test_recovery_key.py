"""A recovery key survives being written by hand, and a slip is found where it was made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.recovery_key import read_recovery_key, write_recovery_key

keys = st.binary(min_size=32, max_size=32)
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(keys)
def test_what_was_written_is_read(key):
    assert read_recovery_key(write_recovery_key(key)) == key


@given(keys)
def test_small_letters_spaces_and_look_alikes_are_read(key):
    text = write_recovery_key(key).lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert read_recovery_key(f"\n{text} ") == key


@given(keys, st.integers(0, 64), st.sampled_from(DIGITS))
def test_a_single_slip_is_found_in_its_group(key, place, digit):
    plain = write_recovery_key(key).replace("-", "")
    wrong = plain[:place] + digit + plain[place + 1 :]
    if wrong == plain:
        assert read_recovery_key(wrong) == key
        return
    with pytest.raises(InvalidValueError, match=f"Group {place // 5 + 1} is not right"):
        read_recovery_key(wrong)


@given(keys, st.integers(0, 11))
def test_two_groups_in_each_others_places_are_found(key, at):
    groups = write_recovery_key(key).split("-")
    groups[at], groups[at + 1] = groups[at + 1], groups[at]
    if groups[at][:4] != groups[at + 1][:4]:
        with pytest.raises(InvalidValueError):
            read_recovery_key("".join(groups))


@pytest.mark.parametrize("text", ["", "ABCDE", "x" * 64, "!" * 65, "A" * 66])
def test_what_is_no_key_is_said_to_be_none(text):
    with pytest.raises(InvalidValueError):
        read_recovery_key(text)


def test_a_key_has_its_length():
    with pytest.raises(ValueError, match="32 bytes"):
        write_recovery_key(b"short")
