"""A profile with customers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.opening import OpenProfile, open_for_window
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
