"""The system's keyring: kept, found, and failing with a sentence within a deadline."""

from __future__ import annotations

import logging
import threading

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from desktop.core.protection import SafeError
from desktop.store import safe

KEY = bytes(range(32))


class Memory(KeyringBackend):
    """A keyring that forgets everything at its end."""

    priority = 5

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def use():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def memory(use):
    made = Memory()
    use(made)
    return made


def test_a_key_is_kept_and_found(memory):
    assert safe.is_there()
    assert safe.find("profile") is None
    safe.keep("profile", KEY)
    assert safe.find("profile") == KEY
    assert list(memory.kept) == [("Lienhe", "profile")]
    safe.forget("profile")
    safe.forget("profile")
    assert memory.kept == {}


def test_somebody_elses_entry_is_a_wrong_key(memory):
    memory.kept["Lienhe", "profile"] = "not base 64 !"
    assert safe.find("profile") == b""


def test_a_computer_without_a_keyring_says_so(use):
    use(fail.Keyring())
    assert not safe.is_there()
    for act in (lambda: safe.find("profile"), lambda: safe.keep("profile", KEY)):
        with pytest.raises(SafeError, match="no keyring"):
            act()


def test_a_keyring_in_a_plain_file_is_none(use):
    class Plain(Memory):
        priority = 0.5

    use(Plain())
    assert not safe.is_there()


def test_a_locked_keyring_is_told_without_its_words(use, caplog):
    class Locked(Memory):
        def get_password(self, service, username):
            raise KeyringLocked("the secret is hunter2")

    use(Locked())
    with caplog.at_level(logging.DEBUG), pytest.raises(SafeError, match="locked"):
        safe.find("profile")
    assert "KeyringLocked" in caplog.text
    assert "hunter2" not in caplog.text


def test_a_keyring_that_forgets_at_once_keeps_nothing(use):
    class Forgetful(Memory):
        def set_password(self, service, username, password):
            self.kept.clear()

    use(Forgetful())
    with pytest.raises(SafeError):
        safe.keep("profile", KEY)


def test_a_keyring_that_does_not_answer_is_not_waited_for(use, monkeypatch):
    gate = threading.Event()

    class Slow(Memory):
        def get_password(self, service, username):
            gate.wait(5)

    use(Slow())
    monkeypatch.setattr(safe, "SECONDS", 0.05)
    with pytest.raises(SafeError, match="does not answer"):
        safe.find("profile")
    gate.set()
