"""A profile for tests that import and export, made once and copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop.files.events
import desktop.files.exporting
import desktop.files.exporting_statistics
import desktop.files.importing
import desktop.files.plan_files  # noqa: F401 - they declare the requests
from desktop.core.changes import Changes
from desktop.core.clock import SystemClock
from desktop.services.opening import declare, open_for_worker
from desktop.store.profile import create_profile
from tests.files.exchange import Exchange


@pytest.fixture(scope="session")
def _empty_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    declare()
    profile = tmp_path_factory.mktemp("exchange") / "empty"
    profile.mkdir()
    create_profile(profile, SystemClock(), owner_name="Nguyễn Văn An")
    return profile


@pytest.fixture
def profile(_empty_profile: Path, tmp_path: Path) -> Path:
    """Return the folder of a profile in which there is nothing but its owner."""
    folder = tmp_path / "profile"
    shutil.copytree(_empty_profile, folder)
    return folder


@pytest.fixture
def changes() -> list[Changes]:
    """Return the changes that the worker announced."""
    return []


@pytest.fixture
def exchange(profile: Path, changes: list[Changes]) -> Iterator[Exchange]:
    """Return the worker's requests on the profile."""
    with open_for_worker(profile, changes.append) as surround:
        yield Exchange(surround)
