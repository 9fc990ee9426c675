"""A profile in which plans are made by commands, and how they look to screens."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.core.clock import FrozenClock, local_zone, to_micros
from desktop.core.work.rows import PlanRow, PlanScope, PlanSheet
from desktop.services.commands import UNDO, LocalCommands, load_commands
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import create_profile
from desktop.store.reads import LocalReads
from desktop.store.work import Store

MONDAY = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)  # 8 o'clock; a week without holidays

declare()
load_commands()


class Office:
    """Does what people do, and tells how plans look after it."""

    def __init__(self, folder: Path) -> None:
        self.clock = FrozenClock(MONDAY)
        create_profile(folder, self.clock, owner_name="Nguyễn Văn An")
        self.store = Store(folder, self.clock, Role.WORKER)
        self.me = self.store.owner()
        self.reads = LocalReads(self.store.path, self.clock)
        self._commands = LocalCommands(self.store, self.me)
        self.group = 0

    def run(self, key: str, **arguments: object) -> Any:
        """Run a command a minute later; return its answer."""
        self.clock.advance(dt.timedelta(minutes=1))
        outcome = self._commands.run(key, arguments)
        self.group = outcome.changes.group
        return outcome.value

    def undo(self) -> None:
        """Take the last command back."""
        assert self._commands.run(UNDO, {"group": self.group}).value == 0

    def project(self, name: str = "Triển khai", **values: object) -> str:
        return str(self.run("project.create", values={"name": name, **values}))

    def task(self, title: str, **values: object) -> str:
        return str(self.run("task.create", values={"title": title, **values}))

    def user(self, name: str) -> str:
        return str(self.run("app_user.create", values={"full_name": name}))

    def sheet(self, project: str | None = None, **facts: Any) -> PlanSheet:
        wanted = uuid.UUID(project) if project else None
        return self.reads.plan_sheet(PlanScope(project=wanted, **facts))

    def rows(self, project: str | None = None, **facts: Any) -> dict[str, PlanRow]:
        return {row.title: row for row in self.sheet(project, **facts).rows}

    def outline(self, project: str | None = None) -> list[str]:
        """Return the titles of a plan, each behind a dot for what it stands below."""
        depths: dict[uuid.UUID | None, int] = {None: -1}
        lines = []
        for row in self.sheet(project).rows:
            depths[row.id] = depths.get(row.parent, -1) + 1
            lines.append("." * depths[row.id] + row.title)
        return lines

    def close(self) -> None:
        self.reads.close()
        self.store.close()


def local(text: str) -> int:
    """Return the microseconds of a wall time."""
    return to_micros(dt.datetime.fromisoformat(text).replace(tzinfo=local_zone()))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "office"
    folder.mkdir()
    made = Office(folder)
    yield made
    made.close()
