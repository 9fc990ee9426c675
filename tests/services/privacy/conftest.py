"""What the worker is given, on a seeded profile."""

from __future__ import annotations

import pytest

from desktop.core.clock import SystemClock
from desktop.services.long_work import LongWork
from desktop.store.reads import LocalReads


def silent(done, of=0, what=""):
    """Report to nobody."""


@pytest.fixture
def work(store, owner, profile):
    return LongWork(store, owner, lambda: LocalReads(store.path, SystemClock()), profile, silent)
