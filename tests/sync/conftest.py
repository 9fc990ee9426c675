"""Profiles of several people, joined to one company on a real server."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.services.long_work import LongWork
from desktop.services.opening import declare
from desktop.store import safe
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.sync import entering, lines
from desktop.sync.transport import Address
from tests.server.company import PASSWORD, Company
from tests.server.conftest import cluster, clusters, company, pytest_generate_tests
from tests.sync.desk import Desk
from tests.sync.file_desk import files, network, person, shared

# What pytest finds here by name.
__all__ = [
    "cluster",
    "clusters",
    "company",
    "desk",
    "empty_profile",
    "files",
    "invitation",
    "joined",
    "kept",
    "network",
    "person",
    "pytest_generate_tests",
    "shared",
    "work",
]

declare()


@pytest.fixture(scope="session")
def empty_profile(tmp_path_factory) -> Path:
    """A new profile, closed."""
    folder = tmp_path_factory.mktemp("new")
    open_profile(folder, SystemClock(), Role.WORKER, owner_name="Người mới").close()
    return folder


@pytest.fixture
def desk(company: Company, empty_profile, tmp_path) -> Iterator[Callable[..., Desk]]:
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


@pytest.fixture
def kept(monkeypatch) -> dict[str, bytes]:
    """A keyring in memory: this machine may have none."""
    entries: dict[str, bytes] = {}
    monkeypatch.setattr(safe, "keep", entries.__setitem__)
    monkeypatch.setattr(safe, "find", entries.get)
    monkeypatch.setattr(safe, "forget", lambda entry: entries.pop(entry, None))
    return entries


@pytest.fixture
def work(tmp_path, kept):
    """A profile that is used alone, as the worker has it."""
    store = open_profile(tmp_path, SystemClock(), Role.WORKER, owner_name="An")

    def reads():
        raise AssertionError("not asked")

    yield LongWork(store, store.owner(), reads, tmp_path, lambda *_args: None)
    for centre in lines.centres.values():
        centre.close()
    lines.centres.clear()
    store.close()


@pytest.fixture
def invitation(company: Company):
    """What an administrator gave to the person, who administers too."""
    known = company.cluster.address(company.name)
    ca = known.get("sslrootcert")
    return {
        "lienhe": 1,
        "host": known["host"],
        "port": int(known["port"]),
        "database": company.name,
        "user": company.login(is_administrator=True),
        "ca": Path(ca).read_text("ascii") if ca else None,
    }


@pytest.fixture
def joined(work, invitation):
    """A profile that has joined the company."""
    entering.join(work, invitation, invitation["user"], PASSWORD)
    return work
