"""The story of the demo company, made up once for all tests that only look at it."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pytest

from desktop.services.commands import load_commands
from desktop.services.demo.diary import Step
from desktop.services.demo.story import make_up

load_commands()
TODAY = date(2026, 11, 21)
OWNER = uuid.UUID(int=42)


@dataclass
class Story:
    """Everything that happened, and what became of each record."""

    steps: Sequence[Step]

    @cached_property
    def records(self) -> dict[str, dict[uuid.UUID, dict[str, Any]]]:
        """The records by entity as they are in the end, those in the bin left out."""
        found: dict[str, dict[uuid.UUID, dict[str, Any]]] = defaultdict(dict)
        for step in self.steps:
            for entity, rows in step.made.items():
                found[entity] |= {row["id"]: dict(row) for row in rows}
            for entity, changes in step.changed.items():
                for record_id, values in changes:
                    found[entity].setdefault(record_id, {}).update(values)
            for entity, ids in step.binned.items():
                for record_id in ids:
                    del found[entity][record_id]
        return found

    def all(self, entity: str) -> list[dict[str, Any]]:
        return list(self.records[entity].values())

    def counted(self, entity: str, field: str) -> Counter[Any]:
        return Counter(row.get(field) for row in self.all(entity))


@pytest.fixture(scope="session")
def story() -> Story:
    return Story(make_up(TODAY, OWNER, names_owner=True))
