"""What the worker is given, on a seeded profile."""

from __future__ import annotations

import pytest

from desktop.core.clock import SystemClock
from desktop.core.paths import Profile
from desktop.core.settings import Settings, save_settings
from desktop.services.long_work import LongWork
from desktop.store.reads import LocalReads


def silent(done, of=0, what=""):
    """Report to nobody."""


@pytest.fixture
def work(store, owner, profile):
    return LongWork(store, owner, lambda: LocalReads(store.path, SystemClock()), profile, silent)


@pytest.fixture
def second(tmp_path, profile):
    """Return a second folder for backups, chosen in the settings."""
    folder = tmp_path / "usb"
    folder.mkdir()
    save_settings(Profile(profile), Settings(backup_folder=str(folder)))
    return folder
