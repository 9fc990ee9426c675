"""The key file gives the key to the right password alone, and stands no nonsense."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.paths import KEY_FILE
from desktop.core.protection import Protected, WrongKeyError
from desktop.store.key_file import (
    Effort,
    find_key_file,
    made_for,
    new_key,
    parse_key_file,
    read_key_file,
    write_key_file,
)

KEY = bytes(range(32))
LITTLE = Effort(1, 64, 1)
PASSWORD = "Hoa sen nở rộ"


def written(tmp_path, **changes):
    write_key_file(tmp_path, made_for(KEY, PASSWORD, effort=LITTLE))
    data = json.loads((tmp_path / KEY_FILE).read_text("utf-8"))
    data["box"].update(changes)
    return json.dumps(data).encode()


def test_the_password_opens_it_and_no_other_does(tmp_path):
    write_key_file(tmp_path, made_for(KEY, PASSWORD, effort=LITTLE))
    found = read_key_file(tmp_path / KEY_FILE)
    assert found is not None
    assert found.opens is Protected.BY_PASSWORD
    assert found.opened_by(PASSWORD) == KEY
    assert found.opened_by(unicodedata.normalize("NFD", PASSWORD)) == KEY
    for wrong in ("", "Hoa sen no ro", PASSWORD + " "):
        with pytest.raises(WrongKeyError):
            found.opened_by(wrong)


def test_the_file_tells_nothing_of_key_and_password(tmp_path):
    write_key_file(tmp_path, made_for(KEY, PASSWORD, effort=LITTLE))
    content = (tmp_path / KEY_FILE).read_bytes()
    for secret in (KEY, KEY.hex().encode(), PASSWORD.encode(), b"AAECAwQFBgcICQ"):
        assert secret not in content


def test_a_file_for_the_keyring_holds_no_key_and_no_password_opens_it(tmp_path):
    made = made_for(KEY)
    write_key_file(tmp_path, made)
    assert find_key_file(tmp_path / "nowhere", tmp_path) == made
    assert made.opens is Protected.BY_SAFE
    with pytest.raises(WrongKeyError):
        made.opened_by("")


def test_a_wrong_key_is_told_from_the_right_one():
    assert made_for(KEY).is_of(KEY)
    assert not made_for(KEY).is_of(bytes(32))
    assert not made_for(KEY).is_of(b"")


def test_a_new_key_is_another_each_time():
    assert len({new_key() for _ in range(20)}) == 20
    assert len(new_key()) == 32


@pytest.mark.parametrize(
    "changes",
    [
        {"memory_kb": 8 * 1024 * 1024},
        {"memory_kb": 1},
        {"passes": 10_000},
        {"lanes": 0},
        {"salt": "AAAA"},
        {"sealed": ""},
        {"sealed": "not base 64"},
        {"passes": None},
    ],
)
def test_numbers_that_would_hold_the_computer_up_are_refused(tmp_path, changes):
    assert parse_key_file(written(tmp_path)) is not None
    assert parse_key_file(written(tmp_path, **changes)) is None


@given(st.binary(max_size=200))
def test_anything_else_is_no_key_file(text):
    assert parse_key_file(text) is None


def test_a_damaged_file_is_left_where_it_is(tmp_path):
    (tmp_path / KEY_FILE).write_text("{broken")
    assert read_key_file(tmp_path / KEY_FILE) is None
    assert (tmp_path / KEY_FILE).read_text() == "{broken"
    (tmp_path / KEY_FILE).write_bytes(b" " * 100_000)
    assert read_key_file(tmp_path / KEY_FILE) is None
