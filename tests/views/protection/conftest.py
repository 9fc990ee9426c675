"""Keys in memory, and jobs that run in threads as the program's do."""

from __future__ import annotations

import pytest

from desktop.core.protection import Protected, SafeError, WrongKeyError
from desktop.core.recovery_key import read_recovery_key
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs

KEY = bytes(range(32))
PASSWORD = "quả táo xanh"


class MemoryKeys:
    """The port `core.ports.Keys` without a file."""

    def __init__(self, how=Protected.BY_PASSWORD, *, has_safe=False):
        self.how = how
        self.is_safe_there = has_safe
        self.password = PASSWORD if how is Protected.BY_PASSWORD else ""
        self.tried = []

    def protected(self):
        return self.how

    def has_safe(self):
        return self.is_safe_there

    def new_key(self):
        return KEY

    def by_safe(self):
        if self.how is not Protected.BY_SAFE or not self.is_safe_there:
            raise SafeError("The keyring is locked.")
        return KEY

    def by_password(self, password):
        self.tried.append(password)
        if password != self.password:
            raise WrongKeyError("The password is not right.")
        return KEY

    def by_recovery(self, text):
        if read_recovery_key(text) != KEY:
            raise WrongKeyError("This recovery key does not open these data.")
        return KEY

    def protect(self, key, password=""):
        if not password and not self.is_safe_there:
            raise SafeError("There is no keyring.")
        assert key == KEY
        self.password = password
        self.how = Protected.BY_PASSWORD if password else Protected.BY_SAFE


@pytest.fixture
def jobs(qt_loop):
    made = Jobs(ChangeSignal())
    yield made
    made.finish(1)
