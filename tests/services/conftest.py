"""A seeded profile for tests of services, made once and copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.core.permissions import Actor
from desktop.services.commands import LocalCommands
from desktop.services.opening import OpenProfile, open_for_window
from desktop.store.reads import LocalReads
from desktop.store.work import Store
from tests.examples import ExampleMaker


@pytest.fixture(scope="session")
def _seeded_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("services") / "seeded"
    open_for_window(profile, "Nguyễn Văn An").close()
    return profile


@pytest.fixture
def profile(_seeded_profile: Path, tmp_path: Path) -> Path:
    """Return the folder of a profile in which there are its owner and the shipped rows."""
    folder = tmp_path / "profile"
    shutil.copytree(_seeded_profile, folder)
    return folder


@pytest.fixture
def opened(profile: Path) -> Iterator[OpenProfile]:
    """Return the profile as the window opens it."""
    found = open_for_window(profile)
    yield found
    found.close()


@pytest.fixture
def store(opened: OpenProfile) -> Store:
    return opened.store


@pytest.fixture
def owner(opened: OpenProfile) -> Actor:
    return opened.actor


@pytest.fixture
def commands(opened: OpenProfile) -> LocalCommands:
    return opened.commands


@pytest.fixture
def make(commands: LocalCommands) -> ExampleMaker:
    """Return what makes a believable record of any entity."""
    return ExampleMaker(commands)


@pytest.fixture
def reads(store: Store) -> Iterator[LocalReads]:
    found = LocalReads(store.path, SystemClock())
    yield found
    found.close()


@pytest.fixture
def values_of(reads: LocalReads) -> Callable[..., dict[str, object]]:
    """Return what reads the values of one record, in JSON form."""

    def read(entity: str, record_id: str) -> dict[str, object]:
        import uuid

        return dict(reads.card(entity, uuid.UUID(record_id)).values)

    return read
