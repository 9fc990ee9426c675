"""A profile with a few hundred odd records, made once, and the door through which they are read."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.core.clock import FrozenClock
from desktop.core.entities import iter_entities
from desktop.core.permissions import Member, RowInputs
from desktop.models.base import record_class
from desktop.store.engine import DATABASE, Role
from desktop.store.profile import create_profile
from desktop.store.reads import LocalReads
from desktop.store.work import Store
from tests.store.conftest import NOON
from tests.store.reads.made import Records, fill, read_records
from tests.store.reads.people import ACTORS, ENTITIES, fill_firm, inputs, member


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a profile that no test writes to."""
    folder = tmp_path_factory.mktemp("reads") / "company"
    folder.mkdir()
    create_profile(folder, FrozenClock(NOON), owner_name="Nguyễn Văn An")
    store = Store(folder, FrozenClock(NOON), Role.WORKER)
    fill(store, store.owner(), seed=7, count=260)
    store.checkpoint()
    store.close()
    return folder


@pytest.fixture(scope="session")
def records(company: Path) -> Records:
    """Return all records by entity, as the database holds them."""
    store = Store(company, FrozenClock(NOON), Role.WORKER)
    found = Records((e.key, read_records(store, e.key)) for e in iter_entities())
    store.close()
    return found


@pytest.fixture(scope="session")
def reads(company: Path) -> Iterator[LocalReads]:
    """Return the door to the company that nobody writes to."""
    opened = LocalReads(company / DATABASE, FrozenClock(NOON))
    yield opened
    opened.close()


@pytest.fixture
def own_company(company: Path, tmp_path: Path) -> Path:
    """Return a copy of the company for a test that writes."""
    return Path(shutil.copytree(company, tmp_path / "own"))


@pytest.fixture
def own_store(own_company: Path) -> Iterator[Store]:
    """Return the store of the copy."""
    store = Store(own_company, FrozenClock(NOON), Role.WINDOW)
    yield store
    store.close()


@pytest.fixture
def own_reads(own_store: Store) -> Iterator[LocalReads]:
    """Return the door to the copy."""
    opened = LocalReads(own_store.path, FrozenClock(NOON))
    yield opened
    opened.close()


@pytest.fixture
def rnd() -> Random:
    """Return a source of numbers that are the same in every run."""
    return Random(11)


@pytest.fixture(scope="session")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the profile of a firm with several people, to which no test writes."""
    folder = tmp_path_factory.mktemp("people") / "firm"
    folder.mkdir()
    create_profile(folder, FrozenClock(NOON), owner_name="Nguyễn Văn An")
    store = Store(folder, FrozenClock(NOON), Role.WORKER)
    with store.work(store.owner(), "test.fill") as work:
        fill_firm(work, Random(3))
    store.checkpoint()
    store.close()
    return folder


@pytest.fixture(scope="session")
def rows(firm: Path) -> dict[str, dict[uuid.UUID, RowInputs]]:
    """Return what decides on each of the firm's records."""
    store = Store(firm, FrozenClock(NOON), Role.WORKER)
    found = {}
    with store.work(store.owner(), "test.read") as work:
        for entity in ENTITIES:
            table = record_class(entity).__table__
            ids = [
                one for (one,) in work.session.execute(table.select().with_only_columns(table.c.id))
            ]
            found[entity] = {one: inputs(work, entity, one) for one in ids}
    store.close()
    return found


@pytest.fixture(params=ACTORS, ids="-".join)
def who(request: pytest.FixtureRequest) -> Member:
    """Return one of the people, each with several sets of rights."""
    return member(*request.param)
