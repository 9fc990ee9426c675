"""Profiles of several people, joined to one company on a real server."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.sync.transport import Address
from tests.server.company import PASSWORD, Company
from tests.server.conftest import (  # noqa: F401 - fixtures
    cluster,
    clusters,
    company,
    pytest_generate_tests,
)
from tests.sync.desk import Desk
from tests.sync.file_desk import files, network, person, shared  # noqa: F401 - fixtures

declare()


@pytest.fixture(scope="session")
def empty_profile(tmp_path_factory) -> Path:
    """A new profile, closed."""
    folder = tmp_path_factory.mktemp("new")
    open_profile(folder, SystemClock(), Role.WORKER, owner_name="Người mới").close()
    return folder


@pytest.fixture
def desk(company: Company, empty_profile, tmp_path) -> Iterator[Callable[..., Desk]]:  # noqa: F811 - a fixture - the fixture
    """Makes desks: a person at a machine, joined to the company."""
    made: list[Desk] = []

    def make(login: str = "", **facts: object) -> Desk:
        folder = tmp_path / uuid.uuid4().hex
        folder.mkdir()
        for file in empty_profile.iterdir():
            if file.is_file():
                (folder / file.name).write_bytes(file.read_bytes())
        known = company.cluster.address(company.name)
        address = Address(
            str(known["host"]),
            int(known["port"]),
            company.name,
            login or company.login(**facts),
            PASSWORD,
            str(known.get("sslrootcert") or ""),
            lock_ms=100,
        )
        made.append(Desk(folder, address))
        return made[-1]

    yield make
    for one in made:
        one.close()
