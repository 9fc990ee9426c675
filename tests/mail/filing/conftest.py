"""A profile with customers, and a mailbox beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.mail.boxes.opening import Box
from desktop.services.opening import OpenProfile, open_for_window
from desktop.store.engine import Role
from desktop.store.reader import Reader
from tests.examples import ExampleMaker


@pytest.fixture(scope="module")
def _born(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("filing") / "born"
    open_for_window(profile, "Nguyễn Văn An").close()
    return profile


@pytest.fixture
def opened(_born: Path, tmp_path: Path) -> Iterator[OpenProfile]:
    shutil.copytree(_born, tmp_path / "profile")
    found = open_for_window(tmp_path / "profile")
    yield found
    found.close()


@pytest.fixture
def make(opened: OpenProfile) -> ExampleMaker:
    """Return what makes a believable record of any entity."""
    return ExampleMaker(opened.commands)


@pytest.fixture
def reader(opened: OpenProfile) -> Iterator[Reader]:
    found = Reader(opened.store.path)
    yield found
    found.close()


@pytest.fixture
def box(opened: OpenProfile) -> Iterator[Box]:
    found = Box(opened.store.profile, Role.WORKER)
    yield found
    found.close()


@pytest.fixture
def meet(box: Box) -> Callable[..., None]:
    """Let the mailbox know addresses, as messages bring them."""

    def run(*addresses: str) -> None:
        with box.writing() as connection:
            rows = [(one,) for one in addresses]
            connection.executemany("INSERT OR IGNORE INTO address(address) VALUES(?)", rows)

    return run
