"""A Dovecot for all tests of a session, with a user of its own for each."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mail import dovecot as servers

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[servers.Dovecot]:
    """Return a mail server that is running."""
    with tempfile.TemporaryDirectory(prefix="dovecot", ignore_cleanup_errors=True) as folder:
        server = servers.start(Path(folder) / "d")
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def user() -> str:
    """Return a user whom nobody had before."""
    return f"user{next(_numbers)}"


@pytest.fixture
def make_user() -> Callable[[], str]:
    """Return what gives further users."""
    return lambda: f"user{next(_numbers)}"
