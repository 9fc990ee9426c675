"""A company on a real server, and the background service as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desktop.server import restoring, tasks
from desktop.server.connections import connect
from tests.server.company import Company
from tests.server.conftest import (  # noqa: F401 - fixtures
    cluster,
    clusters,
    company,
    pytest_generate_tests,
)

SECONDS = 90  # generous: a machine may be busy with much else


class Service:
    """The service as a process; ended at the end of the test."""

    def __init__(self, company: Company, folder: Path) -> None:  # noqa: F811 - not the fixture
        self.company = company
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *words: str) -> None:
        """Start it."""
        address = self.company.cluster.address()
        where = " ".join(f"{key}={address[key]}" for key in ("host", "port", "user"))
        command = [sys.executable, "-m", "tests.agent.swift", "run", "--folder", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, "--connect", where, "--database", self.company.name, *words],
            env=os.environ | {"PGPASSWORD": str(address["password"])},
            cwd=Path(__file__).parents[2],
        )

    def end(self, number: int = signal.SIGTERM) -> None:
        """End it, and wait."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(SECONDS)

    def state(self) -> dict[str, Any]:
        """Return what the centre tells administrators; a connection of its own each time."""
        with connect(self.company.cluster.address(self.company.name)) as admin:
            return tasks.read_state(admin)

    def ask(self, kind: str, **args: str) -> str:
        """Ask for a task as an administrator; return its id."""
        with connect(self.company.cluster.address(self.company.name)) as admin:
            return str(tasks.ask(admin, kind, args))

    def until_ended(self, task: str) -> dict[str, Any]:
        """Wait until a task has ended; return it."""

        def ended() -> dict[str, Any] | None:
            return next(
                (one for one in self.state()["tasks"] if one["id"] == task and one["ended_at"]),
                None,
            )

        return until(ended)


def until(ask: Callable[[], Any]) -> Any:
    """Return the first answer that is not nothing; a database that is swapped is waited for."""
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        try:
            found = ask()
        except psycopg.Error:
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it never came about")


@pytest.fixture
def service(company: Company, tmp_path: Path) -> Iterator[Service]:  # noqa: F811 - the fixture
    made = Service(company, tmp_path / "copies")
    yield made
    made.end()
    restoring.drop_aside(company.cluster.address(company.name), "9")
