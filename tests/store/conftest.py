"""A profile with its store, made once and copied for each test; who acts; a clock that stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.core.clock import FrozenClock
from desktop.core.permissions import Actor
from desktop.models import load_all
from desktop.store.engine import Role
from desktop.store.profile import create_profile
from desktop.store.work import Store

load_all()  # tests that cover every entity ask for them while they are collected

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

OpenStore = Callable[..., Store]


@pytest.fixture
def clock() -> FrozenClock:
    """Return a clock that stands at noon."""
    return FrozenClock(NOON)


@pytest.fixture(scope="session")
def _new_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("store") / "new"
    profile.mkdir()
    create_profile(profile, FrozenClock(NOON), owner_name="Nguyễn Văn An")
    return profile


@pytest.fixture
def profile(_new_profile: Path, tmp_path: Path) -> Path:
    """Return the folder of a profile in which there is nothing but its owner."""
    folder = tmp_path / "profile"
    shutil.copytree(_new_profile, folder)
    return folder


@pytest.fixture
def open_store(profile: Path, clock: FrozenClock) -> Iterator[OpenStore]:
    """Return what opens the profile's store, as often as a test wants; all are closed after it."""
    opened: list[Store] = []

    def open_one(role: Role = Role.WINDOW, *, patience: float = 10.0) -> Store:
        opened.append(Store(profile, clock, role, patience=patience))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    """Return the store as the window has it."""
    return open_store()


@pytest.fixture
def owner(store: Store) -> Actor:
    """Return the one who owns the profile and may do everything."""
    return store.owner()
