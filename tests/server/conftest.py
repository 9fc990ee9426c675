"""Real PostgreSQL for each version that is installed, and a fresh company in each test."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator

import pytest
from psycopg import sql

from desktop.server import installing, people, privileges
from desktop.server.cluster import Cluster, find_programs
from desktop.server.connections import connect
from tests.server.clusters import SETTINGS, cluster_folder
from tests.server.company import Company

VERSIONS = (15, 18)
TEMPLATE = "lienhe_template"
_numbers = itertools.count(1)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "cluster" in metafunc.fixturenames:
        chosen = VERSIONS if metafunc.definition.get_closest_marker("both_versions") else (18,)
        metafunc.parametrize("cluster", chosen, indirect=True, ids=lambda v: f"pg{v}")


@pytest.fixture(scope="session")
def clusters() -> Iterator[dict[int, Cluster]]:
    """Clusters that run, by version; each is started when it is first asked for."""
    running: dict[int, Cluster] = {}
    yield running
    for cluster in running.values():
        cluster.stop("immediate")
        shutil.rmtree(cluster.folder)


@pytest.fixture(scope="session")
def cluster(request, clusters) -> Cluster:
    """A running cluster with an empty company as the template of others."""
    version = request.param
    if version not in clusters:
        clusters[version] = Cluster(cluster_folder(), find_programs(version))
        clusters[version].make()
        begin(clusters[version])
    return clusters[version]


def begin(made: Cluster, settings: dict[str, str] = SETTINGS) -> None:
    """Start a new cluster and make the empty company that all others are copies of."""
    made.start(**settings)
    with connect(made.address()) as admin:
        installing.make_database(admin, TEMPLATE)
    with connect(made.address(TEMPLATE)) as admin:
        assert installing.prepare_database(admin) == []
        installing.upgrade(admin)
        people.make_administrators(admin)


@pytest.fixture
def company(cluster) -> Iterator[Company]:
    """A company of its own database: no person yet but whom a test adds."""
    name = f"company_{next(_numbers)}"
    with connect(cluster.address()) as admin:
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        admin.execute(command.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
    with connect(cluster.address(name)) as admin:
        privileges.close_door(admin)
        made = Company(cluster, name, admin)
        yield made
        made.leave()
    with connect(cluster.address()) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
